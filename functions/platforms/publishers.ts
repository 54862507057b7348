import type { Platform } from '#shared/platforms/platform.ts';
import { instagramPublisher } from './instagram/publish.ts';
import type { Publisher } from './platform.ts';

const publishers: Partial<Record<Platform, Publisher>> = { instagram: instagramPublisher };

/** How we publish on a platform, or undefined where we cannot yet. */
export const publisherOf = (platform: Platform): Publisher | undefined => publishers[platform];
