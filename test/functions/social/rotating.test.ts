import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { account as accountEntity } from '#functions/social/account.entity.ts';
import { accountForPublishing } from '#functions/social/account-for-publishing.ts';
import { openTokens } from '#functions/social/platform-token.ts';
import { refreshToken } from '#functions/social/refresh-token.ts';
import { refreshTokens } from '#functions/social/refresh-tokens.ts';
import { tokenRefused } from '#functions/social/token-refused.ts';
import { dynamo } from '#runtime/table.ts';
import { cafe } from '#test/support/instagram.ts';
import type { Teammate } from '#test/support/people.ts';
import { rotatingLinker, startRotatingPlatform } from '#test/support/rotating-platform.ts';
import { type SocialWorld, startSocialWorld } from '#test/support/social.ts';

vi.setConfig({ testTimeout: 30_000 });

const SECOND = 1000;
const MINUTE = 60 * SECOND;
let world: SocialWorld;
let platform: Awaited<ReturnType<typeof startRotatingPlatform>>;
let manager: Teammate;
let key: { clientId: string; accountId: string };
beforeAll(async () => {
  world = await startSocialWorld();
  platform = await startRotatingPlatform(world.instagram, cafe.id);
});
afterAll(async () => {
  await platform.close();
  await world.close();
});
beforeEach(async () => {
  if (manager) await world.as(fresh()).disconnect({ params: { accountId: key.accountId } });
  platform.begin();
  manager = await world.backend.signInAs('manager');
  key = { clientId: manager.clientId, accountId: (await world.connect(manager)).accountId };
});

const fresh = () => ({ token: world.backend.issuer.issue(manager.subject) });
const stored = async () => {
  const { data } = await accountEntity.get(key).go({ consistent: true });
  if (!data) throw new Error('no account');
  return data;
};
const refreshTokenHeld = async () => {
  const account = await stored();
  return (await openTokens(key, { ...account, sealedToken: account.sealedToken ?? '' })).refreshToken;
};
const forPublishing = () => accountForPublishing(key.clientId, key.accountId);
/** The token has a minute left: too little to begin with. */
const untilItRunsOut = () => world.backend.advance(119 * MINUTE);

describe('F14 fifty workers need the same token at once, and the platform rotates', () => {
  const fifty = () => Promise.all(Array.from({ length: 50 }, forPublishing));

  it('F14 one refresh call, and everybody goes on with the new token', async () => {
    await untilItRunsOut();

    const found = await fifty();

    expect(platform.asked).toEqual(['refresh-0']);
    expect(found.filter((one) => one?.status === 'active').length).toBeGreaterThanOrEqual(1);
    for (const one of found) expect(['active', 'refreshing']).toContain(one?.status);
    await world.backend.advance(5 * SECOND);
    const later = await fifty();
    expect(new Set(later.map((one) => one?.status))).toEqual(new Set(['active']));
    expect(platform.asked).toHaveLength(1);
    expect(await refreshTokenHeld()).toBe('refresh-1');
  });

  it('F14 the next refresh uses the new refresh token, or the old one where the answer brought none', async () => {
    await untilItRunsOut();
    await refreshToken(key);
    await untilItRunsOut();
    platform.faults.add({ operation: 'refresh', status: 200, body: { access_token: 'IGAA-next' } });

    expect(await refreshToken(key)).toEqual({ is: 'refreshed' });

    expect(platform.asked).toEqual(['refresh-0', 'refresh-1']);
    expect(await refreshTokenHeld()).toBe('refresh-1');
  });

  it.each([
    ['answer lost', { reset: 'after' as const }],
    ['answer cut off', { when: 'after' as const, status: 200, body: '{"access_token":' }],
    ['call lost on the way, which looks the same', { reset: 'before' as const }],
    ['answer 500', { when: 'after' as const, status: 500, body: 'oops' }],
  ])('F14 %s: one call, then a person is asked, and the old refresh token is never used again', async (_, broken) => {
    await untilItRunsOut();
    platform.faults.add({ operation: 'refresh', ...broken });

    await fifty();

    expect(await stored()).toMatchObject({ status: 'needs_reconnect', reason: 'account.reconnect' });
    for (let round = 0; round < 5; round += 1) {
      await world.backend.advance(30 * MINUTE);
      await refreshTokens();
      expect((await forPublishing())?.status).toBe('needs_reconnect');
    }
    expect(platform.asked).toEqual(['refresh-0']);
  });

  it('F14 the holder dies after its call: nobody calls again, and the account says that it needs a person', async () => {
    await untilItRunsOut();
    const dying = vi.spyOn(rotatingLinker, 'refresh').mockImplementationOnce(async (held) => {
      dying.mockRestore();
      await rotatingLinker.refresh(held, undefined);
      throw new Error('the worker dies here');
    });
    await expect(refreshToken(key)).rejects.toThrow('dies');

    await world.backend.advance(30 * SECOND);
    expect(await forPublishing()).toMatchObject({ status: 'refreshing', refresh: { is: 'busy' } });
    await world.backend.advance(31 * SECOND);
    expect((await forPublishing())?.status).toBe('needs_reconnect');

    expect(platform.asked).toEqual(['refresh-0']);
    expect((await stored()).status).toBe('needs_reconnect');
  });

  it('F14 a platform that certainly did nothing is asked again a minute later, by one worker', async () => {
    await untilItRunsOut();
    platform.faults.add({ operation: 'refresh', status: 429, body: '' });

    expect(await forPublishing()).toMatchObject({ status: 'refreshing', refresh: { is: 'later' } });
    await fifty();
    expect(platform.asked).toHaveLength(1);

    await world.backend.advance(MINUTE);
    await fifty();
    expect(platform.asked).toEqual(['refresh-0', 'refresh-0']);
    expect((await forPublishing())?.status).toBe('active');
  });

  it('F14 the new token is stored although somebody else writes to the account at that instant', async () => {
    await untilItRunsOut();
    let conflicts = 3;
    const name = 'conflict';
    dynamo.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const storing = JSON.stringify(args.input).includes('token_refreshed');
          if (commandName === 'TransactWriteItemsCommand' && storing && conflicts-- > 0)
            throw new TransactionCanceledException({
              message: 'busy',
              $metadata: {},
              CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
            });
          return next(args);
        },
      { step: 'initialize', name },
    );
    try {
      expect(await refreshToken(key)).toEqual({ is: 'refreshed' });
    } finally {
      dynamo.middlewareStack.remove(name);
    }
    expect(await refreshTokenHeld()).toBe('refresh-1');
  });

  it('F14 F23 without the key service the platform is not asked for a token that could not be kept', async () => {
    await untilItRunsOut();
    world.backend.deny('kms:GenerateDataKey');
    await expect(refreshToken(key)).rejects.toMatchObject({ name: 'KeyServiceError' });
    world.backend.allow('kms:GenerateDataKey');

    expect(platform.asked).toEqual([]);
    expect(await refreshToken(key)).toEqual({ is: 'refreshed' });
  });
});

describe('a refused token', () => {
  it('that another worker has replaced is no reason to ask anybody', async () => {
    const remembered = await forPublishing();
    if (remembered?.status !== 'active') throw new Error('not active');
    await world.backend.advance(91 * MINUTE);
    expect(await refreshTokens()).toMatchObject({ refreshed: 1 });

    expect(await tokenRefused(key, remembered.issuedAt, false)).toEqual({ is: 'refreshed' });

    expect(await forPublishing()).toMatchObject({ status: 'active' });
    expect(platform.asked).toHaveLength(1);
  });

  it('for its age is renewed once, by whoever comes first', async () => {
    await world.backend.advance(20 * MINUTE);
    const { tokenIssuedAt = 0 } = await stored();

    const found = await Promise.all(Array.from({ length: 50 }, () => tokenRefused(key, tokenIssuedAt, true)));

    expect(platform.asked).toEqual(['refresh-0']);
    for (const { is } of found) expect(['refreshed', 'busy']).toContain(is);
  });

  it('though it is new is not renewed again and again', async () => {
    await world.backend.advance(20 * MINUTE);
    const first = (await stored()).tokenIssuedAt ?? 0;
    expect(await tokenRefused(key, first, true)).toEqual({ is: 'refreshed' });
    const second = (await stored()).tokenIssuedAt ?? 0;

    expect(await tokenRefused(key, second, true)).toEqual({ is: 'reconnect' });
    expect(platform.asked).toHaveLength(1);
  });
});

it('a short life that renews itself is no reason to warn anybody, and disconnecting forgets all of it', async () => {
  await world.backend.advance(119 * MINUTE);
  expect((await world.as(fresh()).accounts()).items[0]?.health).toBe('healthy');

  await world.as(fresh()).disconnect({ params: { accountId: key.accountId } });
  expect(Object.keys(await stored()).filter((name) => name.startsWith('sealed'))).toEqual([]);
});
