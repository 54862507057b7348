import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTAGRAM_APP_SECRET } from '#local/sandbox/instagram/oauth.ts';
import {
  authorizeUrl,
  cafe,
  consent,
  exchangeForm,
  type InstagramWorld,
  startInstagramWorld,
} from '#test/support/instagram.ts';

const DAY = 86_400_000;
let world: InstagramWorld;
beforeAll(async () => {
  world = await startInstagramWorld();
});
afterAll(() => world.close());

const www = () => world.sandbox.urls.www;
const exchange = async (code: string, change: Record<string, string> = {}) => {
  const response = await fetch(`${world.sandbox.urls.api}/oauth/access_token`, {
    method: 'POST',
    body: exchangeForm(code, change),
  });
  return { status: response.status, text: await response.text() };
};
const refresh = (token: string) =>
  world.call('GET', `${world.sandbox.urls.graph}/refresh_access_token`, {
    grant_type: 'ig_refresh_token',
    access_token: token,
  });

describe('consent', () => {
  it('shows every sandbox account and both choices, in Arabic and English', async () => {
    const page = await (await fetch(authorizeUrl(www()))).text();

    expect(page).toContain('مقهى المباركية');
    expect(page).toContain('@bahar.restaurant');
    expect(page).toContain('value="allow"');
    expect(page).toContain('value="deny"');
    expect(page).toContain('السماح');
  });

  it('shows a foreign text as text and never as markup', async () => {
    const page = await (await fetch(authorizeUrl(www(), { state: '"><script>alert(1)</script>' }))).text();

    expect(page).not.toContain('<script>');
  });

  it('keeps the browser when the app or the address to return to is not known', async () => {
    expect((await fetch(authorizeUrl(www(), { client_id: '1' }))).status).toBe(400);
    expect((await fetch(authorizeUrl(www(), { redirect_uri: 'http://evil.example/' }))).status).toBe(400);
  });

  it('sends the browser back with a code, the state and Instagram’s odd ending', async () => {
    const { location, code, state } = await consent(authorizeUrl(www()));

    expect(location.endsWith('#_')).toBe(true);
    expect(code).not.toBe('');
    expect(state).toBe('state-1');
  });

  it('sends the browser back with an error when the person refuses', async () => {
    expect(await consent(authorizeUrl(www()), { decision: 'deny' })).toMatchObject({
      error: 'access_denied',
      code: '',
    });
  });
});

describe('codes', () => {
  it('answers in both forms by turns, with an id that is a bare 17-digit integer', async () => {
    const first = await exchange((await consent(authorizeUrl(www()))).code);
    const second = await exchange((await consent(authorizeUrl(www()))).code);

    const [flat, wrapped] = first.text.startsWith('{"data"') ? [second, first] : [first, second];
    expect(flat.text).toContain(`"user_id":${cafe.id},`);
    expect(wrapped.text).toMatch(/^\{"data":\[\{"access_token":"IGAA/);
  });

  it('can be used once', async () => {
    const { code } = await consent(authorizeUrl(www()));
    await exchange(code);

    const again = await exchange(code);

    expect(again.status).toBe(400);
    expect(JSON.parse(again.text)).toEqual({
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    });
  });

  it('are bound to the address they were sent to, the app’s secret and one hour', async () => {
    const fresh = async () => (await consent(authorizeUrl(www()))).code;

    expect((await exchange(await fresh(), { redirect_uri: 'http://127.0.0.1:3000/other' })).status).toBe(400);
    expect((await exchange(await fresh(), { client_secret: 'wrong' })).status).toBe(400);
    const old = await fresh();
    await world.clock.advance(3_600_000);
    expect((await exchange(old)).status).toBe(400);
  });
});

describe('switches', () => {
  const post = (path: string, body: object) =>
    fetch(`${world.sandbox.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('can be turned over HTTP, by people and by tests in other processes', async () => {
    const token = await world.tokenFor();

    expect(await (await post('/settings', { usagePercent: 80, showCaptions: false })).json()).toMatchObject({
      usagePercent: 80,
      showCaptions: false,
      quotaTotal: 50,
    });
    await post(`/accounts/${cafe.id}`, { tester: false });
    expect((await world.graph('GET', 'me', {}, token)).body.error?.code).toBe(100);
    await post(`/accounts/${cafe.id}`, { tester: true, revoke: '460' });
    expect((await world.graph('GET', 'me', {}, token)).body.error).toMatchObject({ code: 190, error_subcode: 460 });
  });

  it('say what they do not know', async () => {
    expect((await post('/settings', { colour: 'red' })).status).toBe(422);
    expect((await post('/accounts/123', { tester: false })).status).toBe(404);
  });
});

describe('tokens', () => {
  it('last 60 days and are refreshed only when a day old', async () => {
    const token = await world.tokenFor();

    expect((await refresh(token)).body.error?.code).toBe(190);
    await world.clock.advance(DAY);
    const next = await refresh(token);
    expect(next.body).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
    expect(next.body.access_token).not.toBe(token);
  });

  it('are dead for good after 60 days without refresh', async () => {
    const token = await world.tokenFor();

    await world.clock.advance(60 * DAY);

    expect((await refresh(token)).body.error).toMatchObject({ code: 190, error_subcode: 463 });
    expect((await world.graph('GET', 'me', { fields: 'user_id' }, token)).body.error?.code).toBe(190);
  });

  it('stop working when the client removes the app or changes the password', async () => {
    const token = await world.tokenFor();

    world.sandbox.revokeTokens(cafe.id, 460);

    const answer = await world.graph('GET', 'me', { fields: 'username' }, token);
    expect(answer.body.error).toMatchObject({ code: 190, error_subcode: 460 });
  });

  it('are useless while the account is no tester of the app', async () => {
    const token = await world.tokenFor();
    world.sandbox.switchAccount(cafe.id, { tester: false });

    const answer = await world.graph('GET', 'me', {}, token);

    expect(answer.body.error).toMatchObject({ code: 100, message: 'Unsupported request - method type: get' });
    world.sandbox.switchAccount(cafe.id, { tester: true });
  });

  it('never appear in the ledger or in the state on disk', async () => {
    const token = await world.tokenFor();

    const stored = world.ground.db.prepare('SELECT group_concat(hash) AS all_hashes FROM instagram_tokens').get();
    expect(JSON.stringify([world.sandbox.ledger(), stored])).not.toContain(token.slice(0, 20));
    expect(JSON.stringify(world.sandbox.ledger())).not.toContain(INSTAGRAM_APP_SECRET);
  });
});
