import type { Write } from '#runtime/transaction.ts';

/** Names that stand in keys of the examples. */
export const clientId = 'cl_a';
export const postId = 'po_b';
export const page = { limit: 25, cursor: null };
export const T = 1_796_000_000_000;

type Ask = () => Promise<unknown>;

/**
 * How a feature's stores ask the table (`test/functions/<feature>/access-patterns.ts`, found by its name): every
 * exported function with an example call and where that goes, as `how | index | partition | part of it`.
 */
export type Access = {
  /** The question that a call answers, the call, and its place. */
  readonly reads?: Readonly<Record<string, readonly [question: string, ask: Ask, place: string]>>;
  /** Single writes outside a transaction. */
  readonly counts?: Readonly<Record<string, readonly [ask: Ask, place: string]>>;
  /** Parts of transactions, each with the place of every write. */
  readonly writes?: Readonly<Record<string, readonly [write: () => readonly Write[], ...places: string[]]>>;
  /** Reads that look across tenants, and why they may. */
  readonly across?: Readonly<Record<string, string>>;
};
