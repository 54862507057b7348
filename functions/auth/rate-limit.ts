import { createHash } from 'node:crypto';
import { now } from '#runtime/clock.ts';
import type { Http } from '#runtime/http.ts';
import { doubling, type Slowdown, waitAfter } from '#shared/auth/slowdown.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type AttemptKey, attemptsOf, countAttempt, forgetAttempts, uncountAttempt } from './attempt.store.ts';
import { sourceOf, subnetOf } from './source.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * One place guessing at one login: four tries, then half a minute, doubled up to an hour. Four, because the user pool
 * shuts a login for everybody from the fifth failure on; and after sixteen minutes it has forgotten the failures.
 */
export const guesser: Slowdown = { free: 4, waitsMs: doubling(30, 8) };

/**
 * All unknown places together guessing at one login. From the fifth failure on the waits are those of the user pool, so
 * that a right password is asked to wait instead of being called wrong. From the tenth on the next try waits until the
 * pool has forgotten; who cannot wait takes the code by mail.
 */
const strangers: Slowdown = { free: 5, waitsMs: [...doubling(1, 5), 16 * MINUTE_MS] };

type Rule = Slowdown & {
  readonly windowMs: number;
  /** Whether a rightful attempt forgives all failures before it, as the user pool does, not only itself. */
  readonly forgives?: true;
};

/** How often what could be guessed or abused may be tried. */
const limits = {
  signInPerIp: { free: 30, windowMs: QUARTER_MS },
  signInPerEdge: { free: 300, windowMs: QUARTER_MS },
  signInPerSource: { ...guesser, windowMs: DAY_MS, forgives: true },
  signInPerLogin: { ...strangers, windowMs: DAY_MS, forgives: true },
  challengePerIp: { free: 30, windowMs: QUARTER_MS },
  challengePerEdge: { free: 300, windowMs: QUARTER_MS },
  challengePerSource: { ...guesser, windowMs: DAY_MS, forgives: true },
  challengePerLogin: { ...strangers, windowMs: DAY_MS, forgives: true },
  forgotPerIp: { free: 30, windowMs: HOUR_MS },
  forgotPerEdge: { free: 300, windowMs: HOUR_MS },
  forgotPerSource: { free: 3, windowMs: HOUR_MS },
  forgotPerLogin: { free: 5, windowMs: HOUR_MS },
  resetPerIp: { free: 30, windowMs: QUARTER_MS },
  resetPerEdge: { free: 300, windowMs: QUARTER_MS },
  resetPerSource: { ...guesser, windowMs: DAY_MS, forgives: true },
  resetPerLogin: { free: 20, windowMs: HOUR_MS },
  refreshPerIp: { free: 30, windowMs: QUARTER_MS },
  refreshPerEdge: { free: 300, windowMs: QUARTER_MS },
  refreshPerSession: { free: 120, windowMs: QUARTER_MS },
  // Of the fourteen mails a second that SES takes from a new sender, five are left for what lets people in.
  noticesPerBusiness: { free: 5, windowMs: SECOND_MS },
  noticesPerSecond: { free: 9, windowMs: SECOND_MS },
  invitePerBusiness: { free: 30, windowMs: HOUR_MS },
  invitePerAddress: { free: 5, windowMs: DAY_MS },
} as const satisfies Record<string, Rule>;

type Limit = keyof typeof limits;
type Attempts = readonly (readonly [limit: Limit, who: string])[];

/**
 * The limits of one kind by address. A visitor's address can be forged by going around the front door, so whoever really
 * connected is counted as well; more generously, because many visitors come through one edge of it.
 */
export const byAddress = (
  kind: 'signIn' | 'challenge' | 'forgot' | 'reset' | 'refresh',
  { ip, edge }: Http,
): Attempts => [
  [`${kind}PerIp`, subnetOf(ip)],
  [`${kind}PerEdge`, subnetOf(edge)],
];

/** One place at one login. */
export const bySource = (
  kind: 'signIn' | 'challenge' | 'forgot' | 'reset',
  login: string,
  http: Http,
): Attempts[number] => [`${kind}PerSource`, `${login} ${sourceOf(http)}`];

/**
 * The limits of guessing at one login, in the order in which they are counted: what one place is refused does not use
 * up what all places together may do, or it could keep the owner out.
 */
export const guessing = (kind: 'signIn' | 'challenge' | 'reset', login: string, http: Http): Attempts => [
  ...byAddress(kind, http),
  bySource(kind, login, http),
  [`${kind}PerLogin`, login],
];

/**
 * Counts one attempt before it is made, so that many at once cannot slip through, and throws `request.too_many` with
 * the time to wait. Returns how to take the attempt back when it turns out to be rightful.
 *
 * Fails closed: when the counter cannot be written, nothing is tried. It lives in the table that a session needs
 * anyway, so failing open would let nobody in but guessers.
 */
export async function spend(attempts: Attempts): Promise<() => Promise<void>> {
  const counted = attempts.map(([limit, who]) => windowOf(limit, who));
  for (const one of counted) if (!(await wasCounted(one))) throw await tooEarly(one);
  return async () => {
    await Promise.all(counted.map(({ key, rule }) => (rule.forgives ? forgetAttempts : uncountAttempt)(key)));
  };
}

/** Counts one attempt and says whether it is within its limit, for where nobody may be told that it is not. */
export const isWithin = (limit: Limit, who: string): Promise<boolean> => wasCounted(windowOf(limit, who));

/** Forgives everything that was counted for these. */
export const forgive = async (attempts: Attempts): Promise<void> => {
  await Promise.all(attempts.map(([limit, who]) => forgetAttempts(windowOf(limit, who).key)));
};

type Counted = { key: AttemptKey; rule: Rule; endsAt: number };

const wasCounted = ({ key, rule, endsAt }: Counted): Promise<boolean> =>
  countAttempt(key, rule, { at: now(), expiresAt: Math.ceil(endsAt / 1000) });

/** `request.too_many` for an attempt that was not counted. Only a rule with waits has to look at the row. */
export async function tooEarly({ key, rule, endsAt }: Counted): Promise<Problem> {
  const row = rule.waitsMs ? await attemptsOf(key) : undefined;
  const again = row ? (row.lastAt ?? 0) + waitAfter(rule, row.count) : endsAt;
  const waitMs = Math.min(again, endsAt) - now();
  return new Problem('request.too_many', { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) });
}

function windowOf(limit: Limit, who: string): Counted {
  const rule: Rule = limits[limit];
  const window = Math.floor(now() / rule.windowMs);
  return { key: { limit, who: hashOf(limit, plain(who)), window }, rule, endsAt: (window + 1) * rule.windowMs };
}

/** One name written in several ways is one name. */
const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

/** What stands in a key for a person, a place or a secret. */
export const hashOf = (limit: string, who: string): string =>
  createHash('sha256').update(`${limit}\0${who}`).digest('hex');
