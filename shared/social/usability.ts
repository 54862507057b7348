import { networkOf, type Platform } from '../platforms/platform.ts';
import type { Reason } from '../publishing/reasons.ts';

/**
 * Why nothing can go out on an account, as reasons that screens and mails have words for. Only a person removes them,
 * so planning on such an account is refused.
 */
export const blockings = [
  'account.disconnected',
  'account.reconnect',
  'account.permission',
] as const satisfies readonly Reason[];
export type Blocking = (typeof blockings)[number];

/** That its access will have ended by then is only warned of, because there is time to mend it. */
export type Obstacle = Blocking | 'account.ends_before';

/** What is known of an account's access. Instants are epoch milliseconds. */
export type Access = {
  platform: Platform;
  status: 'active' | 'needs_reconnect' | 'disconnected';
  scopes: readonly string[];
  /** When it ends unless something renews it; absent when another token does so. */
  expiresAt?: number | undefined;
};

/** Whether an account can publish: what stands in the way now, and when its access ends if nothing is done. */
export type AccountStanding = { obstacle?: Blocking | undefined; endsAt?: number | undefined };

/** Access that could not be renewed by so long before its end is taken to end then. */
export const WARN_BEFORE_MS = 10 * 24 * 60 * 60_000;

/** How an account stands now. */
export function accountStanding({ platform, status, scopes, expiresAt }: Access, now: number): AccountStanding {
  if (status === 'disconnected') return { obstacle: 'account.disconnected' };
  if (status === 'needs_reconnect' || (expiresAt !== undefined && expiresAt <= now))
    return { obstacle: 'account.reconnect' };
  if (!isPermitted(platform, scopes)) return { obstacle: 'account.permission' };
  return expiresAt !== undefined && expiresAt <= now + WARN_BEFORE_MS ? { endsAt: expiresAt } : {};
}

/** Whether what was granted is enough to publish. */
export const isPermitted = (platform: Platform, scopes: readonly string[]): boolean =>
  networkOf(platform).scopes.required.every((scope) => scopes.includes(scope));

/** Why an account will not publish at this minute, as far as can be known today; undefined when nothing speaks against it. */
export function obstacleAt({ obstacle, endsAt }: AccountStanding, at: number): Obstacle | undefined {
  return obstacle ?? (endsAt !== undefined && endsAt <= at ? 'account.ends_before' : undefined);
}

/** Whether planning on an account is refused for this. */
export const isBlocking = (obstacle: Obstacle | undefined): obstacle is Blocking =>
  obstacle !== undefined && obstacle !== 'account.ends_before';
