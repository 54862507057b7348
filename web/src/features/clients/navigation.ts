import { Building2, Users } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  {
    area: 'business',
    order: 50,
    to: '/team',
    label: { ar: 'الفريق', en: 'Team' },
    Icon: Users,
    permission: 'team:write',
  },
  {
    area: 'staff',
    order: 10,
    to: '/staff',
    label: { ar: 'الأنشطة التجارية', en: 'Businesses' },
    Icon: Building2,
    permission: 'clients:read',
  },
];
