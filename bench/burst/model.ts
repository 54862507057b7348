import { instagramPublisher as pace } from '#functions/platforms/instagram/publish.ts';
import type { Effect, PublishingEvent, Step } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import { type Target, timing } from '#shared/publishing/target.ts';
import { chanceOf } from '#test/simulation/chance.ts';
import { createKernel } from '#test/simulation/kernel.ts';
import { createFollowers, type Followed, type Followers } from './followers.ts';
import { createStage, type Poller } from './stage.ts';
import { createWriteMeter, type Peaks } from './write-meter.ts';

export type { Poller } from './stage.ts';

const SECOND = 1000;
const HOUR = 3_600 * SECOND;
/** Posts draw lots for when in the minute their schedule fires. */
const LOTS = 2 ** 30;

/** What AWS and the networks are taken to do. Each figure has its source in bench/README.md. */
export const assumptions = {
  /** One-time schedules that fire per second, and how long after their minute's beginning the last ones do. */
  firesPerSecond: 500,
  latestFireMs: 59 * SECOND,
  /** A queue's poller begins with so many batches at once and adds so many each second. */
  ramp: { firstBatches: 5, moreBatchesPerSecond: 5 },
  /** The table's stream has so many shards, and each is polled so often. */
  streamShards: 4,
  streamPollMs: 250,
  /** One call to the table or to a queue; reading the image to compare it with what was approved. */
  awsCallMs: { least: 5, most: 30 },
  imageReadMs: { least: 20, most: 200 },
  /** One call to the network; making a post visible takes longer. */
  platformCallMs: { least: 200, most: 1_200 },
  publishCallMs: { least: 800, most: 4_000 },
  /** An image is ready after so long; one in twenty takes longer. */
  processingMs: { least: 500, most: 4_000 },
  slowProcessingMs: { least: 5_000, most: 40_000 },
  postsOfAClient: 5,
};

export type Burst = Followers & {
  posts: number;
  /** Share of all posts that one client owns; the others belong to clients with five each. */
  largestShare: number;
  /** The network has the media before their minute: a worker arms at once. */
  isPrepared: boolean;
  due: Poller;
  publish: Poller;
  seed: number;
  /** Whether queues prefer the messages of clients who are not in the way. @default true */
  isFair?: boolean;
  /**
   * The largest client's posts go out, or stay away altogether; or only its schedules fire, so that the scheduler treats
   * the others as if it were there. @default 'comes'
   */
  largest?: 'comes' | 'only fires' | 'stays away';
  /** The last schedules fire so late. @default what AWS allows itself */
  latestFireMs?: number;
  /** Changes are heard and followed the moment they happen, as many at once as there are. @default false */
  neverLags?: boolean;
};

/** All of it in ms after the minute. */
export type Outcome = {
  firstLookMs: number[];
  /** When each target's irreversible call began. */
  publishMs: number[];
  /** How long after its publication was stored each post was shown as published in lists. */
  shownAfterMs: number[];
  /** Of posts of other clients than the largest: when their call began, and how long after their schedule fired. */
  others: { publishMs: number[]; sinceFireMs: number[] };
  writeUnits: number;
  peaks: Peaks;
};

type Post = Followed & { firedAt: number; readyAt: number; publishedAt: number };

/**
 * All posts fall due in the same minute. Schedules fire, the due queue fans out, workers do what the publishing core
 * says, and the change feed is followed; each stage has the ramp and the limits of its queue.
 */
export function simulateBurst(burst: Burst): Outcome {
  const { posts, largestShare, isPrepared, due, publish, seed, isFair = true, largest = 'comes' } = burst;
  const { latestFireMs = assumptions.latestFireMs, neverLags = false } = burst;
  const chance = chanceOf(seed);
  const kernel = createKernel(0, chance, { strikes: () => false, injected: () => new Map() });
  const { ramp, awsCallMs: aws, platformCallMs: platform } = assumptions;
  const some = ({ least, most }: { least: number; most: number }) => chance.between(least, most);
  const writes = createWriteMeter(kernel);
  const outcome = {
    firstLookMs: [] as number[],
    publishMs: [] as number[],
    shownAfterMs: [] as number[],
    others: { publishMs: [] as number[], sinceFireMs: [] as number[] },
  };
  const owners = posts * largestShare;
  const clientOf = (post: number) =>
    post < owners ? 'largest' : `client ${Math.floor(post / assumptions.postsOfAClient)}`;

  const shown = ({ post }: Followed) => outcome.shownAfterMs.push(kernel.now() - (all[post]?.publishedAt ?? 0));
  const looks = createStage(kernel, publish, ramp, isFair);
  // Our schedules name no group: the due queue is oldest first.
  const dues = createStage(kernel, due, ramp, false);
  const all: Post[] = [];
  const { streamShards, streamPollMs } = assumptions;
  const context = { kernel, posts: all, isFair, writes, callMs: () => some(aws), shown };
  const atOnce = { batchSize: 1, maxConcurrency: Number.POSITIVE_INFINITY };
  const followers = neverLags
    ? createFollowers(
        { feed: atOnce, rollUp: atOnce, mark: atOnce },
        { ...context, stream: { lanes: posts, pollMs: 0 }, ramp: { ...ramp, firstBatches: posts } },
      )
    : createFollowers(burst, { ...context, stream: { lanes: streamShards, pollMs: streamPollMs }, ramp });

  /** Does what the core says, one move after the other, as `functions/publishing/process-target.ts` does. */
  const work = (post: Post, event: PublishingEvent, done: () => void): void => {
    const next = step(post.target, event, {
      now: kernel.now(),
      random: chance.below(1_000) / 1_000,
      pace,
      suspended: false,
    });
    if (next.kind === 'ignored') done();
    else if (next.kind === 'continue') go(post, next.effects[0], done);
    else store(post, next, done);
  };
  const store = (post: Post, next: Extract<Step, { kind: 'moved' }>, done: () => void): void =>
    kernel.after(some(aws), () => {
      const before = post.target;
      post.target = next.target;
      writes.move(post, before, next.target, next.action !== undefined);
      if (next.target.state === 'published') post.publishedAt = kernel.now();
      followers.changed(post, before, next.target);
      go(post, next.effects[0], done);
    });
  const go = (post: Post, effect: Effect | undefined, done: () => void): void => {
    if (!effect) done();
    else if (effect.afterMs === 0) carryOut(post, effect.do, done);
    else
      kernel.after(some(aws), () => {
        kernel.after(effect.afterMs, () => look(post));
        done();
      });
  };
  const carryOut = (post: Post, doing: Effect['do'], done: () => void): void => {
    const { fence } = post.target;
    const report = (afterMs: number, eventThen: () => PublishingEvent): void =>
      kernel.after(afterMs, () => work(post, eventThen(), done));
    switch (doing) {
      case 'stage':
        report(some(aws) + some(assumptions.imageReadMs) + some(platform), () => {
          const isSlow = chance.happens(0.05);
          post.readyAt = kernel.now() + some(isSlow ? assumptions.slowProcessingMs : assumptions.processingMs);
          return { type: 'staged', fence, handle: {} };
        });
        break;
      case 'check':
        report(some(platform), () => {
          const found = post.readyAt <= kernel.now() ? 'ready' : 'processing';
          return { type: 'checked', fence, found };
        });
        break;
      case 'publish':
        note(post);
        report(some(assumptions.publishCallMs) + some(platform), () => {
          return { type: 'published', fence, externalId: 'm', permalink: 'p' };
        });
        break;
      default:
        throw new Error(`Nothing goes wrong in this model, so there is no need to ${doing}`);
    }
  };
  /** The irreversible call begins. */
  const note = ({ client, firedAt }: Post): void => {
    outcome.publishMs.push(kernel.now());
    if (client === 'largest') return;
    outcome.others.publishMs.push(kernel.now());
    outcome.others.sinceFireMs.push(kernel.now() - firedAt);
  };
  const look = (post: Post): void =>
    looks.put({
      group: post.client,
      begin(done) {
        if (post.target.version === 1) outcome.firstLookMs.push(kernel.now());
        work(post, { type: 'look', fence: post.target.fence }, done);
      },
    });

  const lots = Array.from({ length: posts }, (_, post) => ({ post, lot: chance.below(LOTS) })).sort(
    (a, b) => a.lot - b.lot,
  );
  let earliest = 0;
  for (const { post, lot } of lots) {
    const client = clientOf(post);
    if (largest === 'stays away' && client === 'largest') continue;
    earliest = Math.max((lot / LOTS) * latestFireMs, earliest + SECOND / assumptions.firesPerSecond);
    if (largest === 'only fires' && client === 'largest') continue;
    const firedAt = earliest;
    const target = dueTarget(isPrepared);
    const account = post < owners ? 0 : Math.floor(post / assumptions.postsOfAClient);
    const header = { state: 'scheduled', version: 1 } as const;
    const owned: Post = { post, client, account, firedAt, readyAt: 0, publishedAt: 0, target, header };
    all[post] = owned;
    const fanOut = (done: () => void) =>
      kernel.after(some(aws) + some(aws), () => {
        look(owned);
        done();
      });
    kernel.after(firedAt, () => dues.put({ group: '', begin: fanOut }));
  }
  kernel.run(HOUR);
  return { ...outcome, writeUnits: writes.total(), peaks: writes.peaks() };
}

/** A target whose minute is zero. What the core does not look at is left empty. */
const dueTarget = (isPrepared: boolean): Target => ({
  clientId: '',
  postId: '',
  targetId: '',
  accountId: '',
  platform: 'instagram',
  username: '',
  kind: 'image',
  revision: 1,
  version: 1,
  state: 'scheduled',
  fence: 1,
  attempt: 0,
  polls: 0,
  publishAt: 0,
  graceUntil: timing.graceMs,
  checkAt: timing.leaseMs,
  ...(isPrepared ? { stagedAt: -24 * 60 * SECOND, preparedAt: -23 * 60 * SECOND, handle: {} } : {}),
});
