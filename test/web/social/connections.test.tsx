import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { platforms } from '#shared/platforms/platform.ts';
import type { AccountPosts, Disconnection } from '#shared/social/contract.ts';
import { createAccount } from '../posts/builders.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const signedIn = (role: 'manager' | 'viewer' = 'manager') => ({
  'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: createMe({ role }) }) }),
});
const listed = (...items: ReturnType<typeof createAccount>[]) => ({
  'GET /social/accounts': () => ({ status: 200, body: { items } }),
});
const { accountId } = createAccount();
const waiting = (counts: Partial<AccountPosts>) => ({
  [`GET /social/accounts/${accountId}/posts`]: () => ({
    status: 200,
    body: { planned: 0, stopped: 0, failed: 0, ...counts },
  }),
});
const done = (change: Partial<Disconnection> = {}) => ({
  status: 200,
  body: {
    ...{ account: createAccount({ health: 'disconnected', obstacle: 'account.disconnected' }), changed: true },
    ...{ revoked: false, stopped: 3, underway: 0, left: 0, ...change },
  },
});
const clean = (element: Element | null) => element?.textContent?.replace(/[\u2068\u2069]/g, '');
const options = { language: 'en', returning: true } as const;
const callback = 'POST /social/instagram/callback';

describe('coming back from Instagram', () => {
  it('connects the account once, says which one, and takes the code out of the address', async () => {
    server = startFakeServer({
      ...signedIn(),
      ...listed(),
      [callback]: () => ({ status: 200, body: createAccount() }),
    });
    const app = renderApp('/connections/callback/instagram?state=st-1&code=12345678901234567890%23_', {
      language: 'en',
      returning: true,
    });
    expect((await screen.findByText(/is connected$/)).textContent).toContain('@cafe.kw');
    expect(server.to(callback).map(({ body }) => body)).toEqual([{ state: 'st-1', code: '12345678901234567890' }]);
    await waitFor(() => expect(app.at()).toBe(`/connections/callback/instagram?account=${createAccount().accountId}`));
    expect(server.to(callback)).toHaveLength(1);
  });

  it('says again what was connected after a reload, without asking Instagram again', async () => {
    server = startFakeServer({ ...signedIn(), ...listed(createAccount()) });
    renderApp(`/connections/callback/instagram?account=${createAccount().accountId}`, options);
    expect((await screen.findByText(/is connected$/)).textContent).toContain('@cafe.kw');
    expect(server.to(callback)).toHaveLength(0);
  });

  it.each([
    ['that was disconnected since', createAccount({ health: 'disconnected' })],
    ['that needs to be connected again', createAccount({ health: 'needs_reconnect' })],
    ['of another business', createAccount({ accountId: `ac_${'1'.repeat(26)}` })],
  ])('does not claim an account %s', async (_, account) => {
    server = startFakeServer({ ...signedIn(), ...listed(account) });
    const app = renderApp(`/connections/callback/instagram?account=${createAccount().accountId}`, options);
    await screen.findByRole('heading', { level: 1, name: 'Connections' });
    expect(app.at()).toBe('/connections');
  });

  it('offers what was stopped or failed meanwhile, says what becomes of it, and lets it go at one press', async () => {
    const resume = `POST /social/accounts/${accountId}/posts/resume`;
    server = startFakeServer({
      ...{ ...signedIn(), ...listed(), ...waiting({ stopped: 2, failed: 1 }) },
      [callback]: () => ({ status: 200, body: createAccount() }),
      [resume]: () => ({ status: 200, body: { planned: 2, sending: 1, left: 0 } }),
    });
    const { user } = renderApp('/connections/callback/instagram?state=st-1&code=1234', {
      language: 'en',
      returning: true,
    });
    const press = await screen.findByRole('button', { name: /Retry these/ });
    expect(clean(press)).toBe('Retry these 3');
    expect(clean(document.body)).toContain('The time of 2 is still to come: they go out then.');
    expect(clean(document.body)).toContain('The time of 1 has passed: it goes out now.');
    expect(screen.queryByText(/first post/)).toBeNull();
    await user.click(press);
    await waitFor(() => expect(clean(screen.getByRole('alert'))).toContain('2 posts go out at their time again.'));
    expect(server.to(resume)).toHaveLength(1);
  });

  it('after a refusal says that nothing was connected and offers to try again', async () => {
    server = startFakeServer({ ...signedIn(), ...listed(), [callback]: () => problem(409, 'social.refused') });
    renderApp('/connections/callback/instagram?error=access_denied&state=st-1', { language: 'en', returning: true });
    expect((await screen.findByRole('alert')).textContent).toContain('No account was connected');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
    expect(server.to(callback)[0]?.body).toEqual({ state: 'st-1', error: 'access_denied' });
  });

  it('from a network that we do not have shows the connections', async () => {
    server = startFakeServer({ ...signedIn(), ...listed(createAccount()) });
    const app = renderApp('/connections/callback/telegraph?state=st-1&code=1', options);
    await screen.findByText('Posts can go out on this account.');
    expect(app.at()).toBe('/connections');
  });

  it('with an empty hand, as after a reload, shows the connections as they are', async () => {
    server = startFakeServer({ ...signedIn(), ...listed(createAccount()) });
    const app = renderApp('/connections/callback/instagram', options);
    await screen.findByText('Posts can go out on this account.');
    expect(app.at()).toBe('/connections');
    expect(server.to(callback)).toHaveLength(0);
  });
});

describe('the connections', () => {
  it('are disconnected only after a question, and the list is asked for again', async () => {
    const gone = `DELETE /social/accounts/${createAccount().accountId}`;
    server = startFakeServer({
      ...signedIn(),
      ...listed(createAccount()),
      [gone]: () => done(),
      ...waiting({ planned: 3 }),
    });
    const { user } = renderApp('/connections', { language: 'en', returning: true });
    await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(server.to(gone)).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(server?.to(gone)).toHaveLength(1));
    await waitFor(() => expect(server?.to('GET /social/accounts').length).toBeGreaterThan(1));
  });

  it('say before how many posts disconnecting stops, and after what was done and what is left', async () => {
    const gone = `DELETE /social/accounts/${accountId}`;
    server = startFakeServer({
      ...{ ...signedIn(), ...listed(createAccount()), ...waiting({ planned: 41 }) },
      [gone]: () => done({ stopped: 40, underway: 1, left: 2 }),
    });
    const { user } = renderApp('/connections', { language: 'en', returning: true });
    await user.click(await screen.findByRole('button', { name: 'Disconnect' }));
    const dialog = await screen.findByRole('alertdialog');
    await waitFor(() => expect(clean(dialog)).toContain('This stops 41 scheduled posts.'));
    expect(clean(dialog)).toContain('Instagram does not let us end the permission on its side.');
    await user.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(clean(document.body)).toContain('40 posts were stopped.'));
    expect(clean(document.body)).toContain('1 post was already going out and could not be stopped.');
    expect(clean(document.body)).toContain('2 more posts will be stopped within the hour.');
  });

  it('say how many posts wait for one that cannot publish', async () => {
    const gone = createAccount({ health: 'disconnected', obstacle: 'account.disconnected' });
    server = startFakeServer({ ...signedIn(), ...listed(gone), ...waiting({ stopped: 12, failed: 1 }) });
    renderApp('/connections', { language: 'en', returning: true });
    await waitFor(() => expect(clean(document.body)).toContain('13 posts wait until it is reconnected.'));
    expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull();
  });

  it('of a network that is not set up here cannot be begun, and the page says why', async () => {
    const networks = (ready: boolean) => ({
      'GET /social/networks': () => ({
        status: 200,
        body: { items: platforms.map((platform) => ({ platform, ready })) },
      }),
    });
    server = startFakeServer({ ...signedIn(), ...listed(), ...networks(false) });
    renderApp('/connections', options);
    const [first] = await screen.findAllByText(/is not set up here yet/);
    expect(first?.textContent).toContain('Instagram');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Connect/ }).disabled).toBe(true);
    cleanup();
    server.stop();
    server = startFakeServer({ ...signedIn(), ...listed(), ...networks(true) });
    renderApp('/connections', options);
    await waitFor(() => expect(server?.to('GET /social/networks')).toHaveLength(1));
    expect((await screen.findByRole<HTMLButtonElement>('button', { name: /Connect/ })).disabled).toBe(false);
    expect(screen.queryByText(/is not set up here yet/)).toBeNull();
  });

  it('can be looked at, but not changed, by a viewer', async () => {
    server = startFakeServer({ ...signedIn('viewer'), ...listed(createAccount()) });
    renderApp('/connections', { language: 'en', returning: true });
    await screen.findByText('Posts can go out on this account.');
    expect(screen.queryByRole('button', { name: /connect/i })).toBeNull();
    expect(screen.queryByRole('link', { name: 'New post' })).toBeNull();
  });

  it('that cannot be loaded are asked for again at a press, with a reference for support', async () => {
    server = startFakeServer({
      ...signedIn(),
      'GET /social/accounts': (_, times) =>
        times === 1 ? problem(500, 'internal.unexpected') : { status: 200, body: { items: [createAccount()] } },
    });
    const { user } = renderApp('/connections', { language: 'en', returning: true });
    expect((await screen.findByRole('alert')).textContent).toContain('req-1');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByText('Posts can go out on this account.');
  });
});
