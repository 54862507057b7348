import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const session = { status: 200, body: createSignedIn() };
const accounts = { 'GET /social/accounts': () => ({ status: 200, body: { items: [] } }) };
const further = `somebody~${'s'.repeat(24)}`;
const challenge = (kind: string) => ({ status: 200, body: { kind: 'challenge', challenge: kind, session: further } });

async function fillIn(user: ReturnType<typeof renderApp>['user'], email = 'sara@cafe.kw', password = 'päss  wörd') {
  await user.type(await screen.findByLabelText('البريد الإلكتروني'), email);
  await user.click(screen.getByLabelText('كلمة المرور'));
  await user.paste(password);
  await user.click(screen.getByRole('button', { name: 'تسجيل الدخول' }));
}

describe('signing in', () => {
  it('leads back to the page one wanted, with the password exactly as it was pasted', async () => {
    server = startFakeServer({ 'POST /auth/sign-in': () => session, ...accounts });
    const app = renderApp('/connections');
    await fillIn(app.user);
    expect(await screen.findByRole('heading', { name: 'الحسابات المرتبطة' })).toBeDefined();
    expect(app.at()).toBe('/connections');
    expect(server.to('POST /auth/sign-in')[0]?.body).toEqual({ email: 'sara@cafe.kw', password: 'päss  wörd' });
  });

  it('says in Arabic that the address or the password is wrong, and keeps what was written', async () => {
    server = startFakeServer({ 'POST /auth/sign-in': () => problem(401, 'auth.failed') });
    const { user } = renderApp('/sign-in');
    await fillIn(user);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toBe('البريد الإلكتروني أو كلمة المرور غير صحيحة.');
    expect(screen.getByLabelText<HTMLInputElement>('البريد الإلكتروني').value).toBe('sara@cafe.kw');
  });

  it('tells how long to wait after too many attempts', async () => {
    server = startFakeServer({
      'POST /auth/sign-in': () => problem(429, 'request.too_many', { 'retry-after': '240' }),
    });
    const { user } = renderApp('/sign-in');
    await fillIn(user);
    expect((await screen.findByRole('alert')).textContent).toContain('4 دقائق');
  });

  it('offers a code by mail to whoever would have to wait, with the address already there', async () => {
    server = startFakeServer({
      'POST /auth/sign-in': () => problem(429, 'request.too_many', { 'retry-after': '30' }),
    });
    const app = renderApp('/sign-in');
    await fillIn(app.user);
    expect((await screen.findByRole('alert')).textContent).toContain('30 ثانية');
    await app.user.click(screen.getByRole('link', { name: 'أرسلوا لي رمزًا' }));
    expect((await screen.findByLabelText<HTMLInputElement>('البريد الإلكتروني')).value).toBe('sara@cafe.kw');
    expect(app.at()).toBe('/forgot');
  });

  it('asks for what is missing before it asks the server', async () => {
    server = startFakeServer({});
    const { user } = renderApp('/sign-in');
    await fillIn(user, 'sara@', 'x');
    expect(await screen.findByText('اكتب بريدك الإلكتروني كاملًا.')).toBeDefined();
    expect(server.asked).toEqual([]);
  });

  it('names the space that was pasted along with a password, before a try is spent on it', async () => {
    server = startFakeServer({});
    const { user } = renderApp('/sign-in');
    await fillIn(user, 'sara@cafe.kw', 'Mubarakiya-2026! ');
    expect(await screen.findByText(/كلمة المرور لا تبدأ بمسافة ولا تنتهي بها/)).toBeDefined();
    expect(server.asked).toEqual([]);
  });

  it('takes an address that was copied with invisible marks around it', async () => {
    server = startFakeServer({ 'POST /auth/sign-in': () => session, ...accounts });
    const { user } = renderApp('/connections');
    await fillIn(user, '\u2067sara@cafe.kw\u2069\u200f');
    expect(await screen.findByRole('heading', { name: 'الحسابات المرتبطة' })).toBeDefined();
  });

  it('is sent once however often the button is pressed', async () => {
    let answer = (_: typeof session) => {};
    const slow = new Promise<typeof session>((resolve) => {
      answer = resolve;
    });
    server = startFakeServer({ 'POST /auth/sign-in': () => slow, ...accounts });
    const { user } = renderApp('/connections');
    await fillIn(user);
    const button = await screen.findByRole('button', { name: /تسجيل الدخول/ });
    await user.dblClick(button);
    await user.type(screen.getByLabelText('كلمة المرور'), '{Enter}');
    answer(session);
    await screen.findByRole('heading', { name: 'الحسابات المرتبطة' });
    expect(server.to('POST /auth/sign-in')).toHaveLength(1);
  });

  it('goes on with the code of the authenticator app, also in Arabic digits, and lets a wrong one be corrected', async () => {
    server = startFakeServer({
      'POST /auth/sign-in': () => challenge('authenticator'),
      'POST /auth/challenge': (_, times) => (times === 1 ? problem(422, 'auth.code_wrong') : session),
      ...accounts,
    });
    const { user } = renderApp('/connections');
    await fillIn(user);
    const code = await screen.findByLabelText<HTMLInputElement>('الرمز (6 أرقام)');
    await user.type(code, '١٢٣٤٥٦{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('الرمز غير صحيح');
    await user.clear(code);
    await user.click(code);
    await user.paste('\u200f654\u200b 321\ufeff');
    await user.keyboard('{Enter}');
    await screen.findByRole('heading', { name: 'الحسابات المرتبطة' });
    expect(server.to('POST /auth/challenge').map(({ body }) => body)).toMatchObject([
      { answer: '123456', session: further, challenge: 'authenticator' },
      { answer: '654321' },
    ]);
  });

  it('with an invitation asks for a password of one’s own', async () => {
    server = startFakeServer({
      'POST /auth/sign-in': () => challenge('new_password'),
      'POST /auth/challenge': () => session,
      ...accounts,
    });
    const { user } = renderApp('/connections');
    await fillIn(user);
    const password = await screen.findByLabelText('كلمة المرور الجديدة');
    expect(password.getAttribute('autocomplete')).toBe('new-password');
    await user.type(password, 'New-password-1!{Enter}');
    await screen.findByRole('heading', { name: 'الحسابات المرتبطة' });
  });

  it('can be done in English: one press turns the page around and keeps what was written', async () => {
    server = startFakeServer({});
    const { user } = renderApp('/sign-in');
    await user.type(await screen.findByLabelText('البريد الإلكتروني'), 'sara@cafe.kw');
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(document.documentElement.dir).toBe('ltr');
    expect(document.documentElement.lang).toBe('en');
    expect(screen.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('sara@cafe.kw');
  });
});

describe('a forgotten password', () => {
  it('is replaced with the code from the mail; the next page is the same for unknown addresses', async () => {
    server = startFakeServer({
      'POST /auth/forgot': () => ({ status: 202 }),
      'POST /auth/reset': () => ({ status: 204 }),
    });
    const app = renderApp('/forgot');
    await app.user.type(await screen.findByLabelText('البريد الإلكتروني'), 'sara@cafe.kw{Enter}');
    await app.user.type(await screen.findByLabelText('الرمز (6 أرقام)'), '123456');
    expect(app.at()).toBe('/reset');
    // A reload finds the address again, and the address bar never had it.
    expect(app.router.history.location.state.sentTo).toBe('sara@cafe.kw');
    await app.user.type(screen.getByLabelText('كلمة المرور الجديدة'), 'New-password-1!{Enter}');
    await waitFor(() => expect(app.at()).toBe('/sign-in'));
    expect(screen.getAllByText('تغيّرت كلمة المرور. سجّل الدخول بها الآن.').length).toBeGreaterThan(0);
    expect(server.to('POST /auth/reset')[0]?.body).toEqual({
      email: 'sara@cafe.kw',
      code: '123456',
      password: 'New-password-1!',
    });
    // Back leads to asking for a code, not to the form of the code that is spent.
    act(() => app.router.history.back());
    await waitFor(() => expect(app.at()).toBe('/forgot'));
  });
});

describe('coming back to the door of an invitation that was accepted', () => {
  it('says who is signed in and leads on to where one wanted to go', async () => {
    server = startFakeServer({
      'POST /auth/refresh': () => ({ status: 200, body: createSignedIn() }),
      'GET /social/accounts': () => ({ status: 200, body: { items: [] } }),
    });
    const app = renderApp('/sign-in?return=%2Fconnections', { language: 'en', returning: true });
    expect((await screen.findByText(/is signed in on this device/)).textContent).toContain('سارة');
    await app.user.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(app.at()).toBe('/connections'));
  });

  it('shows nobody when the session is over', async () => {
    server = startFakeServer({ 'POST /auth/refresh': () => problem(401, 'auth.expired') });
    renderApp('/sign-in', { language: 'en', returning: true });
    await screen.findByLabelText('E-mail address');
    expect(screen.queryByText(/is signed in on this device/)).toBeNull();
  });
});
