import { checkImage, type ImageCheck } from '#functions/media/check-image.ts';
import { publisherOf } from '#functions/platforms/adapters.ts';
import { circuitAllows, circuitRecords } from '#functions/platforms/circuit.ts';
import type { Credentials, Fault, Outcome, Piece, Publisher } from '#functions/platforms/platform.ts';
import { readContent } from '#functions/posts/publishing-view.ts';
import { accountForPublishing } from '#functions/social/account-for-publishing.ts';
import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { KeyServiceError } from '#runtime/secret-box.ts';
import { versionFor } from '#shared/platforms/media-fit.ts';
import { rulesOf } from '#shared/platforms/platform.ts';
import { contentFor } from '#shared/posts/variant.ts';
import type { Effect, FaultReport, PublishingEvent } from '#shared/publishing/event.ts';
import type { Target } from '#shared/publishing/target.ts';
import { faultForAccount, faultOfUnusable, keyServiceDown } from './account-faults.ts';
import { findFirstComment, postFirstComment } from './first-comment.ts';

type PlatformEffect = Exclude<Effect['do'], 'look'>;
export type PlatformCall = { target: Target; credentials: Credentials; publisher: Publisher };

/**
 * Does one thing with the platform and says what came of it. Never throws for what a platform does, nor for a key
 * service that opens no tokens. While the platform is known to be down it is not asked at all.
 */
export async function executeEffect(target: Target, doing: PlatformEffect): Promise<PublishingEvent> {
  try {
    return await attempt(target, doing);
  } catch (error) {
    if (!(error instanceof KeyServiceError)) throw error;
    logger.warn('key service down', { targetId: target.targetId, doing, detail: error.message });
    return { type: 'fault', fence: target.fence, during: doing, fault: keyServiceDown };
  }
}

/** The platform is known to be down: nothing was asked of it. */
const circuitOpen = (retryAfterMs: number): FaultReport => ({
  disposition: 'retry',
  reason: 'platform.unavailable',
  retryAfterMs,
  untried: true,
});

async function attempt(target: Target, doing: PlatformEffect): Promise<PublishingEvent> {
  const { fence } = target;
  const account = await accountForPublishing(target.clientId, target.accountId);
  if (account?.status !== 'active') return { type: 'fault', fence, during: doing, fault: faultOfUnusable(account) };
  const circuit = await circuitAllows(target.platform);
  if (!circuit.allowed) return { type: 'fault', fence, during: doing, fault: circuitOpen(circuit.until - now()) };
  const outcome = await executors[doing]({
    target,
    credentials: account.credentials,
    publisher: publisherOf(target.platform),
  });
  const down = outcome.ok ? false : outcome.fault.down;
  if (down !== undefined) await circuitRecords(target.platform, !down);
  if (outcome.ok) return outcome.value;
  const { fault } = outcome;
  logger.warn('platform fault', {
    targetId: target.targetId,
    doing,
    disposition: fault.disposition,
    reason: fault.reason,
    detail: fault.detail,
  });
  return { type: 'fault', fence, during: doing, fault: await faultForAccount(target, account.issuedAt, fault) };
}

const executors: Record<PlatformEffect, (call: PlatformCall) => Promise<Outcome<PublishingEvent>>> = {
  stage,
  check,
  publish,
  reconcile,
  permalink,
  comment: postFirstComment,
  find_comment: findFirstComment,
};

/** What an image that is not the approved one means: no call to the platform, and what the client can do. */
const imageFaults: Record<Exclude<ImageCheck, 'approved'>, Pick<Fault, 'disposition' | 'reason'>> = {
  missing: { disposition: 'permanent', reason: 'media.missing' },
  changed: { disposition: 'permanent', reason: 'media.changed' },
  unreachable: { disposition: 'retry', reason: 'media.unreachable' },
};

async function stage({ target, credentials, publisher }: PlatformCall): Promise<Outcome<PublishingEvent>> {
  const content = await readContent(target.clientId, target.postId);
  const rules = rulesOf(target.platform, target.kind);
  if (!content || content.media.length < (rules?.mediaCount.min ?? 1))
    return { ok: false, fault: { disposition: 'permanent', reason: 'media.missing', detail: 'no content' } };
  const sent = content.media.map((image) => ({
    altText: image.altText,
    ...(rules?.image ? versionFor(image, rules.image) : image),
  }));
  for (const found of await Promise.all(sent.map(checkImage)))
    if (found !== 'approved') return { ok: false, fault: { ...imageFaults[found], detail: `image ${found}` } };
  const outcome = await publisher.stage.run(credentials, {
    ...contentFor(content, target.accountId),
    kind: target.kind,
    handle: target.handle ?? {},
    media: sent.map(({ url, altText }) => ({ kind: 'image', url, ...(altText ? { altText } : {}) })),
  });
  return map(outcome, (held) => ({ type: 'staged', fence: target.fence, ...held }));
}

async function check({ target, credentials, publisher }: PlatformCall): Promise<Outcome<PublishingEvent>> {
  const outcome = await publisher.check.run(credentials, { handle: target.handle ?? {} });
  return map(outcome, (found) => ({ type: 'checked', fence: target.fence, found }));
}

async function publish({ target, credentials, publisher }: PlatformCall): Promise<Outcome<PublishingEvent>> {
  // The last instruction before the irreversible call: an arm that has run out is never fired.
  if (now() > (target.armUntil ?? 0))
    return { ok: false, fault: { disposition: 'retry', reason: 'platform.busy', detail: 'arm expired' } };
  const outcome = await publisher.publish.run(credentials, pieceOf(target));
  if (!outcome.ok) return outcome;
  if ('accepted' in outcome.value)
    return { ok: true, value: { type: 'accepted', fence: target.fence, handle: outcome.value.accepted } };
  const { externalId } = outcome.value;
  const link = await publisher.permalink.run(credentials, { externalId });
  return {
    ok: true,
    value: {
      type: 'published',
      fence: target.fence,
      externalId,
      permalink: link.ok ? link.value.permalink : undefined,
    },
  };
}

async function reconcile({ target, credentials, publisher }: PlatformCall): Promise<Outcome<PublishingEvent>> {
  const content = publisher.reconcilesByCaption && (await readContent(target.clientId, target.postId));
  const outcome = await publisher.reconcile.run(credentials, {
    ...pieceOf(target),
    caption: content ? contentFor(content, target.accountId).caption : '',
    armedAt: target.armedAt ?? now(),
    denied: target.deniedAt !== undefined,
  });
  if (!outcome.ok) return outcome;
  const found = outcome.value;
  const externalId = found.found === 'live' ? found.externalId : undefined;
  const link = externalId === undefined ? undefined : await publisher.permalink.run(credentials, { externalId });
  return {
    ok: true,
    value: {
      type: 'reconciled',
      fence: target.fence,
      found: found.found,
      reason: found.found === 'refused' ? found.reason : undefined,
      externalId,
      permalink: link?.ok ? link.value.permalink : undefined,
    },
  };
}

async function permalink({ target, credentials, publisher }: PlatformCall): Promise<Outcome<PublishingEvent>> {
  const { externalId } = target;
  if (externalId === undefined) return reconcileForLink({ target, credentials, publisher });
  const outcome = await publisher.permalink.run(credentials, { externalId });
  return map(outcome, (found) => ({ type: 'published', fence: target.fence, externalId, permalink: found.permalink }));
}

/** Live, but its id was not found at the time: look once more, then ask for its address. */
async function reconcileForLink(call: PlatformCall): Promise<Outcome<PublishingEvent>> {
  const outcome = await reconcile(call);
  if (!outcome.ok || outcome.value.type !== 'reconciled' || outcome.value.externalId === undefined)
    return outcome.ok
      ? { ok: false, fault: { disposition: 'retry', reason: 'platform.busy', detail: 'not listed yet' } }
      : outcome;
  const { externalId, permalink: found } = outcome.value;
  return { ok: true, value: { type: 'published', fence: call.target.fence, externalId, permalink: found } };
}

const pieceOf = ({ handle = {}, parts = [] }: Target): Piece => ({ handle, parts });

const map = <A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> =>
  outcome.ok ? { ok: true, value: change(outcome.value) } : outcome;
