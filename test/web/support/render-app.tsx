import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { cleanup, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { Language } from '#shared/contract/text.ts';
import { createAppRouter } from '../../../web/src/app/router.tsx';
import { setLanguage } from '../../../web/src/lib/language.ts';
import { session } from '../../../web/src/lib/session.ts';
import { Announcer } from '../../../web/src/ui/announcer.tsx';
import { ToastRegion } from '../../../web/src/ui/toast.tsx';

// What React's own test build asks for where no test globals exist.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
window.scrollTo = () => undefined;
// Pages are loaded when first visited, which takes a moment on a busy machine.
configure({ asyncUtilTimeout: 5_000 });

/** Shows the application at an address, as after loading the page there. `returning`: somebody signed in here before. */
export function renderApp(
  path: string,
  options: { language?: Language; returning?: boolean; writing?: string | null } = {},
) {
  cleanup();
  localStorage.clear();
  setLanguage(options.language ?? 'ar');
  if (options.returning) localStorage.setItem('ksa.returning', 'yes');
  if (options.writing) localStorage.setItem('ksa.writing', options.writing);
  session.store.set({ kind: 'unknown' });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createAppRouter(queryClient, history);
  render(
    <I18nProvider locale={options.language === 'en' ? 'en-AE' : 'ar-KW-u-nu-latn'}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastRegion />
        <Announcer />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return { router, user: userEvent.setup(), at: () => history.location.href };
}
