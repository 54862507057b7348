import { isKnown } from '#shared/templates/variable.ts';
import type { Translate } from '../../lib/i18n.ts';
import { variableStrings } from './strings.ts';

/** What a variable is called on a screen: in words when every business knows it, else as it is written. */
export const variableLabel = (t: Translate, name: string): string =>
  isKnown(name) ? t(variableStrings[name]) : name.replaceAll('_', ' ');
