/**
 * The networks and their rules, as data: used alike by the composer, the API and the sender.
 * Figures from the fact sheets of November 2026; what a platform may change is configuration, not code.
 */
export const platforms = ['instagram', 'x', 'snapchat', 'tiktok'] as const;
export type Platform = (typeof platforms)[number];

/** What can be published in one piece. Only the kinds an adapter offers can be scheduled. */
export const contentKinds = ['image', 'carousel', 'reel', 'story'] as const;
export type ContentKind = (typeof contentKinds)[number];

/** Limits of one text: characters (UTF-16 units), hashtags and handles in it. */
export type TextRules = { readonly max: number; readonly hashtagsMax: number; readonly mentionsMax: number };

export type PlatformRules = {
  /** What an account must have granted, or it can publish nothing. */
  readonly permissions: readonly string[];
  /** Kinds that our adapter publishes today. */
  readonly kinds: readonly ContentKind[];
  readonly caption: TextRules;
  /** Missing where our adapter posts no first comment. */
  readonly comment?: TextRules;
  readonly image: {
    readonly minAspect: number;
    readonly maxAspect: number;
    readonly minWidth: number;
    readonly maxBytes: number;
  };
  readonly mediaCount: { readonly min: number; readonly max: number };
};

/** Rules of the networks that can be connected today. */
export const platformRules: Partial<Record<Platform, PlatformRules>> = {
  instagram: {
    permissions: ['instagram_business_basic', 'instagram_business_content_publish'],
    kinds: ['image'],
    caption: { max: 2200, hashtagsMax: 30, mentionsMax: 20 },
    comment: { max: 2200, hashtagsMax: 30, mentionsMax: 20 },
    image: { minAspect: 0.8, maxAspect: 1.91, minWidth: 320, maxBytes: 8_000_000 },
    mediaCount: { min: 1, max: 1 },
  },
};
