import type { Platform } from '#shared/platforms/platform.ts';
import type { Phrase } from '../lib/i18n.ts';

/** Names of the networks as Kuwaitis write them. */
export const platformNames: Record<Platform, Phrase> = {
  instagram: { ar: 'إنستغرام', en: 'Instagram' },
  x: { ar: 'إكس', en: 'X' },
  snapchat: { ar: 'سناب شات', en: 'Snapchat' },
  tiktok: { ar: 'تيك توك', en: 'TikTok' },
};
