import { describe, expect, it } from 'vitest';
import { networkOf } from '#shared/platforms/platform.ts';
import { reasonStrings, stepStrings } from '#shared/publishing/reason-strings.ts';
import { reasons } from '#shared/publishing/reasons.ts';
import {
  type Access,
  accountStanding,
  blockings,
  isBlocking,
  obstacleAt,
  WARN_BEFORE_MS,
} from '#shared/social/usability.ts';
import { addPostcard, POSTCARD } from '#test/support/made-up-network.ts';

const T = 1_796_000_000_000;
const HOUR = 3_600_000;
const scopes = networkOf('instagram').scopes.required;
const access: Access = { platform: 'instagram', status: 'active', scopes, expiresAt: T + 60 * 24 * HOUR };

describe('whether an account can publish', () => {
  it('nothing stands in the way of a connected one, whatever the minute, as long as its access is renewed', () => {
    expect(accountStanding(access, T)).toEqual({});
    expect(accountStanding({ ...access, expiresAt: undefined }, T)).toEqual({});
    expect(obstacleAt({}, T + 365 * 24 * HOUR)).toBeUndefined();
  });

  it.each<[string, Partial<Access>, string]>([
    ['disconnected', { status: 'disconnected' }, 'account.disconnected'],
    ['marked by a worker', { status: 'needs_reconnect' }, 'account.reconnect'],
    ['whose access has ended', { expiresAt: T }, 'account.reconnect'],
    ['without any permission', { scopes: [] }, 'account.permission'],
    ['without the permission to publish', { scopes: scopes.slice(0, 1) }, 'account.permission'],
    ['disconnected and without permission', { status: 'disconnected', scopes: [] }, 'account.disconnected'],
  ])('one that is %s cannot, at any minute', (_, change, obstacle) => {
    const standing = accountStanding({ ...access, ...change }, T);
    expect(standing).toEqual({ obstacle });
    for (const at of [0, T, T + 365 * 24 * HOUR]) expect(obstacleAt(standing, at)).toBe(obstacle);
    expect(isBlocking(obstacleAt(standing, T))).toBe(true);
  });

  it('access that was not renewed in time ends at its minute: warned of from there on, refused only when it has ended', () => {
    const endsAt = T + WARN_BEFORE_MS;
    const standing = accountStanding({ ...access, expiresAt: endsAt }, T);
    expect(standing).toEqual({ endsAt });
    expect(accountStanding({ ...access, expiresAt: endsAt + 1 }, T)).toEqual({});
    expect(obstacleAt(standing, endsAt - 1)).toBeUndefined();
    expect(obstacleAt(standing, endsAt)).toBe('account.ends_before');
    expect(isBlocking('account.ends_before')).toBe(false);
    expect(isBlocking(undefined)).toBe(false);
  });

  it('is asked by the permissions of its own network', () => {
    const remove = addPostcard();
    const standing = (granted: string[]) => accountStanding({ ...access, platform: POSTCARD, scopes: granted }, T);
    expect([standing(['send']), standing(['read'])]).toEqual([{}, { obstacle: 'account.permission' }]);
    remove();
  });

  it('each obstacle has a sentence and one step in both languages', () => {
    for (const reason of [...blockings, 'account.ends_before'] as const) {
      expect(reasons[reason].step).toBe('reconnect');
      expect(reasonStrings[reason].ar).toMatch(/\p{Script=Arabic}/u);
      expect(stepStrings[reasons[reason].step].en).toBe('Reconnect the account');
    }
  });
});
