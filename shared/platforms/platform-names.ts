import type { Phrase } from '../contract/text.ts';
import type { Platform } from './platform.ts';

/** Names of the networks as Kuwaitis write them. */
export const platformNames: Record<Platform, Phrase> = {
  instagram: { ar: 'إنستغرام', en: 'Instagram' },
  x: { ar: 'إكس', en: 'X' },
  snapchat: { ar: 'سناب شات', en: 'Snapchat' },
  tiktok: { ar: 'تيك توك', en: 'TikTok' },
};
