import type { Network } from '#shared/platforms/network.ts';

/** A network that does not exist: it counts words, takes letters without a picture, and has no comments. */
export const postcard = {
  names: { ar: 'بطاقات', en: 'Postcard' },
  outline: 'M3 6h18v12H3zM13 6v12',
  kinds: {
    letter: { caption: { max: 5 }, mediaCount: { min: 0, max: 0 } },
    card: {
      caption: { max: 3, mentionsMax: 1 },
      mediaCount: { min: 1, max: 2 },
      image: { tallest: [1, 1], widest: [2, 1], minWidth: 100, maxBytes: 1_000_000 },
    },
  },
  hosts: { post: 'https://post.postcard.example', login: 'https://login.postcard.example' },
  secret: ['clientKey', 'clientSecret'],
  scopes: { asked: ['send', 'read'], required: ['send'] },
  callback: { tail: '' },
  profile: 'https://www.postcard.example/@{username}',
  account: { ar: 'حساب له عنوان.', en: 'An account with an address.' },
} as const satisfies Network;
