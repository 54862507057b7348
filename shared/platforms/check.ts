import { composingOf, optionsOf } from './composing.ts';
import { misfits, type Pictured, versionFor } from './media-fit.ts';
import {
  type Answers,
  aspectOf,
  type ImageRules,
  type KindRules,
  type TextCounting,
  type TextRules,
} from './network.ts';
import { type ContentKind, type Platform, rulesOf } from './platform.ts';

/** One rule of one network that a post breaks. `limit` and `actual` let a screen say by how much. */
export type Breach = {
  platform: Platform;
  rule:
    | 'kind_unsupported'
    | 'caption_too_long'
    | 'too_many_hashtags'
    | 'too_many_mentions'
    | 'comment_too_long'
    | 'comment_mentions'
    | 'too_many_cashtags'
    | 'too_many_parts'
    | 'text_missing'
    | 'option_missing'
    | 'option_amiss'
    | 'media_missing'
    | 'media_too_many'
    | 'image_too_wide'
    | 'image_too_tall'
    | 'image_too_small';
  limit?: number;
  actual?: number;
  mediaId?: string;
  /** The option that is to be answered. */
  option?: string;
};

/** What a post says. */
export type Texts = { caption: string; firstComment?: string | undefined };

/** What the rules need to know of a post. Sizes are pixels of what may be sent. */
export type Draft = Texts & {
  kind: ContentKind;
  options?: Answers | undefined;
  media: readonly (Pictured & { mediaId: string })[];
};

/** What one limit of a network counts, in which texts of a post, and how much of it is used. */
export type Count = {
  rule: Breach['rule'];
  measure: 'caption' | 'hashtags' | 'mentions' | 'cashtags' | 'parts';
  of: readonly (keyof Texts)[];
  used: number;
  max: number;
};

/**
 * Everything that is counted in the texts of a post: the composer shows what is left of it, and the check refuses what
 * is over. A first comment counts only where one is posted.
 */
export function countsOf({ caption, firstComment = '' }: Texts, rules: KindRules, counting: TextCounting): Count[] {
  const { comment, hashtagsMax, cashtagsMax, partsMax } = rules;
  if (rules.textless) return [];
  const within = (
    text: keyof Texts,
    value: string,
    { max, mentionsMax }: TextRules,
    [tooLong, tooMany]: readonly [Breach['rule'], Breach['rule']],
  ): Count[] => [
    { rule: tooLong, measure: 'caption', of: [text], used: counting.length(value), max },
    ...limited(mentionsMax, (most) => {
      const used = counting.mentions(value).length;
      return { rule: tooMany, measure: 'mentions', of: [text], used, max: most };
    }),
  ];
  const { hashtags } = counting;
  const used = hashtags(caption).length + (comment ? hashtags(firstComment).length : 0);
  const both = comment ? (['caption', 'firstComment'] as const) : (['caption'] as const);
  return [
    ...within('caption', caption, rules.caption, ['caption_too_long', 'too_many_mentions']),
    ...limited(hashtagsMax, (max) => ({ rule: 'too_many_hashtags', measure: 'hashtags', of: both, used, max })),
    ...limited(cashtagsMax, (max) => {
      const most = Math.max(...partsOf(caption, counting).map((part) => counting.cashtags?.(part).length ?? 0));
      return { rule: 'too_many_cashtags', measure: 'cashtags', of: ['caption'], used: most, max };
    }),
    ...limited(partsMax, (max) => ({
      rule: 'too_many_parts',
      measure: 'parts',
      of: ['caption'],
      used: partsOf(caption, counting).length,
      max,
    })),
    ...(comment ? within('firstComment', firstComment, comment, ['comment_too_long', 'comment_mentions']) : []),
  ];
}

const partsOf = (text: string, { parts }: TextCounting): readonly string[] => parts?.(text) ?? [text];

/** A count of what a network limits; none where it does not. */
const limited = (max: number | undefined, count: (max: number) => Count): Count[] =>
  max === undefined ? [] : [count(max)];

/** Everything in a post that `platform` would refuse. Empty means it can go out. */
export function breachesOf(draft: Draft, platform: Platform): Breach[] {
  const rules = rulesOf(platform, draft.kind);
  if (!rules) return [{ platform, rule: 'kind_unsupported' }];
  const { mediaCount, image } = rules;
  const breaches: Omit<Breach, 'platform'>[] = countsOf(draft, rules, composingOf(platform).counting)
    .filter(({ used, max }) => used > max)
    .map(({ rule, used, max }) => ({ rule, limit: max, actual: used }));
  if (draft.media.length > mediaCount.max)
    breaches.push({ rule: 'media_too_many', limit: mediaCount.max, actual: draft.media.length });
  if (draft.media.length < mediaCount.min)
    breaches.push({ rule: 'media_missing', limit: mediaCount.min, actual: draft.media.length });
  if (mediaCount.min === 0 && draft.media.length === 0 && draft.caption.trim() === '')
    breaches.push({ rule: 'text_missing' });
  breaches.push(...optionBreaches(draft, platform));
  if (image)
    for (const one of draft.media)
      breaches.push(...imageBreaches({ ...versionFor(one, image), mediaId: one.mediaId }, image));
  return breaches.map((breach) => ({ platform, ...breach }));
}

/** What a network asks and nobody has answered, or not so that it fits together. */
function optionBreaches({ kind, options = {} }: Draft, platform: Platform): Omit<Breach, 'platform'>[] {
  const asked = optionsOf(platform, kind);
  const missing = asked.filter(({ name, required, choices }) => {
    const answer = options[name];
    const isKnown = choices === undefined || choices.some(({ value }) => value === answer);
    return answer === undefined ? required === true : !isKnown;
  });
  const amiss = composingOf(platform).optionsAmiss?.(options) ?? [];
  return [
    ...missing.map(({ name }) => ({ rule: 'option_missing', option: name }) as const),
    ...amiss.map((name) => ({ rule: 'option_amiss', option: name }) as const),
  ];
}

function imageBreaches({ mediaId, width, height }: Draft['media'][number], image: ImageRules) {
  const breaches: Omit<Breach, 'platform'>[] = [];
  const ratio = (width / height) * 1000;
  const { small, wide, tall } = misfits({ width, height }, image);
  if (small) breaches.push({ rule: 'image_too_small', limit: image.minWidth, actual: width, mediaId });
  // Shown with three decimals, rounded away from the limit: a refused ratio must not read like an allowed one.
  if (wide)
    breaches.push({
      rule: 'image_too_wide',
      limit: aspectOf(image.widest),
      actual: Math.ceil(ratio) / 1000,
      mediaId,
    });
  if (tall)
    breaches.push({
      rule: 'image_too_tall',
      limit: aspectOf(image.tallest),
      actual: Math.floor(ratio) / 1000,
      mediaId,
    });
  return breaches;
}
