import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { isLive, type LiveMedia } from './live-media.ts';
import { mediaById } from './media.store.ts';

/** One image of the caller's business. Throws `media.not_found`, for another business's as for a missing one. */
export async function findMedia({ clientId }: TenantActor, mediaId: string): Promise<LiveMedia> {
  const found = await mediaById({ clientId, mediaId });
  if (!found || !isLive(found)) throw new Problem('media.not_found');
  return found;
}
