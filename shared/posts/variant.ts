import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { text } from '../contract/text.ts';
import type { Answers } from '../platforms/network.ts';
import { type ContentKind, contentKinds } from '../platforms/platform.ts';

/** What one account gets instead of what the post says for all, and what only its network asks. */
export const Variant = z.strictObject({
  accountId: id('account'),
  /** Left out: the post's own text. */
  caption: z.optional(text(10_000)),
  /** Left out: what the media makes of it on that network. */
  kind: z.optional(z.enum(contentKinds)),
  /** Answers to the options of its network, by their names; `on` for a tick. */
  options: z.optional(z.record(z.string().check(z.maxLength(40)), z.string().check(z.maxLength(60)))),
});
export type Variant = {
  accountId: string;
  caption?: string | undefined;
  kind?: ContentKind | undefined;
  options?: Answers | undefined;
};

/** What is to go out on one account: its own text where it has one. */
export function contentFor(
  { caption, variants = [] }: { caption: string; variants?: readonly Variant[] | undefined },
  accountId: string,
): { caption: string; kind?: ContentKind | undefined; options: Answers } {
  const own = variants.find((variant) => variant.accountId === accountId);
  return { caption: own?.caption ?? caption, kind: own?.kind, options: own?.options ?? {} };
}
