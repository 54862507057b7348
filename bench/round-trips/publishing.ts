import { handler as feed } from '#functions/changes/feed.stream.ts';
import { handler as rollUp } from '#functions/posts/rollup.queue.ts';
import { handler as fanOut } from '#functions/publishing/due.queue.ts';
import { handler as plan } from '#functions/publishing/plan.stream.ts';
import { handler as publish } from '#functions/publishing/publish.queue.ts';
import { handler as mark } from '#functions/social/mark.queue.ts';
import { contextOf } from '#test/support/gateway.ts';
import { isOf, streamEventOf } from '#test/support/queues.ts';
import { arabic } from '../arabic.ts';
import { type Line, wallTime } from './endpoints.ts';
import { queueEvent } from './events.ts';
import { type Metered, sumOf } from './meter.ts';
import type { World } from './world.ts';

const SECOND = 1000;

/**
 * From "publish now" to the public address, through the real workers; what each of them cost, and how long the longest
 * invocation of the worker took in real time, while the network's clock goes on by seconds for the image.
 */
type Course = Record<'planner' | 'fanOut' | 'worker' | 'feed' | 'rollUp' | 'mark', Metered> & { longestMs: number };

/**
 * Two targets of one account, one after the other: the first worker opens the account's token, the second remembers
 * it. The budget is for the worker; its neighbours are shown beside it.
 */
export async function measurePublishing(world: World): Promise<Line[]> {
  const opened = await publishOne(world, 300);
  const remembered = await publishOne(world, 300);
  const long = await publishOne(world, 2200);
  const budget = { writeUnits: 20, readUnits: 4 };
  const worker = (what: string, cost: Metered): Line[] => [
    { what: `publish one target, ${what}`, cost, service: 'dynamodb', budget: { ...budget, calls: 5 } },
    { what: `publish one target, ${what}`, cost, service: 'kms', budget: { calls: 1 }, onlyCalls: true },
    {
      what: `publish one target, ${what}`,
      cost: platformCalls(world, cost),
      service: 'instagram',
      budget: {},
      onlyCalls: true,
    },
  ];
  const beside = (what: string, cost: Metered): Line => ({ what: `publish one target, ${what}`, cost, budget: {} });
  return [
    ...worker('account not remembered', opened.worker),
    ...worker('account remembered', remembered.worker),
    ...worker('2,200 Arabic characters, account remembered', long.worker),
    beside('the planner beside it', remembered.planner),
    beside('the fan-out beside it', remembered.fanOut),
    beside('the change feed beside it', remembered.feed),
    {
      what: 'publish one target, the roll-up of states and the account’s mark beside it',
      cost: sumOf([remembered.rollUp, remembered.mark]),
      budget: { writeUnits: 11 },
    },
    beside('the planner of a post that is due later', await planLater(world)),
    {
      what: 'longest that a worker is occupied with one post, its image being processed meanwhile',
      cost: remembered.worker,
      budget: {},
      occupiedMs: Math.max(...[opened, remembered, long].map(({ longestMs }) => longestMs)),
    },
  ];
}

/** The calls that left for Instagram, as a line of their own. */
function platformCalls({ instagram }: World, cost: Metered): Metered {
  const asked = cost.fetched.filter((url) => url.startsWith(instagram.sandbox.urls.graph));
  const names = asked.map((url) => new URL(url).pathname.split('/').at(-1)?.replace(/^\d+$/, '{id}') ?? url);
  return { ...cost, calls: { instagram: asked.length }, trace: names };
}

async function draft({ as, author, accountId, image }: World, length: number): Promise<string> {
  const content = { caption: arabic(length), mediaIds: [await image()], accountIds: [accountId] };
  return (await as(author).create({ body: content })).postId;
}

async function publishOne(world: World, captionLength: number): Promise<Course> {
  const { as, author, backend, metered, queues } = world;
  const { sqs } = backend;
  const postId = await draft(world, captionLength);
  const publishedBefore = world.instagram.published().length;
  const asked = await metered(() => as(author).publish({ params: { postId }, body: { revision: 1 } }));
  const planner = await hear(world, plan, 'post', asked);

  let longestMs = 0;
  const consume = async (queue: string, handler: typeof publish): Promise<Metered[]> => {
    const costs: Metered[] = [];
    for (const message of sqs.receive(queue)) {
      const beganAt = performance.now();
      costs.push(
        await metered(async () => {
          const { batchItemFailures } = await handler(queueEvent(message), contextOf());
          if (batchItemFailures.length > 0) throw new Error(`A message of ${queue} failed`);
        }),
      );
      longestMs = Math.max(longestMs, performance.now() - beganAt);
      sqs.remove(queue, message.receiptHandle);
    }
    return costs;
  };
  const fannedOut = await consume(queues.due, fanOut);
  longestMs = 0;
  const worked: Metered[] = [];
  const waits = () =>
    sqs.stats().some(({ name, depth, inFlight, delayed }) => name === queues.publish && depth + inFlight + delayed > 0);
  while (waits()) {
    worked.push(...(await consume(queues.publish, publish)));
    await backend.advance(SECOND);
  }
  const occupiedMs = longestMs;
  // As if every subscriber were done before the next change: none is spared by what it reads later.
  const [fed, rolledUp, marked] = [[] as Metered[], [] as Metered[], [] as Metered[]];
  for (const cost of worked) {
    fed.push(await hear(world, feed, 'target', cost));
    rolledUp.push(...(await consume(queues.rollUp, rollUp)));
    marked.push(...(await consume(queues.mark, mark)));
  }

  const { state } = await as(author).get({ params: { postId } });
  if (state !== 'published') throw new Error(`The post is ${state}: this was no happy path`);
  const sent = world.instagram.published().length - publishedBefore;
  if (sent !== 1) throw new Error(`Instagram's ledger has ${sent} publications of it`);
  const after = { feed: sumOf(fed), rollUp: sumOf(rolledUp), mark: sumOf(marked) };
  return { planner, fanOut: sumOf(fannedOut), worker: sumOf(worked), ...after, longestMs: occupiedMs };
}

async function planLater(world: World): Promise<Metered> {
  const { as, author, metered } = world;
  const params = { postId: await draft(world, 300) };
  const body = { revision: 1, wallTime: wallTime(1), zone: 'Asia/Kuwait' };
  return hear(world, plan, 'post', await metered(() => as(author).schedule({ params, body })));
}

/** Lets a function hear what some work changed of one kind of item. */
async function hear({ metered }: World, handler: typeof plan, entity: string, work: Metered): Promise<Metered> {
  const costs: Metered[] = [];
  for (const change of work.changes.filter(isOf(entity)))
    costs.push(
      await metered(async () => {
        const { batchItemFailures } = await handler(streamEventOf([change]), contextOf());
        if (batchItemFailures.length > 0) throw new Error(`A change of a ${entity} failed`);
      }),
    );
  return sumOf(costs);
}
