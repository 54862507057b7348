import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../../lib/search.ts';
import { session } from '../../lib/session.ts';

/** The door: what works before anyone is signed in. */
export const atTheDoor = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/sign-in',
      validateSearch: searchOf('return'),
      // Who is signed in already is told so; without a network the door still opens.
      beforeLoad: async () => void (await session.ensure().catch(() => undefined)),
      component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/forgot',
      component: lazyRouteComponent(() => import('./forgot-page.tsx'), 'ForgotPage'),
    }),
    createRoute({
      getParentRoute: () => parent,
      path: '/reset',
      component: lazyRouteComponent(() => import('./reset-page.tsx'), 'ResetPage'),
    }),
  ] as const;
