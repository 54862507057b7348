import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

type Wait = (ms: number) => Promise<unknown>;

let waiting: Wait = (ms) => setTimeout(ms);

/** Replaces the waiting itself: tests must not sleep. */
export const replaceWait = (other: Wait): void => {
  waiting = other;
};

const FIRST_MS = 25;
const LONGEST_MS = 400;

/**
 * Exponential backoff with full jitter before attempt `attempt` (2 or later): a random time up to a limit that doubles
 * with each attempt, to at most 400 ms, so that two writers that collided do not collide again.
 */
export async function backoff(attempt: number): Promise<void> {
  await waiting(randomInt(0, maxBackoffMs(attempt) + 1));
}

/** The most that attempt `attempt` waits, in milliseconds. */
export const maxBackoffMs = (attempt: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 2));
