import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Media } from '#shared/media/contract.ts';
import { folded } from '#shared/media/search.ts';
import { findMedia } from './find-media.ts';
import { type Described, mediaDescribed } from './media.store.ts';
import { mediaView } from './media-view.ts';

type Words = { altText?: string | undefined; altTextEn?: string | undefined; tags?: string[] | undefined };

/**
 * Changes the descriptions that blind readers hear, or the tags; what is left out stays. Posts written before keep the
 * description they were written with.
 */
export async function describeMedia(actor: TenantActor, mediaId: string, words: Words): Promise<Media> {
  const { clientId } = actor;
  const found = await findMedia(actor, mediaId);
  const { altText, altTextEn, tags } = words;
  const change: Described = {
    ...(altText === undefined ? {} : { altText }),
    ...(altTextEn === undefined ? {} : { altTextEn }),
    ...(tags === undefined ? {} : { tags: [...new Map(tags.map((tag) => [folded(tag), tag.trim()])).values()] }),
  };
  if (Object.keys(change).length === 0) return mediaView(found);
  const written = await transact([
    ...mediaDescribed({ clientId, mediaId }, change),
    ...auditRow({ clientId, subjectId: mediaId, action: 'media.described', actor }),
  ]);
  if (!written.done) throw new Problem('media.not_found');
  return mediaView({ ...found, ...change });
}
