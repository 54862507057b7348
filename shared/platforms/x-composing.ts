import { mentionsIn } from './counting.ts';
import type { Composing } from './network.ts';
import { threadOf } from './thread.ts';
import { cashtagsIn, linksIn, weightedLength } from './x-counting.ts';

/** Figures of the price list from the fact sheet of November 2026. */
export const xComposing: Composing = {
  counting: {
    // Of a thread the longest post decides.
    length: (text) => Math.max(...threadOf(text).map(weightedLength)),
    hashtags: () => [],
    mentions: mentionsIn,
    cashtags: cashtagsIn,
    links: linksIn,
    parts: threadOf,
  },
  // Of the price list of 22 August 2026: a post with a link costs more than thirteen times one without.
  prices: { asOf: '2026-08-22', post: 15, postWithLink: 200 },
};
