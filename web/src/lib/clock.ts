import { useSyncExternalStore } from 'react';

/** How far the server's clock is ahead of this device's, in ms. Small differences are the journey of the answer. */
let ahead = 0;
const NOISE_MS = 5_000;
const MINUTE_MS = 60_000;
const LOOKS_EVERY_MS = 10_000;
const listeners = new Set<() => void>();

/**
 * The time in ms since the epoch as the server sees it. Phones with a wrong clock must not show a future minute as
 * past, so every answer's `date` header corrects it.
 */
export const now = (): number => Date.now() + ahead;

/** Learns from the `date` header of an answer. */
export function setClockFrom(dateHeader: string | null): void {
  const server = dateHeader ? Date.parse(dateHeader) : Number.NaN;
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  ahead = Math.abs(difference) > NOISE_MS ? difference : 0;
  for (const listener of [...listeners]) listener();
}

/** The minute in which `now` lies, in ms: what is shown follows it without being asked for again. */
export const useMinute = (): number => useSyncExternalStore(subscribe, minute, minute);

const minute = (): number => Math.floor(now() / MINUTE_MS) * MINUTE_MS;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // A pause of the device stops timers, so the next minute is looked for and not waited for.
  const timer = setInterval(listener, LOOKS_EVERY_MS);
  return () => {
    listeners.delete(listener);
    clearInterval(timer);
  };
}
