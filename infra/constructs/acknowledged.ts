import type { IConstruct } from 'constructs';

/** One rule of the packs that we do not follow somewhere, why, and until when the reason may stand unexamined. */
export interface Acknowledgement {
  readonly id: string;
  readonly reason: string;
  /** Day after which the tests fail until somebody has looked again. */
  readonly expires: `${number}-${number}-${number}`;
}

const said = new WeakMap<IConstruct, Map<string, Acknowledgement>>();

/**
 * Says beside a construct which rules are not followed in it, however many constructs there will be. Tests refuse one
 * that no resource in there needs, that gives no reason, or that has not been looked at since it expired.
 */
export const acknowledged = (construct: IConstruct, ...all: readonly Acknowledgement[]): void => {
  const known = said.get(construct) ?? new Map<string, Acknowledgement>();
  for (const one of all) known.set(one.id, one);
  said.set(construct, known);
};

/** What was said of one construct. */
export const acknowledgementsOf = (construct: IConstruct): readonly Acknowledgement[] => [
  ...(said.get(construct)?.values() ?? []),
];
