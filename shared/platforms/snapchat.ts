import type { ImageRules, Network } from './network.ts';

const image = { tallest: [9, 32], widest: [16, 9], minWidth: 540, maxBytes: 20_000_000 } as const satisfies ImageRules;

/** Figures from the fact sheet of November 2026, most of them seen and not promised. Spotlights take video only. */
export const snapchat = {
  names: { ar: 'سناب شات', en: 'Snapchat' },
  outline:
    'M12 3c3 0 4.5 2.2 4.5 4.8v2.4l2 .8-2 1.6c.6 2 2 3 3.5 3.4-1 1.4-2.8 1-3.6 2.6-1.6-.4-2.6 1.4-4.4 1.4s-2.8-1.8-4.4-1.4C6.8 17 5 17.400 4 16c1.500-.4 2.900-1.400 3.500-3.400L5.500 11l2-.8V7.800C7.500 5.200 9 3 12 3z',
  kinds: {
    story: { caption: { max: 0 }, textless: true, mediaCount: { min: 1, max: 1 }, image },
    saved: {
      caption: { max: 45 },
      mediaCount: { min: 1, max: 1 },
      image,
      onRequest: { ar: 'قصة محفوظة تبقى في الملف', en: 'A saved story that stays on the profile' },
    },
  },
  hosts: {
    accounts: 'https://accounts.snapchat.com',
    business: 'https://businessapi.snapchat.com',
    www: 'https://www.snapchat.com',
  },
  secret: ['clientId', 'clientSecret'],
  scopes: { asked: ['snapchat-profile-api'], required: ['snapchat-profile-api'] },
  callback: { tail: '' },
  profile: 'https://www.snapchat.com/add/{username}',
  account: {
    ar: 'ملف عام (Public Profile) لنشاطك. إلى أن يوافق سناب على تطبيقنا نجهّز لك الملف في موعده وتنشره بنفسك.',
    en: 'A Public Profile of your business. Until Snap has approved our app we prepare the file at its time and you post it yourself.',
  },
} as const satisfies Network;
