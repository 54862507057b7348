/**
 * The networks and their rules, as data: used alike by the composer, the API and the sender.
 * Figures from the fact sheets of November 2026; what a platform may change is configuration, not code.
 */
export const platforms = ['instagram', 'x', 'snapchat', 'tiktok'] as const;
export type Platform = (typeof platforms)[number];

/** What can be published in one piece. Only the kinds an adapter offers can be scheduled. */
export const contentKinds = ['image', 'carousel', 'reel', 'story'] as const;
export type ContentKind = (typeof contentKinds)[number];

/** Limits of one text: characters (UTF-16 units) and handles in it. */
export type TextRules = { readonly max: number; readonly mentionsMax: number };

/** Width to height in whole numbers, so that an image at the limit is judged exactly. */
export type Ratio = readonly [width: number, height: number];
export const aspectOf = ([width, height]: Ratio): number => width / height;

export type PlatformRules = {
  /** What an account must have granted, or it can publish nothing. */
  readonly permissions: readonly string[];
  /** Kinds that our adapter publishes today. */
  readonly kinds: readonly ContentKind[];
  readonly caption: TextRules;
  /** Missing where our adapter posts no first comment. */
  readonly comment?: TextRules;
  /**
   * Hashtags of text and first comment together. To be verified on a live account: Meta documents the figure for the
   * text; that the comment's count towards it is what users report.
   */
  readonly hashtagsMax: number;
  readonly image: {
    readonly tallest: Ratio;
    readonly widest: Ratio;
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
    caption: { max: 2200, mentionsMax: 20 },
    comment: { max: 2200, mentionsMax: 20 },
    hashtagsMax: 30,
    image: { tallest: [4, 5], widest: [191, 100], minWidth: 320, maxBytes: 8_000_000 },
    mediaCount: { min: 1, max: 1 },
  },
};
