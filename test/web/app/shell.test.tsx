import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { session } from '../../../web/src/lib/session.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const { client: _, ...staffOnly } = createMe({ role: 'admin', name: 'Admin' });
const as = (me: ReturnType<typeof createMe>) => ({
  'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me }) }),
});
const nothing = () => ({ status: 200, body: { items: [] } });

describe('the shell', () => {
  it('lists only pages that exist for a business, and none of the platform', async () => {
    server = startFakeServer({ ...as(createMe()), 'GET /social/accounts': nothing });
    const { user } = renderApp('/connections', { language: 'en', returning: true });
    await screen.findByRole('heading', { level: 1, name: 'Connections' });
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'));
    expect(new Set(links)).toEqual(
      new Set(['#content', '/', '/calendar', '/compose', '/templates', '/media', '/connections', '/team', '/billing']),
    );
    await user.tab();
    expect(document.activeElement?.textContent).toBe('Skip to content');
  });

  it.each([
    ['somebody of a business', createMe(), '/calendar'],
    ['staff', staffOnly, '/staff'],
  ])('stands around an address that is no page, for %s', async (_, me, way) => {
    server = startFakeServer(as(me));
    renderApp('/no/such/page', { language: 'en', returning: true });
    await screen.findByRole('heading', { level: 1, name: 'There is no page at this address' });
    expect(screen.getAllByRole('main')).toHaveLength(1);
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toContain(way);
  });

  it('says calmly that there is no connection, until an answer comes', async () => {
    let silent = true;
    server = startFakeServer({
      ...as(createMe()),
      'GET /social/accounts': () => (silent ? 'silence' : nothing()),
      'GET /social/networks': () => (silent ? 'silence' : nothing()),
    });
    const { user } = renderApp('/connections', { language: 'en', returning: true });
    const title = 'There is no connection now';
    const banner = (await screen.findByText(title)).closest<HTMLElement>('[role=status]') ?? document.body;
    silent = false;
    await user.click(within(banner).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByText(title)).toBeNull());
  });

  it('says so as soon as the device knows, and no longer than that', async () => {
    server = startFakeServer({ ...as(createMe()), 'GET /social/accounts': nothing });
    renderApp('/connections', { language: 'en', returning: true });
    await screen.findByRole('heading', { level: 1, name: 'Connections' });
    act(() => void dispatchEvent(new Event('offline')));
    expect(screen.getByText('There is no connection now')).toBeDefined();
    act(() => void dispatchEvent(new Event('online')));
    expect(screen.queryByText('There is no connection now')).toBeNull();
  });

  it('is not there while nobody knows who is there: an error before it has the name of the product around it', async () => {
    server = startFakeServer({ 'POST /auth/refresh': () => 'silence' });
    renderApp('/', { language: 'en', returning: true });
    expect(within(await screen.findByRole('main')).getByRole('button', { name: 'Try again' })).toBeDefined();
    expect(screen.getByText('Kuwait Social')).toBeDefined();
  });

  it('takes staff to the businesses, and never shows them a page of a business', async () => {
    server = startFakeServer({ ...as(staffOnly), 'GET /clients': nothing });
    const app = renderApp('/connections', { language: 'en', returning: true });
    await screen.findByRole('heading', { level: 1, name: 'Businesses' });
    expect(app.at()).toBe('/staff');
  });

  it('takes somebody of a business who tries the staff page back to their own', async () => {
    server = startFakeServer({ ...as(createMe()), 'GET /social/accounts': nothing, 'GET /posts': nothing });
    const app = renderApp('/staff', { language: 'en', returning: true });
    await screen.findByText('Your first steps');
    expect(app.at()).toBe('/');
  });

  it('is left for the door, with the reason, when the business is suspended meanwhile', async () => {
    server = startFakeServer({ ...as(createMe()), 'GET /social/accounts': () => problem(403, 'auth.suspended') });
    const app = renderApp('/connections', { language: 'en', returning: true });
    await waitFor(() => expect(session.store.get()).toEqual({ kind: 'out', ended: 'suspended' }));
    await act(() => app.router.invalidate());
    expect(await screen.findByText(/This account is suspended/)).toBeDefined();
    expect(app.at()).toContain('/sign-in');
  });

  it('does not hand the page of whoever signed out to the next person', async () => {
    server = startFakeServer({
      ...as(createMe()),
      'GET /social/accounts': nothing,
      'POST /auth/sign-out': () => ({ status: 204 }),
    });
    const app = renderApp('/connections', { language: 'en', returning: true });
    await app.user.click(await screen.findByRole('button', { name: 'Sign out', hidden: true }));
    await act(() => app.router.invalidate());
    await screen.findByLabelText('E-mail address');
    expect(app.at()).toBe('/sign-in');
  });

  it('has a way to sign out on all devices, which asks first, and says so when it could not', async () => {
    server = startFakeServer({
      ...as(createMe()),
      'GET /social/accounts': nothing,
      'POST /auth/sign-out-everywhere': (_, times) =>
        times === 1 ? problem(500, 'internal.unexpected') : { status: 204 },
    });
    const app = renderApp('/connections', { language: 'ar', returning: true });
    await app.user.click(await screen.findByRole('button', { name: 'تسجيل الخروج من كل الأجهزة', hidden: true }));
    const dialog = await screen.findByRole('alertdialog', { name: 'تسجيل الخروج من كل الأجهزة؟' });
    await app.user.click(within(dialog).getByRole('button', { name: 'تسجيل الخروج' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('حدث خطأ عندنا');
    expect(session.store.get().kind).toBe('in');
    await app.user.click(within(dialog).getByRole('button', { name: 'تسجيل الخروج' }));
    await waitFor(() => expect(session.store.get()).toEqual({ kind: 'out', ended: 'signed_out' }));
    await act(() => app.router.invalidate());
    expect(app.at()).toBe('/sign-in');
  });
});
