import { randomBytes } from 'node:crypto';
import { now } from '#runtime/clock.ts';
import type { Http } from '#runtime/http.ts';
import { type AttemptKey, attemptsOf, countAttempt, deviceKnown } from './attempt.store.ts';
import { guesser, hashOf, tooEarly } from './rate-limit.ts';
import { deviceCookie, KEPT_DEVICE_SECONDS, keepDevice } from './session-cookie.ts';

const expiresAt = () => Math.ceil(now() / 1000) + KEPT_DEVICE_SECONDS;

const keyOf = (email: string, device: string): AttemptKey => ({
  limit: 'device',
  who: hashOf('device', `${email} ${device}`),
  window: 0,
});

/**
 * Whether this browser has signed in with this address before. Then only its own attempts are counted, so that nobody
 * who guesses elsewhere slows its owner. Throws `request.too_many` when it guesses itself. An unknown address has no
 * known device, so the answer tells a stranger nothing.
 */
export async function isKnownDevice(email: string, http: Http): Promise<boolean> {
  const device = deviceCookie(http);
  if (device === undefined) return false;
  const key = keyOf(email, device);
  if (await countAttempt(key, guesser, { at: now(), expiresAt: expiresAt(), knownOnly: true })) return true;
  if (!(await attemptsOf(key))) return false;
  throw await tooEarly({ key, rule: { ...guesser, windowMs: 0 }, endsAt: Number.POSITIVE_INFINITY });
}

/** Remembers a browser that proved to be the owner's, and forgives what it got wrong before. */
export async function rememberDevice(email: string, http: Http): Promise<void> {
  const device = deviceCookie(http) ?? randomBytes(16).toString('base64url');
  await deviceKnown(keyOf(email, device), expiresAt());
  keepDevice(http, device);
}
