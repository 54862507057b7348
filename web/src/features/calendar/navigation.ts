import { CalendarDays } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  { area: 'business', order: 20, to: '/calendar', label: { ar: 'التقويم', en: 'Calendar' }, Icon: CalendarDays },
  {
    area: 'staff',
    order: 20,
    to: '/staff/calendar',
    label: { ar: 'تقويم الكويت', en: 'Kuwait’s calendar' },
    short: { ar: 'التقويم', en: 'Calendar' },
    Icon: CalendarDays,
    permission: 'operations:read',
  },
];
