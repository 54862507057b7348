import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Media } from '#shared/media/contract.ts';
import { findMedia } from './find-media.ts';
import { mediaDescribed } from './media.store.ts';
import { mediaView } from './media-view.ts';

/** Changes the alternative text that blind readers hear. Posts written before keep the text they were written with. */
export async function describeMedia(actor: TenantActor, mediaId: string, altText: string): Promise<Media> {
  const { clientId } = actor;
  const found = await findMedia(actor, mediaId);
  const written = await transact([
    ...mediaDescribed({ clientId, mediaId }, altText),
    ...auditRow({ clientId, subjectId: mediaId, action: 'media.described', actor }),
  ]);
  if (!written.done) throw new Problem('media.not_found');
  return mediaView({ ...found, altText });
}
