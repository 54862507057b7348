import type { QueryClient } from '@tanstack/react-query';
import {
  createBrowserHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { session } from '../lib/session.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PendingPage } from './pending-page.tsx';
import { DoorErrorPage, RouteErrorPage } from './route-error-page.tsx';
import { parseSearch, searchOf, stringifySearch } from './search.ts';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searchOf('return'),
  // Who is signed in already is told so; without a network the page still opens.
  beforeLoad: async () => void (await session.ensure().catch(() => undefined)),
  component: lazyRouteComponent(() => import('../features/auth/sign-in-page.tsx'), 'SignInPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/forgot',
  component: lazyRouteComponent(() => import('../features/auth/forgot-page.tsx'), 'ForgotPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('../features/auth/reset-page.tsx'), 'ResetPage'),
});

/** Everything that needs a session. Who has none goes to the sign-in page and comes back to the same address. */
const inside = createRoute({
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
const lost = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage });

/** The area of a business. Staff have no business; they are sent to their own area. */
const business = createRoute({
  getParentRoute: () => inside,
  id: 'business',
  beforeLoad: ({ context }) => {
    if (!context.me.client) throw redirect({ to: '/staff', replace: true });
  },
});

const home = createRoute({
  getParentRoute: () => business,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
});

const calendar = createRoute({
  getParentRoute: () => business,
  path: '/calendar',
  validateSearch: searchOf('view', 'date', 'state'),
  component: lazyRouteComponent(() => import('../features/calendar/calendar-page.tsx'), 'CalendarPage'),
});

const compose = createRoute({
  getParentRoute: () => business,
  path: '/compose',
  validateSearch: searchOf('postId', 'at'),
  component: lazyRouteComponent(() => import('../features/posts/compose-page.tsx'), 'ComposePage'),
});

const post = createRoute({
  getParentRoute: () => business,
  path: '/posts/$postId',
  component: lazyRouteComponent(() => import('../features/posts/post-page.tsx'), 'PostPage'),
});

const media = createRoute({
  getParentRoute: () => business,
  path: '/media',
  validateSearch: searchOf('only', 'tag'),
  component: lazyRouteComponent(() => import('../features/media/media-page.tsx'), 'MediaPage'),
});

const connections = createRoute({
  getParentRoute: () => business,
  path: '/connections',
  component: lazyRouteComponent(() => import('../features/social/connections-page.tsx'), 'ConnectionsPage'),
});

const connected = createRoute({
  getParentRoute: () => business,
  path: '/connections/callback/$platform',
  validateSearch: searchOf('state', 'code', 'error', 'account'),
  component: lazyRouteComponent(() => import('../features/social/callback-page.tsx'), 'CallbackPage'),
});

const team = createRoute({
  getParentRoute: () => business,
  path: '/team',
  component: lazyRouteComponent(() => import('../features/clients/team-page.tsx'), 'TeamPage'),
});

const staff = createRoute({
  getParentRoute: () => inside,
  path: '/staff',
  beforeLoad: ({ context }) => {
    if (context.me.client) throw redirect({ to: '/', replace: true });
  },
  component: lazyRouteComponent(() => import('../features/clients/clients-page.tsx'), 'ClientsPage'),
});

const routeTree = root.addChildren([
  signIn,
  forgot,
  reset,
  inside.addChildren([
    business.addChildren([home, calendar, compose, post, media, connections, connected, team]),
    staff,
    lost,
  ]),
]);

/** All addresses of the application. Pages are loaded when they are first visited, or pointed at. */
export const createAppRouter = (queryClient: QueryClient, history: RouterHistory = createBrowserHistory()) =>
  createRouter({
    routeTree,
    history,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
    defaultPendingComponent: PendingPage,
    defaultErrorComponent: RouteErrorPage,
  });
