import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { forgetMirrorsOf } from '../features/posts/composer/draft-store.ts';
import { languageStore } from '../lib/language.ts';
import { type Session, session } from '../lib/session.ts';
import { useStore } from '../lib/store.ts';
import { Announcer } from '../ui/announcer.tsx';
import { ToastRegion } from '../ui/toast.tsx';
import { createQueryClient } from './query-client.ts';
import { createAppRouter } from './router.tsx';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

const personIn = (state: Session): string | undefined => (state.kind === 'in' ? state.me.userId : undefined);

/** The whole page: language for the widgets, data, routes, and the two places where messages appear. */
export function App() {
  const language = useStore(languageStore);
  useEffect(() => followSession(), []);
  return (
    <I18nProvider locale={language === 'ar' ? 'ar-KW-u-nu-latn' : 'en-AE'}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <ToastRegion />
        <Announcer />
      </QueryClientProvider>
    </I18nProvider>
  );
}

/** When another person (or nobody) is signed in, what was loaded for the last one is forgotten and the guards ask again. */
function followSession(): () => void {
  let person = personIn(session.store.get());
  return session.store.subscribe(() => {
    const state = session.store.get();
    const next = personIn(state);
    if (next === person) return;
    const left = person;
    person = next;
    if (left === undefined) return;
    // A session that ran out is another matter: they come back to what they wrote.
    if (state.kind === 'out' && state.ended === 'signed_out') void forgetMirrorsOf(left);
    queryClient.clear();
    void router.invalidate();
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
