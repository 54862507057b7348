import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { type InUse, removeMedia } from './remove-media.ts';

/** Deletes several files one after the other. What a post still needs stays; what is gone already counts as removed. */
export async function removeSeveral(actor: TenantActor, mediaIds: readonly string[], inUse: InUse) {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const mediaId of new Set(mediaIds)) {
    try {
      await removeMedia(actor, mediaId, inUse);
      removed.push(mediaId);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'media.in_use') kept.push(mediaId);
      else if (error.code === 'media.not_found') removed.push(mediaId);
      else throw error;
    }
  }
  return { removed, inUse: kept };
}
