import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../../lib/search.ts';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/media',
      validateSearch: searchOf('only', 'tag'),
      component: lazyRouteComponent(() => import('./media-page.tsx'), 'MediaPage'),
    }),
  ] as const;
