import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { xLinker } from '#functions/platforms/x/oauth.ts';
import { xSecret } from '#local/sandbox/x.ts';
import { now } from '#runtime/clock.ts';
import { startXWorld, X_CALLBACK, type XWorld, xCafe } from '#test/support/x.ts';

const HOUR = 3_600_000;
let world: XWorld;
beforeEach(async () => {
  world = await startXWorld();
});
afterEach(() => world.close());

describe('connecting an account of X', () => {
  it('goes from consent over the code to a pair of tokens and the account, with every digit of its id', async () => {
    const linked = await world.exchange(await world.allowed());

    expect(linked).toMatchObject({
      ok: true,
      value: { externalId: xCafe.id, username: xCafe.username, refreshToken: expect.any(String) },
    });
    expect(linked.ok && linked.value.expiresAt - now()).toBeGreaterThan(1.9 * HOUR);
    expect(linked.ok && linked.value.scopes).toContain('offline.access');
    expect(String(Number(xCafe.id))).not.toBe(xCafe.id);
  });

  it('a code is good for thirty seconds, once, with its own state and address', async () => {
    const used = await world.allowed();
    await world.exchange(used);
    expect(await world.exchange(used)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
    const stolen = await world.allowed();
    expect(await world.exchange({ ...stolen, state: 'another' })).toMatchObject({ ok: false });
    expect(await world.exchange(await world.allowed(), 'http://127.0.0.1:3000/other')).toMatchObject({ ok: false });
    const late = await world.allowed();
    await world.clock.advance(31_000);
    expect(await world.exchange(late)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
  });

  it('a refusal and a withheld scope come back as such', async () => {
    expect(await world.allowed({ decision: 'deny' })).toMatchObject({ error: 'access_denied', code: '' });
    const linked = await world.exchange(await world.allowed({ withhold: 'media.write' }));
    expect(linked.ok && linked.value.scopes).not.toContain('media.write');
  });

  it('credentials of ours that are wrong are our fault: nobody is disconnected for them', async () => {
    const { refreshToken } = await world.connected();
    const wrong = { ...xSecret, clientSecret: 'not-the-secret' };
    const held = { token: '', refreshToken };
    const misconfigured = { ok: false, fault: { disposition: 'permanent', reason: 'platform.misconfigured' } };
    expect(await xLinker.refresh(held, wrong)).toMatchObject(misconfigured);
    const { code, state } = await world.allowed();
    expect(await xLinker.exchange(wrong, { redirectUri: X_CALLBACK, code, state })).toMatchObject(misconfigured);
  });
});

describe('keeping it connected', () => {
  it('each refresh brings a new pair, and the old refresh token is dead at once', async () => {
    const first = await world.connected();
    const second = await xLinker.refresh(first, xSecret);
    expect(second).toMatchObject({ ok: true, value: { refreshToken: expect.any(String) } });
    expect(second.ok && second.value.refreshToken).not.toBe(first.refreshToken);
    expect(await xLinker.refresh(first, xSecret)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
  });

  it.each([
    ['a lost answer', { reset: 'after' as const }, 'unknown'],
    ['an answer of 503', { status: 503, body: '' }, 'unknown'],
    ['nonsense with 200', { status: 200, body: '<html>' }, 'unknown'],
    ['too many requests', { status: 429, body: '' }, 'retry'],
  ])('%s is told for what it is', async (_, fault, disposition) => {
    const held = await world.connected();
    world.sandbox.faults.add({ operation: 'refresh_token', ...fault });
    expect(await xLinker.refresh(held, xSecret)).toMatchObject({ ok: false, fault: { disposition } });
  });

  it('without its secret the refresh waits; taken away by the owner, it asks for a reconnection', async () => {
    const held = await world.connected();
    expect(await xLinker.refresh(held, undefined)).toMatchObject({ ok: false, fault: { disposition: 'retry' } });
    world.sandbox.revoke(xCafe.id);
    expect(await xLinker.refresh(held, xSecret)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
  });

  it('is given back at the network when it is disconnected', async () => {
    const held = await world.connected();
    expect(await xLinker.revoke?.(held, xSecret)).toMatchObject({ ok: true });
    expect(await xLinker.refresh(held, xSecret)).toMatchObject({ ok: false, fault: { disposition: 'reconnect' } });
  });
});
