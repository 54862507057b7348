import { defineStrings, type Phrase } from '../../lib/i18n.ts';
import type { Layer } from './layers.ts';

export const layerNames: Record<Layer, Phrase> = {
  prayers: { ar: 'أوقات الصلاة', en: 'Prayer times' },
  occasions: { ar: 'العطل والمناسبات', en: 'Holidays and occasions' },
};

export const layerStrings = defineStrings({
  layers: { ar: 'طبقات التقويم', en: 'Layers of the calendar' },
  hide: { ar: 'إخفاء: {layer}', en: 'Hide: {layer}' },
  show: { ar: 'إظهار: {layer}', en: 'Show: {layer}' },
  prayers: { ar: 'أوقات الصلاة', en: 'Prayer times' },
  expected: { ar: '(متوقع)', en: '(expected)' },
  observed: { ar: '(تُعطّل {day})', en: '(off on {day})' },
  settings: { ar: 'إعدادات التقويم', en: 'Calendar settings' },
});
