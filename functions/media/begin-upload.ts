import { randomBytes } from 'node:crypto';
import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { newId } from '#runtime/ids.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { ImageType } from '#shared/media/media-rules.ts';
import type { VideoType } from '#shared/media/video-rules.ts';
import { arrivingKey } from './buckets.ts';
import { findMedia } from './find-media.ts';
import type { LiveMedia } from './live-media.ts';
import { mediaBegun } from './media.store.ts';
import { mediaView } from './media-view.ts';
import { uploadForm } from './upload-form.ts';

type Announced = { fileName: string; contentType: ImageType | VideoType; bytes: number };

/** Begins an upload: a row, and a signed form for exactly this object, type and size. */
export async function beginUpload(actor: TenantActor, announced: Announced, deed: Deed<string>) {
  const { clientId } = actor;
  const mediaId = newId('media');
  const uploadKey = arrivingKey(clientId, mediaId);
  const row = {
    clientId,
    mediaId,
    state: 'uploading' as const,
    fileName: announced.fileName,
    createdAt: now(),
    uploadKey,
    key: `${randomBytes(16).toString('hex')}/${mediaId}.jpg`,
  };
  const { done } = await transactWithRetry([
    ...mediaBegun(row),
    ...auditRow({ clientId, subjectId: mediaId, action: 'media.begun', actor }),
    ...deed.done(mediaId),
  ]);
  if (!done) throw new Error('The key was used before, or a fresh media id was taken already');
  return begun(row, announced);
}

/** An upload that was begun before, as the same announcement gets it again. */
export const uploadBegun = async (actor: TenantActor, mediaId: string, announced: Announced) =>
  begun(await findMedia(actor, mediaId), announced);

const begun = async (row: LiveMedia, { contentType, bytes }: Announced) => ({
  media: mediaView(row),
  form: await uploadForm(row.uploadKey, contentType, bytes),
});
