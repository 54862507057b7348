import { describe, expect, it } from 'vitest';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const MINUTE = 60_000;
const armed = createTarget({ state: 'armed', armedAt: DUE, armUntil: DUE + 20_000, polls: 2 });
const published = { type: 'published', fence: 1, externalId: '17' } as const;
const out = () => moved(step(armed, published, at(1_000))).target;
const linked = { ...published, permalink: 'https://p' } as const;
const resting = { kind: 'ignored', why: 'resting' };
const look = (target: Target, ms: number) => step(target, { type: 'look' }, at(ms));

describe('the address of a post that is out', () => {
  it('told with the post, nobody looks again', () => {
    const { target } = moved(step(armed, linked, at(1_000)));
    expect(target).toMatchObject({ state: 'published', permalink: 'https://p' });
    expect(target.checkAt).toBeUndefined();
    expect(target).not.toHaveProperty('parts');
    expect(look({ ...target, checkAt: DUE }, 3 * MINUTE)).toEqual(resting);
  });

  it('not told, it is looked for every three minutes, three times, and then no more', () => {
    let target = out();
    expect(target).toMatchObject({ checkAt: DUE + 1_000 + 3 * MINUTE, polls: 0 });
    const nextLooks = [4, 8, 12].map((minute) => {
      const looked = moved(look(target, minute * MINUTE));
      expect(looked.effects).toEqual([{ do: 'permalink', afterMs: 0 }]);
      target = looked.target;
      return target.checkAt;
    });
    expect(nextLooks).toEqual([DUE + 7 * MINUTE, DUE + 11 * MINUTE, undefined]);
    expect(target).toMatchObject({ state: 'published', externalId: '17', polls: 3 });
    expect(look(target, 20 * MINUTE)).toEqual(resting);
  });

  it('found later, it is kept and the search ends; the post stays published when it was', () => {
    const { target, effects } = moved(step(out(), linked, at(4 * MINUTE)));
    expect(target).toMatchObject({ state: 'published', externalId: '17', permalink: 'https://p' });
    expect([target.publishedAt, target.checkAt, effects]).toEqual([DUE + 1_000, undefined, []]);
  });

  it('does not change once it is known, and finding none changes nothing', () => {
    const known = { ...out(), permalink: 'https://p' };
    expect(step(known, { ...linked, permalink: 'https://q' }, at(MINUTE)).kind).toBe('ignored');
    expect(step(out(), published, at(MINUTE)).kind).toBe('ignored');
  });

  it('does not make a target published that was not sent', () => {
    for (const state of ['scheduled', 'staged', 'unknown', 'needs_review', 'failed'] as const)
      expect(step(createTarget({ state }), linked, at(MINUTE))).toEqual({ kind: 'ignored', why: 'impossible' });
  });
});
