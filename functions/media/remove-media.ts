import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { removeRendition, removeUpload } from './buckets.ts';
import { findMedia } from './find-media.ts';
import { mediaRemoved } from './media.store.ts';

/** Whether an image is needed by a post that has not gone out yet. */
export type InUse = (clientId: string, mediaId: string) => Promise<boolean>;

/** Deletes an image, its row first: an object that nobody knows is harmless, a row without its object is not. */
export async function removeMedia(actor: TenantActor, mediaId: string, inUse: InUse): Promise<undefined> {
  const { clientId } = actor;
  const { key, uploadKey } = await findMedia(actor, mediaId);
  if (await inUse(clientId, mediaId)) throw new Problem('media.in_use');
  const written = await transact([
    ...mediaRemoved({ clientId, mediaId }),
    ...auditRow({ clientId, subjectId: mediaId, action: 'media.removed', actor }),
  ]);
  if (!written.done) throw new Problem('media.not_found');
  await Promise.all([removeRendition(key), removeUpload(uploadKey)]);
}
