import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { arrivingKey, masterKey, removeRendition, removeUpload, thumbnailKey } from './buckets.ts';
import { isLive } from './live-media.ts';
import { mediaById, mediaForgotten, mediaRemoved } from './media.store.ts';
import { hashForgotten } from './media-hash.store.ts';

/** Whether an image is needed by a post that has not gone out yet. */
export type InUse = (clientId: string, mediaId: string) => Promise<boolean>;

/**
 * Deletes an image. Cut short, the same request finishes it:
 * 1. the row is marked: nobody sees the image any more, and no post can take it;
 * 2. its objects are deleted, so that the media host forgets it, too;
 * 3. the row that remembered what was left to do is deleted.
 */
export async function removeMedia(actor: TenantActor, mediaId: string, inUse: InUse): Promise<undefined> {
  const { clientId } = actor;
  const name = { clientId, mediaId };
  const found = await mediaById(name);
  if (!found) throw new Problem('media.not_found');
  if (isLive(found)) {
    if (await inUse(clientId, mediaId)) throw new Problem('media.in_use');
    // Refused when somebody else has just removed it: that is what was asked for.
    await transact([
      ...mediaRemoved(name),
      ...auditRow({ clientId, subjectId: mediaId, action: 'media.removed', actor }),
    ]);
  }
  // As it stood when it was marked, since when no worker changes it: one may have made something of it before.
  const marked = await mediaById(name);
  if (!marked) return;
  const published = marked.keys ?? [marked.key, thumbnailKey(marked.key)];
  // Not the row's own: one of before there were folders lay elsewhere, left when it was checked, and is nobody's now.
  const kept = [arrivingKey(clientId, mediaId), masterKey(clientId, mediaId)];
  await Promise.all([...published.map(removeRendition), ...kept.map(removeUpload)]);
  if (marked.original) await transact(hashForgotten({ ...name, hash: marked.original }));
  await transact(mediaForgotten(name));
}
