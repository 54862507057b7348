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
    createRoute({
      getParentRoute: () => parent,
      path: '/calendar/settings',
      component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
    }),
  ] as const;

export const ofStaff = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/staff/calendar',
      component: lazyRouteComponent(() => import('./platform/platform-page.tsx'), 'PlatformPage'),
    }),
  ] as const;
