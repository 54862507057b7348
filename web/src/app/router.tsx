import type { QueryClient } from '@tanstack/react-query';
import { createBrowserHistory, createRouter, type RouterHistory } from '@tanstack/react-router';
import * as auth from '../features/auth/routes.tsx';
import * as calendar from '../features/calendar/routes.tsx';
import * as clients from '../features/clients/routes.tsx';
import * as media from '../features/media/routes.tsx';
import * as payments from '../features/payments/routes.tsx';
import * as posts from '../features/posts/routes.tsx';
import * as social from '../features/social/routes.tsx';
import { parseSearch, stringifySearch } from '../lib/search.ts';
import { business, inside, lost, root, staff } from './areas.ts';
import * as home from './home/routes.tsx';
import { PendingPage } from './pending-page.tsx';
import { RouteErrorPage } from './route-error-page.tsx';

/** All addresses of the application: every feature brings its own, area by area. */
const routeTree = root.addChildren([
  ...auth.beforeSignIn(root),
  inside.addChildren([
    business.addChildren([
      ...home.ofBusiness(business),
      ...calendar.ofBusiness(business),
      ...posts.ofBusiness(business),
      ...media.ofBusiness(business),
      ...social.ofBusiness(business),
      ...clients.ofBusiness(business),
      ...payments.ofBusiness(business),
    ]),
    staff.addChildren([...clients.ofStaff(staff), ...calendar.ofStaff(staff), ...payments.ofStaff(staff)]),
    lost,
  ]),
]);

/** The router of one page. Pages are loaded when they are first visited, or pointed at. */
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
