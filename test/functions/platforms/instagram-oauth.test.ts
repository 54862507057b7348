import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instagramLinker as instagram } from '#functions/platforms/instagram/oauth.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { INSTAGRAM_APP_ID, INSTAGRAM_APP_SECRET } from '#local/sandbox/instagram/oauth.ts';
import { CALLBACK, cafe, consent, type InstagramWorld, startInstagramWorld } from '#test/support/instagram.ts';
import { pointAt } from '#test/support/platform-env.ts';

const DAY = 86_400_000;
const app = { appId: INSTAGRAM_APP_ID, appSecret: INSTAGRAM_APP_SECRET };
let world: InstagramWorld;
beforeEach(async () => {
  world = await startInstagramWorld();
  pointAt('instagram', world.sandbox.urls);
});
afterEach(() => world.close());

const address = () => instagram.authorizeUrl(app, { redirectUri: CALLBACK, state: 'سر-1' });
const allowed = async () => (await consent(address())).code;
const exchange = (code: string, redirectUri = CALLBACK) =>
  instagram.exchange(app, { redirectUri, code, state: 'state-1' });

describe('linking', () => {
  it('sends the browser to a page that Instagram accepts, and gets its state back', async () => {
    expect((await fetch(address())).status).toBe(200);
    expect((await consent(address())).state).toBe('سر-1');
  });

  it('reads both body forms and keeps every digit of the account id', async () => {
    const [first, second] = [await exchange(await allowed()), await exchange(await allowed())];

    for (const linked of [first, second])
      expect(linked).toMatchObject({
        ok: true,
        value: {
          externalId: '17841461234567891',
          username: 'mubarakiya.cafe',
          name: 'مقهى المباركية',
          scopes: expect.arrayContaining(['instagram_business_content_publish']),
        },
      });
  });

  it('tells which scopes were granted, so that a withheld one is noticed', async () => {
    const { code } = await consent(address(), { withhold: 'instagram_business_content_publish' });

    const linked = await exchange(code);

    expect(linked.ok && linked.value.scopes).not.toContain('instagram_business_content_publish');
  });

  it('says that a used or foreign code is refused, and that a silent platform may be tried again', async () => {
    const code = await allowed();
    await exchange(code);

    expect(await exchange(code)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
    world.sandbox.faults.add({ operation: 'exchange', status: 503, body: '' });
    expect(await exchange(await allowed())).toMatchObject({ ok: false, fault: { disposition: 'retry' } });
  });

  it('stops when a later step fails', async () => {
    world.sandbox.faults.add({ operation: 'me', status: 400, body: errorBody(10) });

    expect(await exchange(await allowed())).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
  });
});

describe('refreshing', () => {
  it('is due a day after the token was made, at most 30 days before it ends', () => {
    const token = { token: 't', issuedAt: 0, expiresAt: 60 * DAY };

    expect(instagram.refreshAt(token)).toBe(30 * DAY);
    expect(instagram.refreshAt({ ...token, expiresAt: 20 * DAY })).toBe(DAY);
  });

  it('gives a token that works, and says when there is nothing left to refresh', async () => {
    const token = await world.tokenFor();
    await world.clock.advance(DAY);

    const refreshed = await instagram.refresh({ token }, undefined);
    expect(refreshed.ok && refreshed.value.token).toMatch(/^IGAA/);
    world.sandbox.revokeTokens(cafe.id);
    expect(await instagram.refresh({ token }, undefined)).toMatchObject({
      ok: false,
      fault: { disposition: 'reconnect' },
    });
  });
});
