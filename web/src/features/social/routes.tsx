import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../../lib/search.ts';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/connections',
      component: lazyRouteComponent(() => import('./connections-page.tsx'), 'ConnectionsPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/connections/callback/$platform',
      validateSearch: searchOf('state', 'code', 'error', 'account'),
      component: lazyRouteComponent(() => import('./callback-page.tsx'), 'CallbackPage'),
    }),
  ] as const;
