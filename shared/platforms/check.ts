import { captionLength, hashtagsIn, mentionsIn } from './caption.ts';
import { type ContentKind, type Platform, platformRules, type TextRules } from './platform.ts';

/** One rule of one network that a post breaks. `limit` and `actual` let a screen say by how much. */
export type Breach = {
  platform: Platform;
  rule:
    | 'platform_unsupported'
    | 'kind_unsupported'
    | 'caption_too_long'
    | 'too_many_hashtags'
    | 'too_many_mentions'
    | 'comment_too_long'
    | 'comment_hashtags'
    | 'comment_mentions'
    | 'media_missing'
    | 'media_too_many'
    | 'image_too_wide'
    | 'image_too_tall'
    | 'image_too_small';
  limit?: number;
  actual?: number;
  mediaId?: string;
};

/** What the rules need to know of a post. Sizes are pixels of the rendition that will be sent. */
export type Draft = {
  caption: string;
  firstComment?: string | undefined;
  kind: ContentKind;
  media: readonly { mediaId: string; width: number; height: number }[];
};

/** Everything in a post that `platform` would refuse. Empty means it can go out. */
export function breachesOf(draft: Draft, platform: Platform): Breach[] {
  const rules = platformRules[platform];
  if (!rules) return [{ platform, rule: 'platform_unsupported' }];
  if (!rules.kinds.includes(draft.kind)) return [{ platform, rule: 'kind_unsupported' }];
  const breaches: Breach[] = [];
  const atMost = (rule: Breach['rule'], actual: number, limit: number) => {
    if (actual > limit) breaches.push({ platform, rule, limit, actual });
  };
  const within = (text: string, limits: TextRules, [length, hashtags, mentions]: readonly Breach['rule'][]) => {
    if (length) atMost(length, captionLength(text), limits.max);
    if (hashtags) atMost(hashtags, hashtagsIn(text).length, limits.hashtagsMax);
    if (mentions) atMost(mentions, mentionsIn(text).length, limits.mentionsMax);
  };
  within(draft.caption, rules.caption, ['caption_too_long', 'too_many_hashtags', 'too_many_mentions']);
  if (draft.firstComment !== undefined && rules.comment)
    within(draft.firstComment, rules.comment, ['comment_too_long', 'comment_hashtags', 'comment_mentions']);
  atMost('media_too_many', draft.media.length, rules.mediaCount.max);
  if (draft.media.length < rules.mediaCount.min)
    breaches.push({ platform, rule: 'media_missing', limit: rules.mediaCount.min, actual: draft.media.length });
  for (const { mediaId, width, height } of draft.media) {
    const aspect = Math.round((width / height) * 1000) / 1000;
    if (width < rules.image.minWidth)
      breaches.push({ platform, rule: 'image_too_small', limit: rules.image.minWidth, actual: width, mediaId });
    if (aspect > rules.image.maxAspect)
      breaches.push({ platform, rule: 'image_too_wide', limit: rules.image.maxAspect, actual: aspect, mediaId });
    if (aspect < rules.image.minAspect)
      breaches.push({ platform, rule: 'image_too_tall', limit: rules.image.minAspect, actual: aspect, mediaId });
  }
  return breaches;
}
