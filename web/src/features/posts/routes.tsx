import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../../lib/search.ts';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/compose',
      validateSearch: searchOf('postId', 'at'),
      component: lazyRouteComponent(() => import('./compose-page.tsx'), 'ComposePage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/posts/$postId',
      component: lazyRouteComponent(() => import('./post-page.tsx'), 'PostPage'),
    }),
  ] as const;
