import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/',
      component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
    }),
  ] as const;
