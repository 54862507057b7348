/** How far the server's clock is ahead of this device's, in ms. Small differences are the journey of the answer. */
let ahead = 0;
const NOISE_MS = 5_000;

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
}
