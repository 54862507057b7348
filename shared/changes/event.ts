import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { targetStates } from '../publishing/states.ts';

const state = z.optional(z.enum(targetStates));

/**
 * A target was made, moved or removed: whose it is, which version of it was stored, and its state before and after.
 * Never a text, a name, an address or a token: whoever needs more reads the table.
 */
export const TargetChanged = z.object({
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

/** What the change feed tells of: one schema for each kind of item, under the name that its entity has in the table. */
export const events = { target: TargetChanged };
export type ChangeEvent = z.infer<(typeof events)[keyof typeof events]>;

const Image = z.looseObject({ __edb_e__: z.keyof(z.object(events)) });
const Stood = z.optional(z.object({ state }));

/**
 * One change of an item as an event, made of the item's images in the table's stream: fields that the event does not
 * name are left behind. Throws for what is no such item.
 */
export function changeOf(before: unknown, after: unknown): ChangeEvent {
  const { __edb_e__: kind, ...image } = Image.parse(after ?? before);
  return events[kind].parse({ ...image, kind, from: Stood.parse(before)?.state, to: Stood.parse(after)?.state });
}
