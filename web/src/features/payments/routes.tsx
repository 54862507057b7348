import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/billing',
      component: lazyRouteComponent(() => import('./billing-page.tsx'), 'BillingPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/billing/payments/$paymentId',
      component: lazyRouteComponent(() => import('./payment-page.tsx'), 'PaymentPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/billing/invoices/$number',
      component: lazyRouteComponent(() => import('./invoice-page.tsx'), 'InvoicePage'),
    }),
  ] as const;

export const ofStaff = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/staff/subscriptions',
      component: lazyRouteComponent(() => import('./subscriptions-page.tsx'), 'SubscriptionsPage'),
    }),
  ] as const;
