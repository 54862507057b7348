import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { killWhileWriting } from './durability/durability.ts';

const kills = 20;

describe('services that are killed in the middle of writes', () => {
  it('keep every acknowledged write whole, and their state opens every time', { timeout: 90_000 }, async () => {
    const seed = randomInt(2 ** 31);
    const result = await killWhileWriting(kills, seed);
    expect(result).toMatchObject({ kills, seed, lost: [], unreadable: [] });
    expect(result.inFlight).toBeGreaterThan(kills / 2);
    expect(result.acknowledged).toBeGreaterThan(kills);
  });
});
