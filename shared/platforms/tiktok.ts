import type { KindRules, Network } from './network.ts';

/** Of a photo post: we put its text where TikTok has room for it. */
const photo = {
  caption: { max: 4000 },
  mediaCount: { min: 1, max: 35 },
  image: { tallest: [9, 32], widest: [32, 9], minWidth: 360, maxBytes: 20_000_000 },
} as const satisfies KindRules;

/** Figures from the fact sheet of November 2026. */
export const tiktok = {
  names: { ar: 'تيك توك', en: 'TikTok' },
  outline: 'M14 3v12.5a3.5 3.5 0 1 1-3.5-3.5M14 3c.4 3 2.4 5 5.5 5.2',
  kinds: {
    photo,
    draft: {
      ...photo,
      onRequest: {
        ar: 'مسودة تكملها في تطبيق تيك توك',
        en: 'A draft that you finish in the TikTok app',
      },
    },
  },
  hosts: { www: 'https://www.tiktok.com', api: 'https://open.tiktokapis.com' },
  secret: ['clientKey', 'clientSecret'],
  scopes: {
    asked: ['user.info.basic', 'user.info.profile', 'user.info.stats', 'video.list', 'video.publish', 'video.upload'],
    required: ['user.info.basic', 'user.info.profile', 'video.publish'],
  },
  revokes: true,
  callback: { tail: '' },
  profile: 'https://www.tiktok.com/@{username}',
  account: {
    ar: 'أي حساب على تيك توك. إلى أن يراجع تيك توك تطبيقنا، لا ينشر إلا على الحسابات الخاصة ولك وحدك.',
    en: 'Any account on TikTok. Until TikTok has audited our app, it publishes only on private accounts, and only for you to see.',
  },
} as const satisfies Network;
