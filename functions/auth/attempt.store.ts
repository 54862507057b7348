import { ElectroError } from 'electrodb';
import { type Slowdown, slowdownSteps } from '#shared/auth/slowdown.ts';
import { attempt } from './attempt.entity.ts';

export type AttemptKey = { limit: string; who: string; window: number };
type Attempt = { at: number; expiresAt: number; knownOnly?: boolean };

/**
 * Counts one more attempt at `at` (epoch milliseconds) unless it comes too early, in one write, so that many at once
 * cannot slip through. Returns whether it was counted. `knownOnly` counts only where a row exists. `expiresAt` is in
 * epoch seconds.
 */
export async function countAttempt(key: AttemptKey, slowdown: Slowdown, { at, expiresAt, knownOnly }: Attempt) {
  try {
    await attempt
      .update(key)
      .add({ count: 1 })
      .set({ lastAt: at, ttl: expiresAt })
      .where(({ count, lastAt }, { exists, notExists, lt, eq, gte, lte }) => {
        const waited = slowdownSteps(slowdown).map(
          (step) => `(${(step.only ? eq : gte)(count, step.count)} AND ${lte(lastAt, at - step.waitMs)})`,
        );
        const inTime = [lt(count, slowdown.free), ...waited].join(' OR ');
        return knownOnly ? `${exists(count)} AND (${inTime})` : `${notExists(count)} OR ${inTime}`;
      })
      .go();
    return true;
  } catch (error) {
    if (error instanceof ElectroError && error.cause?.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** How often it was tried and when last, or undefined. */
export const attemptsOf = async (key: AttemptKey) =>
  (await attempt.get(key).go({ consistent: true })).data ?? undefined;

/** Takes one attempt back. */
export const uncountAttempt = async (key: AttemptKey): Promise<void> => {
  await attempt.update(key).subtract({ count: 1 }).go();
};

/** Takes all attempts back. */
export const forgetAttempts = async (key: AttemptKey): Promise<void> => {
  await attempt.delete(key).go();
};

/** Makes a device known, without any attempt. `expiresAt` is in epoch seconds. */
export const deviceKnown = async (key: AttemptKey, expiresAt: number): Promise<void> => {
  await attempt.put({ ...key, count: 0, ttl: expiresAt }).go();
};
