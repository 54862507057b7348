import * as z from 'zod/mini';
import type { Components } from '../contract/openapi-names.ts';
import { contract } from '../contract/route.ts';
import { text } from '../contract/text.ts';
import { actions, licenceKinds, ruleCodes } from '../moderation/policy.ts';
import { longestChecked } from '../moderation/verdict.ts';

const action = z.enum(actions);

/** What the policy says of a text. */
export const ContentVerdict = z.object({
  action,
  /** Of the rules: the same text may be judged otherwise by another version. */
  version: z.number(),
  hits: z.array(
    z.object({
      rule: z.enum(ruleCodes),
      version: z.number(),
      action,
      /** UTF-16 positions in the text that was sent. */
      start: z.number(),
      end: z.number(),
      /** Licence numbers that the rule asks for and that were not given. */
      missing: z.array(z.enum(licenceKinds)),
    }),
  ),
});

const number = z.optional(text(30));

export const content = contract('content', {
  check: {
    method: 'POST',
    path: '/content/check',
    permission: 'content:check',
    replay: 'never',
    summary: 'Judge a text by the rules for posts in Kuwait, without keeping it',
    body: z.strictObject({
      text: text(longestChecked),
      licences: z.optional(z.strictObject({ moci: number, moh: number, drugInspection: number })),
    }),
    response: ContentVerdict,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  ContentVerdict: {
    schema: ContentVerdict,
    description:
      'What the rules say of a text: the strongest action of all hits. `block` is refused when it is scheduled; `review` and `advise` are told.',
  },
} satisfies Components;
