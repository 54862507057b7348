import { createHash } from 'node:crypto';
import { now } from '#runtime/clock.ts';
import type { Http } from '#runtime/http.ts';
import { Problem } from '#shared/contract/problem.ts';
import { countAttempt, uncountAttempt } from './attempt.store.ts';

const MINUTE_MS = 60_000;

/** How often a person or an address may try what could be guessed or abused, in a fixed window of time. */
const limits = {
  signInPerEmail: { max: 5, windowMs: 15 * MINUTE_MS },
  signInPerIp: { max: 30, windowMs: 15 * MINUTE_MS },
  signInPerEdge: { max: 300, windowMs: 15 * MINUTE_MS },
  challengePerLogin: { max: 5, windowMs: 15 * MINUTE_MS },
  challengePerIp: { max: 30, windowMs: 15 * MINUTE_MS },
  challengePerEdge: { max: 300, windowMs: 15 * MINUTE_MS },
  forgotPerEmail: { max: 3, windowMs: 60 * MINUTE_MS },
  forgotPerIp: { max: 30, windowMs: 60 * MINUTE_MS },
  forgotPerEdge: { max: 300, windowMs: 60 * MINUTE_MS },
  resetPerEmail: { max: 5, windowMs: 15 * MINUTE_MS },
  resetPerIp: { max: 30, windowMs: 15 * MINUTE_MS },
  resetPerEdge: { max: 300, windowMs: 15 * MINUTE_MS },
  invitePerBusiness: { max: 30, windowMs: 60 * MINUTE_MS },
  invitePerAddress: { max: 5, windowMs: 24 * 60 * MINUTE_MS },
} as const;

export type Limit = keyof typeof limits;

/**
 * The limits of one kind by address. A visitor's address can be forged by going around the front door, so whoever really
 * connected is counted as well; more generously, because many visitors come through one edge of it.
 */
export const byAddress = (kind: 'signIn' | 'challenge' | 'forgot' | 'reset', { ip, edge }: Http): Attempts => [
  [`${kind}PerIp`, ip],
  [`${kind}PerEdge`, edge],
];

type Attempts = readonly (readonly [limit: Limit, who: string])[];

/**
 * Counts one attempt before it is made, so that many at once cannot slip through, and throws `request.too_many` with
 * the time to wait. Returns how to take the attempt back when it turns out to be rightful.
 *
 * Fails closed: when the counter cannot be written, nothing is tried. It lives in the table that a session needs
 * anyway, so failing open would let nobody in but guessers.
 */
export async function spend(attempts: Attempts): Promise<() => Promise<void>> {
  const keys = attempts.map(([limit, who]) => keyOf(limit, who));
  for (const { key, max, endsAt } of keys) {
    if (await countAttempt(key, max, Math.ceil(endsAt / 1000))) continue;
    throw new Problem('request.too_many', { retryAfterSeconds: Math.max(1, Math.ceil((endsAt - now()) / 1000)) });
  }
  return async () => {
    await Promise.all(keys.map(({ key }) => uncountAttempt(key)));
  };
}

function keyOf(limit: Limit, who: string) {
  const { max, windowMs } = limits[limit];
  const window = Math.floor(now() / windowMs);
  const hashed = createHash('sha256').update(`${limit}\0${who}`).digest('hex');
  return { key: { limit, who: hashed, window }, max, endsAt: (window + 1) * windowMs };
}
