import { afterEach, describe, expect, it } from 'vitest';
import { auth } from '#shared/auth/contract.ts';
import { client } from '#shared/contract/client.ts';
import { social } from '#shared/social/contract.ts';
import { createSend } from '../../../web/src/lib/send.ts';
import { createSession } from '../../../web/src/lib/session.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
const channels: BroadcastChannel[] = [];
afterEach(() => {
  server?.stop();
  for (const channel of channels.splice(0)) channel.close();
  localStorage.clear();
});

const nobody = { token: () => undefined, refresh: async () => undefined, suspended: () => undefined };
const createTab = (name?: string) => {
  const channel = name ? new BroadcastChannel(name) : undefined;
  if (channel) channels.push(channel);
  return createSession(client(auth, createSend(nobody)), channel);
};
const session = (token: string) => ({ status: 200, body: createSignedIn({ accessToken: token }) });

describe('the session', () => {
  it('of somebody who was here before begins again by itself when the page is loaded', async () => {
    server = startFakeServer({ 'POST /auth/refresh': () => session('token-1') });
    localStorage.setItem('ksa.returning', 'yes');
    const tab = createTab();
    expect(await tab.ensure()).toMatchObject({ kind: 'in', accessToken: 'token-1' });
  });

  it('is not asked for when nobody ever signed in on this device', async () => {
    server = startFakeServer({});
    expect(await createTab().ensure()).toEqual({ kind: 'out' });
    expect(server.asked).toEqual([]);
  });

  it('is refreshed once for all calls that find it over at the same time', async () => {
    server = startFakeServer({
      'POST /auth/refresh': (_, times) => session(`token-${times + 1}`),
      'GET /social/accounts': ({ headers }) =>
        headers.get('authorization') === 'Bearer token-2'
          ? { status: 200, body: { items: [] } }
          : problem(401, 'auth.expired'),
    });
    const tab = createTab();
    tab.begin(createSignedIn({ accessToken: 'token-1' }));
    const api = client(social, createSend(tab));
    await Promise.all([api.accounts(), api.accounts(), api.accounts(), api.accounts()]);
    expect(server.to('POST /auth/refresh')).toHaveLength(1);
    expect(server.to('GET /social/accounts')).toHaveLength(8);
  });

  it('ends, and says that it expired, when the refresh is refused', async () => {
    server = startFakeServer({ 'POST /auth/refresh': () => problem(401, 'auth.expired') });
    const tab = createTab();
    tab.begin(createSignedIn());
    expect(await tab.refresh()).toBeUndefined();
    expect(tab.store.get()).toEqual({ kind: 'out', ended: 'expired' });
  });

  it('survives a lost network and a failing server', async () => {
    server = startFakeServer({
      'POST /auth/refresh': (_, times) => (times === 1 ? 'silence' : problem(503, 'internal.unexpected')),
    });
    const tab = createTab();
    tab.begin(createSignedIn());
    await expect(tab.refresh()).rejects.toThrow();
    await expect(tab.refresh()).rejects.toThrow();
    expect(tab.store.get().kind).toBe('in');
  });

  it('is never written to storage', () => {
    createTab().begin(createSignedIn({ accessToken: 'secret-token' }));
    const kept = Object.entries(localStorage).concat(Object.entries(sessionStorage)).flat().join();
    expect(kept).not.toContain('secret-token');
    expect(kept).not.toContain('sara@cafe.kw');
  });

  it('ends in all tabs at once when somebody signs out in one', async () => {
    server = startFakeServer({ 'POST /auth/sign-out': () => 'silence' });
    const here = createTab('test.sign-out');
    const there = createTab('test.sign-out');
    for (const tab of [here, there]) tab.begin(createSignedIn());
    const ended = new Promise<void>((resolve) => {
      there.store.subscribe(() => resolve());
    });
    await here.signOut();
    await ended;
    const out = { kind: 'out', ended: 'signed_out' };
    expect([here.store.get(), there.store.get()]).toEqual([out, out]);
  });

  it('does not begin again in a tab that was just refreshing when somebody signed out in another', async () => {
    let answer = (_: ReturnType<typeof session>) => {};
    const slow = new Promise<ReturnType<typeof session>>((resolve) => {
      answer = resolve;
    });
    server = startFakeServer({ 'POST /auth/refresh': () => slow, 'POST /auth/sign-out': () => ({ status: 204 }) });
    const here = createTab('test.race');
    const there = createTab('test.race');
    for (const tab of [here, there]) tab.begin(createSignedIn());
    const refreshed = there.refresh();
    const ended = new Promise<void>((resolve) => {
      there.store.subscribe(() => resolve());
    });
    await here.signOut();
    await ended;
    answer(session('token-2'));
    expect(await refreshed).toBeUndefined();
    expect(there.store.get()).toEqual({ kind: 'out', ended: 'signed_out' });
  });

  it('stays when the server cannot check its token, and nobody is asked to sign in', async () => {
    server = startFakeServer({
      'GET /social/accounts': (_, times) =>
        times === 1 ? problem(503, 'auth.unavailable', { 'retry-after': '5' }) : { status: 200, body: { items: [] } },
    });
    const tab = createTab();
    tab.begin(createSignedIn());
    const api = client(social, createSend(tab));
    await expect(api.accounts()).rejects.toMatchObject({ code: 'auth.unavailable', status: 503, retryAfter: 5 });
    expect(tab.store.get().kind).toBe('in');
    expect(await api.accounts()).toEqual({ items: [] });
    expect(server.to('POST /auth/refresh')).toEqual([]);
  });
});
