import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/templates',
      component: lazyRouteComponent(() => import('./templates-page.tsx'), 'TemplatesPage'),
    }),
  ] as const;
