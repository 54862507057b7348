import type { Network } from './network.ts';

/** Figures from the fact sheet of November 2026. */
export const instagram = {
  names: { ar: 'إنستغرام', en: 'Instagram' },
  outline:
    'M8 3h8a5 5 0 0 1 5 5v8a5 5 0 0 1-5 5H8a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5zM12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM17 7h.01',
  kinds: {
    image: {
      caption: { max: 2200, mentionsMax: 20 },
      comment: { max: 2200, mentionsMax: 20 },
      // To be verified on a live account: Meta documents the figure for the text; that the comment's count towards it
      // is what users report.
      hashtagsMax: 30,
      mediaCount: { min: 1, max: 1 },
      image: { tallest: [4, 5], widest: [191, 100], minWidth: 320, maxBytes: 8_000_000 },
    },
  },
  hosts: {
    www: 'https://www.instagram.com',
    api: 'https://api.instagram.com',
    graph: 'https://graph.instagram.com',
  },
  secret: ['appId', 'appSecret'],
  scopes: {
    asked: [
      'instagram_business_basic',
      'instagram_business_content_publish',
      'instagram_business_manage_comments',
      'instagram_business_manage_insights',
    ],
    required: ['instagram_business_basic', 'instagram_business_content_publish'],
  },
  callback: { tail: '#_' },
  profile: 'https://www.instagram.com/{username}/',
  account: {
    ar: 'حساب احترافي: تجاري أو لصانع محتوى. الحساب الشخصي لا يصلح، ويمكن تحويله مجانًا من إعدادات إنستغرام.',
    en: 'A professional account: business or creator. A personal one does not work; you can switch it for free in Instagram’s settings.',
  },
} as const satisfies Network;
