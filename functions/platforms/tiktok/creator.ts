import * as z from 'zod/mini';
import type { Credentials, OptionOffer, Outcome } from '../platform.ts';
import { tiktokRequest } from './call.ts';

const creator = z.object({
  creator_nickname: z.optional(z.string()),
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.optional(z.boolean()),
});

/**
 * What the account offers now: asked when the composer opens and again when a post goes out, because a person may change
 * it in the app in between.
 */
export async function offer(credentials: Credentials): Promise<Outcome<OptionOffer>> {
  const info = await tiktokRequest(
    credentials,
    { path: '/v2/post/publish/creator_info/query/', json: {} },
    'read',
    creator,
  );
  if (!info.ok) return info;
  const { creator_nickname: name, privacy_level_options: privacy, comment_disabled } = info.value;
  return {
    ok: true,
    value: {
      ...(name === undefined ? {} : { name }),
      choices: { privacy },
      disabled: comment_disabled ? ['comments'] : [],
    },
  };
}
