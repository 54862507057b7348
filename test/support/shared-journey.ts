import { PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import type { Journey } from './journey.ts';
import { type JourneyOrders, journeyOrders, ownerEmail } from './journey-orders.ts';
import { type Person, signedIn } from './journey-person.ts';

/** As the network's stand-in is on a first start. */
const instagramAsNew = {
  ...{ processingMs: 4_000, quotaTotal: 50, usagePercent: 3 },
  ...{ showCaptions: 'true', commentsOff: 'false', hideComments: 'false' },
};

/**
 * A journey on the cloud that all journeys of this run share, one after the other, each with businesses of its own.
 * It begins two days later than the one before ended, with empty queues and nothing broken, and sees only what has
 * happened since. Call it in `beforeAll`; `close` in `afterAll` gives back the accounts that its businesses connected.
 */
export async function joinJourney(): Promise<Journey> {
  const { endpoints, dataDir, ownerPassword } = inject('sharedCloud');
  let ahead = 0;
  let owner: Promise<Person> | undefined;
  const people: Person[] = [];
  const now = () => Date.now() + ahead;
  const meet = (since: number): JourneyOrders =>
    journeyOrders({
      endpoints: () => endpoints,
      now,
      moved(told) {
        ahead = told - Date.now();
      },
      owner() {
        owner ??= signedIn(endpoints, ownerEmail, ownerPassword);
        return owner;
      },
      since,
    });
  await makeWell(meet(0));
  const orders = meet(now());
  return {
    ...orders,
    dataDir,
    settle: () => orders.advance('PT0S'),
    /** Under an address that no other journey has. */
    async openBusiness(email) {
      const person = await orders.openBusiness(email.replace('@', `-${Math.trunc(now())}@`));
      people.push(person);
      return person;
    },
    async close() {
      await orders.mend();
      for (const { api } of people)
        for (const { accountId, health } of (await api.social.accounts()).items)
          if (health !== 'disconnected') await api.social.disconnect({ params: { accountId } });
    },
  };
}

async function makeWell(orders: JourneyOrders): Promise<void> {
  await orders.mend();
  await orders.turn('/settings', instagramAsNew);
  await emptyQueues(orders);
  // Quotas of a day, leases, tries again and circuits of the journey before have run out.
  await orders.order('/clock', { advance: 'P2D', jump: true });
  await orders.advance('PT1M');
  await emptyQueues(orders);
}

async function emptyQueues({ endpoints, order, state }: JourneyOrders): Promise<void> {
  const { sqs = '', region = '', accessKeyId = '', secretAccessKey = '' } = endpoints().aws;
  const client = new SQSClient({ endpoint: sqs, region, credentials: { accessKeyId, secretAccessKey } });
  for (const { name, depth, inFlight } of (await state()).queues) {
    if (depth + inFlight > 0) await client.send(new PurgeQueueCommand({ QueueUrl: `${sqs}/000000000000/${name}` }));
    if (/due|publish/i.test(name) && !/deadletter/i.test(name))
      await order(`/queues/${name}`, { paused: false, deliver: 1, reorder: false });
  }
  client.destroy();
}
