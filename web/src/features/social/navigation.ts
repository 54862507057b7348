import { Plug } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  {
    area: 'business',
    order: 40,
    to: '/connections',
    label: { ar: 'الحسابات المرتبطة', en: 'Connections' },
    short: { ar: 'الحسابات', en: 'Connections' },
    Icon: Plug,
  },
];
