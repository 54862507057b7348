import { CreditCard, Wallet } from 'lucide-react';
import type { NavigationEntry } from '../../lib/navigation.ts';

export const navigation: readonly NavigationEntry[] = [
  {
    area: 'business',
    order: 60,
    to: '/billing',
    label: { ar: 'الاشتراك', en: 'Billing' },
    Icon: CreditCard,
    permission: 'billing:read',
  },
  {
    area: 'staff',
    order: 30,
    to: '/staff/subscriptions',
    label: { ar: 'الاشتراكات', en: 'Subscriptions' },
    Icon: Wallet,
    permission: 'revenue:read',
  },
];
