import { auth, type Me, type SignedIn } from '#shared/auth/contract.ts';
import { type Client, client } from '#shared/contract/client.ts';
import { ApiProblem } from './api-problem.ts';
import { now } from './clock.ts';
import { keep, readKept } from './kept.ts';
import { suggestLanguage } from './language.ts';
import { createSend } from './send.ts';
import { createStore, type Store } from './store.ts';

/**
 * Who is signed in, in memory only: the refresh token is a cookie that scripts cannot read. `unknown` until the first
 * refresh of this page has answered; `ended` says why somebody who was in is out now.
 */
export type Session =
  | { kind: 'unknown' }
  | { kind: 'out'; ended?: Ended }
  | { kind: 'in'; me: Me; accessToken: string; expiresAt: number };

type Ended = 'expired' | 'suspended' | 'signed_out';
type AuthApi = Pick<Client<typeof auth.routes>, 'refresh' | 'signOut'>;
type Answered = Extract<SignedIn, { kind: 'session' }>;

/** Refresh a little early, so that a call does not have to fail first. */
const EARLY_MS = 30_000;

/**
 * Makes the session of one page. `api` talks to the sign-in routes; `channel` reaches the other tabs.
 */
export function createSession(api: AuthApi, channel: BroadcastChannel | undefined) {
  const store: Store<Session> = createStore<Session>({ kind: 'unknown' });
  let refreshing: Promise<string | undefined> | undefined;

  const begin = (answer: Answered): void => {
    keep('ksa.returning', 'yes');
    suggestLanguage(answer.me.language);
    const expiresAt = now() + answer.expiresInSeconds * 1000;
    store.set({ kind: 'in', me: answer.me, accessToken: answer.accessToken, expiresAt });
  };

  const end = (ended?: Ended): void => {
    keep('ksa.returning', null);
    store.set(ended ? { kind: 'out', ended } : { kind: 'out' });
  };

  const refreshNow = async (): Promise<string | undefined> => {
    const before = store.get();
    try {
      const answer = await oneTabAtATime(() => api.refresh());
      if (answer.kind !== 'session') throw new ApiProblem(challengedAgain);
      // Whoever signed out meanwhile, here or in another tab, stays out.
      if (isSignedOut(store.get()) && !isSignedOut(before)) return undefined;
      begin(answer);
      return answer.accessToken;
    } catch (error) {
      if (isSignedOut(store.get())) return undefined;
      if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429) throw error;
      const wasIn = store.get().kind === 'in';
      end(error.code === 'auth.suspended' ? 'suspended' : wasIn ? 'expired' : undefined);
      return undefined;
    }
  };

  /** One refresh at a time for the whole page; everybody who asks meanwhile gets its result. */
  const refresh = (): Promise<string | undefined> => {
    refreshing ??= refreshNow().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  };

  channel?.addEventListener('message', (event) => {
    if (event.data === 'signed-out') end('signed_out');
  });

  const leave = async (tell: () => Promise<unknown>): Promise<void> => {
    channel?.postMessage('signed-out');
    const told = tell().catch(() => undefined);
    end('signed_out');
    await told;
  };

  return {
    store,
    begin,
    refresh,
    /** The token to send, or undefined when it is about to run out and must be refreshed first. */
    token: (): string | undefined => {
      const at = store.get();
      return at.kind === 'in' && at.expiresAt - EARLY_MS > now() ? at.accessToken : undefined;
    },
    /** Settles who is signed in; at the first call by asking the server, unless nobody ever signed in here. */
    ensure: async (): Promise<Session> => {
      if (store.get().kind === 'unknown') {
        if (readKept('ksa.returning')) await refresh();
        else store.set({ kind: 'out' });
      }
      return store.get();
    },
    suspended: () => end('suspended'),
    /** Ends the session here and in all other tabs, even when the server cannot be reached. */
    signOut: (): Promise<void> => leave(() => api.signOut()),
    /** Leaves here and in all other tabs after the server has ended the sessions of all devices. */
    signedOutEverywhere: (): Promise<void> => leave(async () => undefined),
  };
}

const isSignedOut = (state: Session): boolean => state.kind === 'out' && state.ended === 'signed_out';

const challengedAgain = {
  code: 'auth.expired',
  status: 401,
  details: [],
  requestId: '',
  retryAfter: undefined,
} as const;

/** Tabs share one refresh cookie, which may change with each use: they take turns. */
const oneTabAtATime = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('ksa.refresh', work) : work();

const nobody = { token: () => undefined, refresh: async () => undefined, suspended: () => undefined };

/** The sign-in routes: they need no token, and a 401 from them is an answer. */
export const authApi: Client<typeof auth.routes> = client(auth, createSend(nobody));

export const session = createSession(
  authApi,
  'BroadcastChannel' in globalThis ? new BroadcastChannel('ksa.session') : undefined,
);
