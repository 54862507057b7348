import { SquarePen } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  {
    area: 'business',
    order: 30,
    to: '/compose',
    label: { ar: 'إنشاء منشور', en: 'Compose' },
    Icon: SquarePen,
    permission: 'posts:write',
  },
];
