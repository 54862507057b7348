import { Images } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  {
    area: 'business',
    order: 44,
    to: '/media',
    label: { ar: 'الوسائط', en: 'Media' },
    Icon: Images,
  },
];
