import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createId, type IdKind, id, idPrefixes } from '#shared/contract/id.ts';

const kinds = Object.keys(idPrefixes) as IdKind[];
const kind = fc.constantFrom(...kinds);
const instant = fc.integer({ min: 0, max: Date.parse('2999-01-01') });
const secure = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

describe('ids', () => {
  it('are a prefix and 26 lower-case characters, whatever the time', () => {
    fc.assert(
      fc.property(kind, instant, (of, now) => {
        const made = createId(of, now, secure);
        expect(made).toMatch(new RegExp(`^${idPrefixes[of]}_[0-9a-z]{26}$`));
        expect(id(of).safeParse(made).success).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('sort by age', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 10_000_000 }), (now, later) => {
        expect(createId('post', now, secure) < createId('post', now + later, secure)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('made in the same millisecond differ', () => {
    const made = Array.from({ length: 10_000 }, () => createId('target', 1_796_000_000_000, secure));
    expect(new Set(made).size).toBe(made.length);
  });

  it('no character is likelier than another', () => {
    const counts = new Map<string, number>();
    for (let made = 0; made < 2_000; made++)
      for (const character of createId('media', 0, secure).slice(-16))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    const expected = (2_000 * 16) / 36;
    expect(counts.size).toBe(36);
    for (const [character, count] of counts)
      expect(Math.abs(count - expected), character).toBeLessThan(6 * Math.sqrt(expected));
  });

  it('bytes that would favour a character are thrown away', () => {
    let calls = 0;
    const biased = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(++calls === 1 ? 255 : 35);
    expect(createId('post', 0, biased)).toBe(`po_${'0'.repeat(10)}${'z'.repeat(16)}`);
    expect(calls).toBe(2);
  });

  it('of one kind are no ids of another', () => {
    for (const of of kinds)
      for (const other of kinds)
        expect(id(other).safeParse(createId(of, 1, secure)).success, `${of} as ${other}`).toBe(of === other);
    expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length);
  });

  it('pasted with what nobody sees are the ids they look like', () => {
    const good = createId('post', 1, secure);
    expect(id('post').parse(`\u2068${good}\u2069\ufeff`)).toBe(good);
  });

  it('written in any other way are refused', () => {
    const [good] = [createId('post', 1, secure)];
    for (const bad of [good.toUpperCase(), `${good} `, `${good}0`, good.slice(1), `${good}#x`, ''])
      expect(id('post').safeParse(bad).success, bad).toBe(false);
  });
});
