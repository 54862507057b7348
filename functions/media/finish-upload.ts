import { createHash } from 'node:crypto';
import { auditRow } from '#functions/audit/audit-row.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Media } from '#shared/media/contract.ts';
import type { MediaRefusal } from '#shared/media/media-rules.ts';
import { putRendition, readUpload, removeUpload } from './buckets.ts';
import { findMedia } from './find-media.ts';
import type { LiveMedia } from './live-media.ts';
import { type MediaRow, mediaJudged } from './media.store.ts';
import { mediaView } from './media-view.ts';
import { renditionOf } from './rendition.ts';

/** What became of an image that was judged; the original that a call cut short may have left goes first. */
export const finishedUpload = async (actor: TenantActor, mediaId: string): Promise<Media> =>
  judged(await findMedia(actor, mediaId));

/**
 * The gate between quarantine and library. Called twice, it answers the same.
 *
 * 1. The arrived bytes are read; their form allowed no more than was announced.
 * 2. They are decoded completely and the rendition is made, or they are refused for good.
 * 3. The rendition is stored under the name chosen when the upload began: doing it again writes the same object.
 * 4. The verdict is written, unless another call was faster; its verdict counts.
 * 5. The original is deleted.
 */
export async function finishUpload(actor: TenantActor, mediaId: string, deed: Deed<string>): Promise<Media> {
  const begun = await findMedia(actor, mediaId);
  if (begun.state !== 'uploading') return judged(begun);
  const file = await readUpload(begun.uploadKey);
  if (!file) return judged(await judgedMeanwhile(actor, mediaId));
  const made = await renditionOf(file);
  if ('refused' in made) {
    await judge(actor, mediaId, { state: 'refused', reason: made.refused }, deed);
  } else {
    const { jpeg, width, height } = made;
    await putRendition(begun.key, jpeg);
    const sha256 = createHash('sha256').update(jpeg).digest('hex');
    await judge(actor, mediaId, { state: 'ready', width, height, bytes: jpeg.length, sha256 }, deed);
  }
  return finishedUpload(actor, mediaId);
}

type Verdict = Partial<MediaRow> & Pick<MediaRow, 'state'>;

async function judge(actor: TenantActor, mediaId: string, verdict: Verdict, deed: Deed<string>): Promise<void> {
  const { clientId } = actor;
  const { state, reason } = verdict;
  const audit = auditRow({ clientId, subjectId: mediaId, action: `media.${state}`, actor, detail: { reason } });
  const written = await transactWithRetry([
    ...mediaJudged({ clientId, mediaId }, verdict),
    ...audit,
    ...deed.done(mediaId),
  ]);
  if (!written.done) await judgedMeanwhile(actor, mediaId);
}

/** No original: it has not arrived, or another call has just finished with it. */
async function judgedMeanwhile(actor: TenantActor, mediaId: string): Promise<LiveMedia> {
  const current = await findMedia(actor, mediaId);
  if (current.state === 'uploading') throw new Problem('media.not_uploaded');
  return current;
}

async function judged(row: LiveMedia): Promise<Media> {
  await removeUpload(row.uploadKey);
  if (row.state === 'refused') throw refusal(row.reason ?? 'not_an_image');
  return mediaView(row);
}

const refusal = (reason: MediaRefusal) =>
  new Problem(reason === 'too_many_pixels' ? 'media.too_large' : 'media.unreadable', {
    issues: [{ path: 'file', issue: reason }],
  });
