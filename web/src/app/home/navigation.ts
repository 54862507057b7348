import { House } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  { area: 'business', order: 10, to: '/', label: { ar: 'الرئيسية', en: 'Home' }, Icon: House },
];
