import type { Composing } from '#shared/platforms/network.ts';

/** How texts are counted on the network that does not exist. */
export const postcardComposing: Composing = {
  counting: {
    length: (text) => text.split(/\s+/).filter(Boolean).length,
    hashtags: () => [],
    mentions: (text) => text.match(/@\w+/g) ?? [],
  },
};
