import type { Platform } from '#shared/platforms/platform.ts';
import { instagramPublisher } from './instagram/publish.ts';
import type { Publisher } from './platform.ts';

/** By platform. A table to add to: a platform that does not exist yet is tried out by its model. */
export const publishers: Partial<Record<Platform, Publisher>> = { instagram: instagramPublisher };

/** How we publish on a platform. Accounts of a platform without a publisher cannot be connected in the first place. */
export function publisherOf(platform: Platform): Publisher {
  const publisher = publishers[platform];
  if (!publisher) throw new Error(`There is no publisher for ${platform}`);
  return publisher;
}
