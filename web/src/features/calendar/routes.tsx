import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../../lib/search.ts';

export const ofBusiness = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/calendar',
      validateSearch: searchOf('view', 'date', 'state'),
      component: lazyRouteComponent(() => import('./calendar-page.tsx'), 'CalendarPage'),
    }),
  ] as const;
