import { LayoutTemplate } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  { area: 'business', order: 42, to: '/templates', label: { ar: 'القوالب', en: 'Templates' }, Icon: LayoutTemplate },
];
