/** Decisions of one history: the same seed decides the same, on every machine. */
export type Chance = {
  /** A whole number from 0 to `n` - 1. */
  below(n: number): number;
  /** True with this probability (0 to 1). */
  happens(probability: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** A duration between the two, in the same unit. */
  between(least: number, most: number): number;
};

/** A small generator with 128 bits of state (sfc32, public domain), seeded with one number. */
export function chanceOf(seed: number): Chance {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return {
    below: (n) => Math.floor(next() * n),
    happens: (probability) => next() < probability,
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
  };
}
