import { ElectroError } from 'electrodb';
import { attempt } from './attempt.entity.ts';

type Window = { limit: string; who: string; window: number };

/** Counts one more attempt unless `max` is reached. Returns whether it was counted. `expiresAt` is in epoch seconds. */
export async function countAttempt(key: Window, max: number, expiresAt: number): Promise<boolean> {
  try {
    await attempt
      .update(key)
      .add({ count: 1 })
      .set({ ttl: expiresAt })
      .where(({ count }, { notExists, lt }) => `${notExists(count)} OR ${lt(count, max)}`)
      .go();
    return true;
  } catch (error) {
    if (error instanceof ElectroError && error.cause?.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Takes one attempt back. */
export const uncountAttempt = async (key: Window): Promise<void> => {
  await attempt.update(key).subtract({ count: 1 }).go();
};
