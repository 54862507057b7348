import { auditRow } from '#functions/audit/audit-row.ts';
import { sendTo } from '#runtime/queue.ts';
import { transactUnlessConflict } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Media } from '#shared/media/contract.ts';
import { type Frame, frameName, type Shape } from '#shared/media/frame.ts';
import { imageQueue } from '#shared/media/work.ts';
import { frameKey } from './buckets.ts';
import { findMedia } from './find-media.ts';
import type { LiveMedia } from './live-media.ts';
import { type FramesChange, framesChanged } from './media.store.ts';
import { mediaView } from './media-view.ts';

/** So many objects may have been made of one image; more is a machine that plays. */
const MAX_OBJECTS = 100;
const ATTEMPTS = 5;

type Change = Omit<FramesChange, 'stored'>;

/**
 * Asks for a frame. The choice is stored as numbers; the image worker makes the picture. Asked for again, the same
 * frame is not made twice.
 */
export function frameImage(actor: TenantActor, mediaId: string, frame: Frame, everywhere: boolean): Promise<Media> {
  return change(actor, mediaId, 'media.framed', (row) => {
    const { asked = [], versions = [], keys = [] } = row;
    const key = frameKey(row.key, frame);
    if (!keys.includes(key) && keys.length >= MAX_OBJECTS) throw new Problem('media.not_framable');
    const others = asked.filter(({ shape }) => shape !== frame.shape);
    const isMade = versions.some((version) => frameName(version) === frameName(frame));
    const kept = row.chosen === frame.shape ? undefined : row.chosen;
    return {
      asked: isMade ? others : [...others, frame],
      versions,
      chosen: everywhere ? frame.shape : kept,
      // Before the object is there, so that it goes with the image whatever happens.
      keys: [...new Set([...keys, key])],
    };
  });
}

/** Gives a frame up. Its picture stays as long as the image: a post may show it. */
export function unframeImage(actor: TenantActor, mediaId: string, shape: Shape): Promise<Media> {
  const isOther = (each: { shape: Shape }) => each.shape !== shape;
  return change(actor, mediaId, 'media.unframed', ({ asked = [], versions = [], chosen, keys = [] }) => ({
    keys,
    asked: asked.filter(isOther),
    versions: versions.filter(isOther),
    chosen: chosen === shape ? undefined : chosen,
  }));
}

/**
 * Changes the frames of an image as it stands; begins anew when somebody else was faster. The worker is told of
 * whatever is not made by then, as it notes nothing that it began before this change.
 */
async function change(
  actor: TenantActor,
  mediaId: string,
  action: string,
  how: (row: LiveMedia) => Change,
): Promise<Media> {
  const { clientId } = actor;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const row = await findMedia(actor, mediaId);
    if (row.state !== 'ready' || !row.masterKey) throw new Problem('media.not_framable');
    const next = { ...how(row), stored: row.stored ?? 0 };
    const audit = auditRow({ clientId, subjectId: mediaId, action, actor });
    const written = await transactUnlessConflict([...framesChanged(row, next), ...audit]);
    if (!written?.done) continue;
    if (next.asked.length > 0) await sendTo(imageQueue, [{ v: 1, clientId, mediaId }]);
    return mediaView(await findMedia(actor, mediaId));
  }
  throw new Problem('media.busy');
}
