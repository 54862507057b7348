import { createHash } from 'node:crypto';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { handler as due } from '#functions/publishing/due.queue.ts';
import { handler as plan } from '#functions/publishing/plan.stream.ts';
import { handler as publish } from '#functions/publishing/publish.queue.ts';
import { handler as sweep } from '#functions/publishing/sweep.schedule.ts';
import { envNames } from '#runtime/env-names.ts';
import { dynamo } from '#runtime/table.ts';
import type { Post } from '#shared/posts/contract.ts';
import { dueQueue, publishQueue } from '#shared/publishing/messages.ts';
import { addImage, openScene } from '#test/functions/posts/scene.ts';
import { openFeed } from '#test/support/feed.ts';
import { contextOf } from '#test/support/gateway.ts';
import { photo } from '#test/support/image-host.ts';
import { deliver, isOf, openQueue, streamEventOf } from '#test/support/queues.ts';
import { startSocialWorld } from '#test/support/social.ts';

const TABLE = 'ksa-test';
const MINUTE = 60_000;
const VISIBILITY_SECONDS = 360;

const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/**
 * Everything between "schedule" and "published": the real handlers, the local queues, schedules and streams, and
 * Instagram's stand-in, on one clock. Events only move when `pump` or `pass` is called.
 */
export async function startPublishingWorld() {
  const social = await startSocialWorld();
  const { backend, instagram } = social;
  const { sqs, dynamodb, ground } = backend;
  const DUE = openQueue(sqs, dueQueue, VISIBILITY_SECONDS).name;
  const PUBLISH = openQueue(sqs, publishQueue, VISIBILITY_SECONDS).name;
  const feed = openFeed(backend);
  const scheduler = await startScheduler(ground, async ({ input }) => void sqs.send(DUE, input));
  scheduler.declareGroup('ksa-test');
  Object.assign(process.env, {
    [envNames.mediaUrl]: instagram.images.url,
    AWS_ENDPOINT_URL_SCHEDULER: scheduler.url,
  });

  let seen = 0;
  /** The planner, then the feed and who works behind it; who tells people has tests of their own. */
  const stream = async () => {
    const changes = dynamodb.readChanges(TABLE, seen, 100);
    for (const change of changes) {
      if (isOf('post')(change)) await plan(streamEventOf([change]), contextOf());
      seen = change.sequenceNumber;
    }
    await feed.hear();
    return changes.length + (await feed.consume('rollUp')) + (await feed.consume('mark'));
  };

  const pump = async () => {
    for (let round = 0; round < 50; round++)
      if ((await stream()) + (await deliver(sqs, DUE, due)) + (await deliver(sqs, PUBLISH, publish)) === 0) return;
  };

  const containersWith = (caption: string) =>
    instagram.sandbox
      .ledger()
      .filter(
        ({ operation, request }) =>
          operation === 'create_container' && (request as { caption?: string }).caption === caption,
      );

  return {
    ...social,
    scheduler,
    sqs,
    pump,
    stream,
    queues: { due: DUE, publish: PUBLISH, ...feed.queues },
    /** Only the fan-out of posts that are due, and only one look at every waiting target, all in the same moment. */
    fanOut: () => deliver(sqs, DUE, due, 5),
    lookAtOnce: () => deliver(sqs, PUBLISH, publish, 5),
    workers: { due, publish, sweep: () => sweep({}, contextOf()) },
    /** Lets time pass in steps of a quarter minute, with everything that falls due and the sweeper every five minutes. */
    async pass(minutes: number, { sweeping = true, steps = 4 } = {}) {
      for (let step = 1; step <= minutes * steps; step++) {
        await backend.advance(MINUTE / steps);
        if (sweeping && step % (5 * steps) === 0) await sweep({}, contextOf());
        await pump();
      }
    },
    /** A manager whose business has a connected account and a picture that Instagram can fetch. */
    async openBusiness(account?: string, consent: { withhold?: string } = {}) {
      const scene = await openScene(backend);
      const connected = await social.connect(scene, { ...(account === undefined ? {} : { account }), ...consent });
      const mediaId = await addImage(scene.clientId, { key: 'square.jpg', sha256: sha256Of(await photo()) });
      const write = (caption: string) =>
        scene.draft({ caption, mediaIds: [mediaId], accountIds: [connected.accountId] });
      const now = ({ postId, revision }: Post) => scene.calls.publish({ params: { postId }, body: { revision } });
      return { ...scene, connected, mediaId, write, now };
    },
    /** How many containers Instagram was asked for with this caption. */
    stagedWith: (caption: string): number => containersWith(caption).length,
    /** What Instagram really holds with this caption. */
    heldWith: (caption: string) => {
      const ids = new Set(containersWith(caption).map(({ id }) => id));
      return instagram
        .published()
        .filter(({ request }) => ids.has(String((request as { creation_id?: string }).creation_id)));
    },
    /**
     * Makes the n-th write to the table fail, before or after it took effect, and everything of that invocation with
     * it: a worker that dies there. Returns how to stop and whether it happened.
     */
    crashAtWrite(nth: number, when: 'before' | 'after') {
      return this.crashWhere((_, write) => write === nth, when);
    },
    /** The same for every write that `dies` picks, by its number or by what it stores. */
    crashWhere(dies: (stored: string, write: number) => boolean, when: 'before' | 'after') {
      let writes = 0;
      let deaths = 0;
      const name = 'crash';
      dynamo.middlewareStack.add(
        (next, context) => async (args) => {
          const isWrite =
            context.commandName === 'TransactWriteItemsCommand' || context.commandName === 'PutItemCommand';
          const counts = isWrite && dies(JSON.stringify(args.input), ++writes);
          if (counts) deaths++;
          if (counts && when === 'before') throw new Error('crashed');
          const result = await next(args);
          if (counts) throw new Error('crashed');
          return result;
        },
        { step: 'initialize', priority: 'high', name },
      );
      return {
        happened: () => deaths > 0,
        deaths: () => deaths,
        stop: () => void dynamo.middlewareStack.remove(name),
      };
    },
    async close() {
      await scheduler.close();
      await social.close();
    },
  };
}
export type PublishingWorld = Awaited<ReturnType<typeof startPublishingWorld>>;
export type Business = Awaited<ReturnType<PublishingWorld['openBusiness']>>;
