import fc from 'fast-check';
import { createId, type IdKind } from '#shared/contract/id.ts';

/** What a feature says of its keys (`test/functions/<feature>/keys.ts`, found by its name). */
export type Keys = {
  /**
   * Fields that stand in keys and are neither an id (`postId`) nor a time (`createdAt`), drawn from few values so that
   * neighbours meet often. Never a text that a person wrote.
   */
  readonly fields?: Readonly<Record<string, fc.Arbitrary<string | number>>>;
  /** Indexes by entity and name whose partitions belong to no tenant, and why they may. */
  readonly wide?: Readonly<Record<string, string>>;
};

const random = (bytes: Uint8Array<ArrayBuffer>, seed: number) => bytes.map((_, at) => (seed * 31 + at * 7) % 252);

/** Ids of one kind, few enough to meet. */
export const idOf = (kind: IdKind): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.nat({ max: 5 }))
    .map(([time, seed]) => createId(kind, 1_796_000_000_000 + time, (bytes) => random(bytes, seed)));
