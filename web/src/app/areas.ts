import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '../lib/session.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { DoorErrorPage } from './route-error-page.tsx';

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({});

/** Everything that needs a session. Who has none goes to the sign-in page and comes back to the same address. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const state = await session.ensure();
    if (state.kind === 'in') return { me: state.me };
    // Whoever signed out does not hand their page to the next person at this screen.
    const left = state.kind === 'out' && state.ended === 'signed_out';
    const back = left || location.href === '/' ? {} : { return: location.href };
    throw redirect({ to: '/sign-in', search: back, replace: true });
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  errorComponent: DoorErrorPage,
});

/** Whatever no other route has: also for staff, so that it stands inside the shell of whoever is signed in. */
export const lost = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage });

/** The area of a business. Staff have no business; they are sent to their own area. */
export const business = createRoute({
  getParentRoute: () => inside,
  id: 'business',
  beforeLoad: ({ context }) => {
    if (!context.me.client) throw redirect({ to: '/staff', replace: true });
  },
});

/** The area of the platform's staff; whoever belongs to a business is sent home. */
export const staff = createRoute({
  getParentRoute: () => inside,
  id: 'staff',
  beforeLoad: ({ context }) => {
    if (context.me.client) throw redirect({ to: '/', replace: true });
  },
});
