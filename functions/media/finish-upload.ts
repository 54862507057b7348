import { auditRow } from '#functions/audit/audit-row.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { sendTo } from '#runtime/queue.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Media } from '#shared/media/contract.ts';
import { gateQueue } from '#shared/media/work.ts';
import { uploadSize } from './buckets.ts';
import { findMedia } from './find-media.ts';
import { mediaArrived } from './media.store.ts';
import { mediaView } from './media-view.ts';

/**
 * Takes in a file that was sent: it is `checking` from now on, and the gate is told. Said twice, the gate is told
 * twice, which mends a message that was never sent.
 */
export async function finishUpload(actor: TenantActor, mediaId: string, deed: Deed<string>): Promise<Media> {
  const { clientId } = actor;
  const begun = await findMedia(actor, mediaId);
  if (begun.state === 'uploading') {
    if ((await uploadSize(begun.uploadKey)) === undefined) throw new Problem('media.not_uploaded');
    const audit = auditRow({ clientId, subjectId: mediaId, action: 'media.arrived', actor });
    // Refused when another call was faster: it said the same.
    await transactWithRetry([...mediaArrived({ clientId, mediaId }), ...audit, ...deed.done(mediaId)]);
  }
  return finishedUpload(actor, mediaId);
}

/** The same again: the gate is told unless it is done with the file. */
export async function finishedUpload(actor: TenantActor, mediaId: string): Promise<Media> {
  const { clientId } = actor;
  const row = await findMedia(actor, mediaId);
  if (row.state === 'checking') await sendTo(gateQueue, [{ v: 1, clientId, mediaId }]);
  return mediaView(row);
}
