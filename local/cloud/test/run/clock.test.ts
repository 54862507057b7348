import { describe, expect, it } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';

describe('the clock of the local cloud', () => {
  it('advances in order, and waits for what each step began', async () => {
    const clock = createClock();
    const done: string[] = [];
    clock.settleWith(async () => void done.push('settled'));
    clock.at(clock.now() + 60_000, () => void done.push('minute'));
    clock.at(clock.now() + 30_000, () => void done.push('half'));
    await clock.advance(90_000);
    expect(done).toEqual(['settled', 'half', 'settled', 'minute', 'settled']);
    clock.stop();
  });

  it('jumps at once, whatever is under way, and what is due by then fires', () => {
    const clock = createClock();
    const [before, done] = [clock.now(), [] as string[]];
    clock.settleWith(() => new Promise(() => {}));
    clock.at(before + 60_000, () => void done.push('minute'));
    clock.at(before + 180_000, () => void done.push('three'));
    clock.jump(120_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(120_000);
    expect(done).toEqual(['minute']);
    clock.stop();
  });
});
