import { createHash, randomBytes } from 'node:crypto';
import { now } from '#runtime/clock.ts';
import { env } from '#runtime/env.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { callbackPath, type Platform } from '#shared/platforms/platform.ts';
import { attemptBegun, attemptUsed } from './oauth-state.store.ts';

const LIFETIME_MS = 10 * 60_000;

/** Hashed, because a state is free text of whoever calls, and so that nobody can take one from the table. */
const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex');

/** Opens an attempt to connect an account and gives the state that proves it: for this person, once, ten minutes. */
export async function openAttempt({ clientId, userId }: TenantActor, platform: Platform): Promise<string> {
  const state = randomBytes(32).toString('base64url');
  const expiresAt = now() + LIFETIME_MS;
  const ttl = Math.ceil(expiresAt / 1000);
  await transact(attemptBegun({ clientId, userId, platform, stateHash: hashOf(state), expiresAt, ttl }));
  return state;
}

/** Uses the attempt up before anything else happens, or throws `social.state_invalid`. */
export async function closeAttempt(
  { clientId, userId }: TenantActor,
  platform: Platform,
  state: string,
): Promise<void> {
  const used = await transact(attemptUsed({ clientId, userId, platform, stateHash: hashOf(state) }, now()));
  if (!used.done) throw new Problem('social.state_invalid');
}

/** The whole address of the page that a network sends the browser back to. */
export const redirectUri = (platform: Platform): string => new URL(callbackPath(platform), env('webUrl')).toString();
