import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { targetStates } from '../publishing/states.ts';

const state = z.optional(z.enum(targetStates));

/**
 * A target was made, moved or removed: whose it is, which version of it was stored, and its state before and after.
 * Never a text, a name, an address or a token: whoever needs more reads the table.
 */
export const TargetChanged = z.strictObject({
  kind: z.literal('target'),
  clientId: id('client'),
  postId: id('post'),
  targetId: id('target'),
  accountId: id('account'),
  revision: z.int(),
  version: z.int(),
  fence: z.int(),
  from: state,
  to: state,
  /** When it became visible, in epoch ms. */
  publishedAt: z.optional(z.int()),
});

/** What the change feed tells of, one schema for each kind of item. */
export const ChangeEvent = z.discriminatedUnion('kind', [TargetChanged]);
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/** The kinds of items, as entities name them: the feed hears of no other. */
export const changingKinds = ChangeEvent.def.options.map(({ shape }) => shape.kind.def.values[0]);

const Kind = z.object({ __edb_e__: z.string() });
const State = z.object({ state });

/**
 * One change of an item as an event; `before` and `after` are the item's images in the table's stream. Throws for
 * what is no such item.
 */
export function changeOf(before: unknown, after: unknown): ChangeEvent {
  const image = after ?? before;
  const kind = Kind.parse(image).__edb_e__;
  const { from, to } = { from: before && State.parse(before).state, to: after && State.parse(after).state };
  const { shape } = TargetChanged;
  return z.object(shape).parse({ ...Object(image), kind, from, to });
}
