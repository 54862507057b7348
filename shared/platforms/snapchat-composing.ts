import { captionLength, hashtagsIn, mentionsIn } from './counting.ts';
import type { Composing } from './network.ts';

export const snapchatComposing: Composing = {
  counting: { length: captionLength, hashtags: hashtagsIn, mentions: mentionsIn },
};
