import type { Network } from './network.ts';

/** Figures from the fact sheet of November 2026. */
export const x = {
  names: { ar: 'إكس', en: 'X' },
  outline: 'M4 4l16 16M20 4L4 20',
  kinds: {
    post: {
      // Longer texts are a right of paying accounts, which we do not count on.
      caption: { max: 280 },
      cashtagsMax: 1,
      partsMax: 25,
      mediaCount: { min: 0, max: 4 },
      image: { tallest: [1, 3], widest: [3, 1], minWidth: 32, maxBytes: 5_000_000 },
    },
  },
  hosts: { www: 'https://x.com', api: 'https://api.x.com' },
  secret: ['clientId', 'clientSecret'],
  scopes: {
    asked: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    required: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
  },
  revokes: true,
  callback: { tail: '' },
  profile: 'https://x.com/{username}',
  account: {
    ar: 'أي حساب على إكس. النشر يستهلك من رصيدنا لدى إكس، والمنشور الذي فيه رابط أغلى.',
    en: 'Any account on X. Posting uses our credit with X, and a post with a link costs more.',
  },
} as const satisfies Network;
