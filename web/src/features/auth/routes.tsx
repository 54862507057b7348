import { type AnyRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../../lib/search.ts';
import { session } from '../../lib/session.ts';

/** What works before anyone is signed in. */
export const beforeSignIn = <P extends AnyRoute>(parent: P) =>
  [
    createRoute({
      getParentRoute: () => parent,
      path: '/sign-in',
      validateSearch: searchOf('return'),
      // Who is signed in already is told so; without a network the page still opens.
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
