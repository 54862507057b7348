import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/team',
      component: lazyRouteComponent(() => import('./team-page.tsx'), 'TeamPage'),
    }),
  ] as const;

export const ofStaff = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/staff',
      component: lazyRouteComponent(() => import('./clients-page.tsx'), 'ClientsPage'),
    }),
  ] as const;
