import { randomBytes } from 'node:crypto';
import { auditRow } from '#functions/audit/audit-row.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import type { ImageType } from '#shared/media/media-rules.ts';
import { uploadForm } from './buckets.ts';
import { mediaBegun } from './media.store.ts';
import { mediaView } from './media-view.ts';

type Announced = { fileName: string; contentType: ImageType; bytes: number };

/** Begins an upload: a row, and a signed form for exactly this object, type and size. */
export async function beginUpload(actor: TenantActor, { fileName, contentType, bytes }: Announced) {
  const { clientId } = actor;
  const mediaId = newId('media');
  const uploadKey = `${clientId}/${mediaId}`;
  const form = await uploadForm(uploadKey, contentType, bytes);
  const row = {
    clientId,
    mediaId,
    state: 'uploading' as const,
    fileName,
    createdAt: now(),
    uploadKey,
    key: `${randomBytes(16).toString('hex')}/${mediaId}.jpg`,
  };
  await transact([...mediaBegun(row), ...auditRow({ clientId, subjectId: mediaId, action: 'media.begun', actor })]);
  return { media: mediaView(row), form };
}
