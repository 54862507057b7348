import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { historyOf } from '#functions/audit/history-of.ts';
import { instagramLinker } from '#functions/platforms/instagram/oauth.ts';
import { account as accountEntity } from '#functions/social/account.entity.ts';
import { handler } from '#functions/social/refresh.schedule.ts';
import { refreshToken } from '#functions/social/refresh-token.ts';
import { refreshTokens } from '#functions/social/refresh-tokens.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { contextOf } from '#test/support/gateway.ts';
import { cafe } from '#test/support/instagram.ts';
import type { Teammate } from '#test/support/people.ts';
import { type SocialWorld, startSocialWorld } from '#test/support/social.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
let world: SocialWorld;
let manager: Teammate;
let key: { clientId: string; accountId: string };
beforeAll(async () => {
  world = await startSocialWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.instagram.sandbox.faults.clear();
  if (manager) {
    manager = { ...manager, token: world.backend.issuer.issue(manager.subject) };
    await world.as(manager).disconnect({ params: { accountId: key.accountId } });
  }
  manager = await world.backend.signInAs('manager');
  key = { clientId: manager.clientId, accountId: (await world.connect(manager)).accountId };
});

const stored = async () => {
  const { data } = await accountEntity.get(key).go();
  if (!data) throw new Error('no account');
  return data;
};
const refreshCalls = () =>
  world.instagram.sandbox.ledger().filter(({ operation }) => operation === 'refresh_token').length;

describe('the hourly job', () => {
  it('leaves a token alone that has more than 30 days left', async () => {
    await world.backend.advance(29 * DAY);

    expect(await refreshTokens()).toMatchObject({ refreshed: 0 });
  });

  it('refreshes a token with fewer days left, for another 60, and writes it down', async () => {
    const before = await stored();
    await world.backend.advance(31 * DAY);

    await handler({}, contextOf());

    const after = await stored();
    expect(after.sealedToken).not.toBe(before.sealedToken);
    expect((after.tokenExpiresAt ?? 0) - (before.tokenExpiresAt ?? 0)).toBeGreaterThan(30 * DAY);
    expect(after).not.toHaveProperty('refreshLease');
    const [last] = (await historyOf(key.clientId, key.accountId, { limit: 1 })).items;
    expect(last).toMatchObject({ action: 'account.token_refreshed' });
    expect(await refreshTokens()).toMatchObject({ refreshed: 0 });
  });

  it('asks once although fifty workers try at the same moment', async () => {
    await world.backend.advance(31 * DAY);
    const before = refreshCalls();

    const results = await Promise.allSettled(Array.from({ length: 50 }, () => refreshToken(key)));

    expect(results.filter((result) => result.status === 'fulfilled' && result.value.is === 'refreshed')).toHaveLength(
      1,
    );
    expect(refreshCalls()).toBe(before + 1);
  });

  it('asks the client to reconnect when the token is dead, and does not ask again', async () => {
    await world.backend.advance(31 * DAY);
    world.instagram.sandbox.revokeTokens(cafe.id);

    expect(await refreshTokens()).toMatchObject({ reconnect: 1 });

    expect(await stored()).toMatchObject({ status: 'needs_reconnect', reason: 'account.reconnect' });
    expect(await refreshTokens()).toMatchObject({ reconnect: 0, refreshed: 0 });
  });

  it.each([
    ['a silent platform', { reset: 'before' as const }],
    ['a lost answer', { reset: 'after' as const }],
    ['a fault of the platform', { status: 500, body: errorBody(2) }],
  ])('comes back later after %s, with the old token still in place', async (_, broken) => {
    await world.backend.advance(31 * DAY);
    const before = await stored();
    world.instagram.sandbox.faults.add({ operation: 'refresh_token', ...broken });

    expect(await refreshTokens()).toMatchObject({ later: 1 });
    expect(await stored()).toMatchObject({ status: 'active', sealedToken: before.sealedToken });

    await world.backend.advance(60 * MINUTE);
    expect(await refreshTokens()).toMatchObject({ refreshed: 1 });
  });

  it('F14 tries again after a holder that died, because Instagram’s old token stays good', async () => {
    await world.backend.advance(31 * DAY);
    const before = refreshCalls();
    const dying = vi.spyOn(instagramLinker, 'refresh').mockImplementationOnce(async (held) => {
      dying.mockRestore();
      await instagramLinker.refresh(held, undefined);
      throw new Error('the worker dies here');
    });
    await expect(refreshToken(key)).rejects.toThrow('dies');

    expect(await refreshToken(key)).toMatchObject({ is: 'busy' });
    await world.backend.advance(MINUTE);
    expect(await refreshToken(key)).toEqual({ is: 'refreshed' });
    expect(refreshCalls()).toBe(before + 2);
  });

  it('passes over a disconnected account', async () => {
    manager = { ...manager, token: world.backend.issuer.issue(manager.subject) };
    await world.as(manager).disconnect({ params: { accountId: key.accountId } });
    const before = refreshCalls();
    await world.backend.advance(31 * DAY);

    expect(await refreshTokens()).toMatchObject({ refreshed: 0, skipped: 0 });
    expect(refreshCalls()).toBe(before);
  });
});
