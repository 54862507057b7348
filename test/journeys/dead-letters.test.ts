import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueName } from '#runtime/queue-names.ts';
import { problemOf } from '#test/support/gateway.ts';
import type { Journey } from '#test/support/journey.ts';
import { type Desk, draft, type Person, readyToPublish } from '#test/support/journey-person.ts';
import { joinJourney } from '#test/support/shared-journey.ts';

const params = { queue: 'publishing-publish' };
let journey: Journey;
let owner: Person;
let manager: Person;
let desk: Desk;

beforeAll(async () => {
  journey = await joinJourney();
  manager = await journey.openBusiness('manager@cafe.example');
  owner = await journey.owner();
  desk = await readyToPublish(manager);
});
afterAll(() => journey?.close());

/** Puts a message into a queue that none of our functions wrote. */
async function sendByHand(MessageBody: string, queue = 'publishing-publish'): Promise<void> {
  const { sqs, region, accessKeyId, secretAccessKey } = journey.endpoints().aws;
  const credentials = { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
  const client = new SQSClient({ endpoint: sqs ?? '', region: region ?? '', credentials });
  const QueueName = queueName('local', queue);
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  client.destroy();
}
const hold = (paused: boolean) => journey.order('/queues/publish', { paused });
/** Publishes a post while the queue is held back, so that its message waits there with whatever else is put in. */
async function publishHeld(caption: string) {
  await hold(true);
  const { postId, revision } = await draft(manager, desk, caption);
  const post = await manager.api.posts.publish({ params: { postId }, body: { revision } });
  await journey.advance('PT10S');
  return { postId, targetId: post.targets[0]?.targetId ?? '' };
}
const stateOf = async (postId: string) => (await manager.api.posts.get({ params: { postId } })).state;
const letters = async () => (await owner.api.deadLetters.get({ params })).items;

describe('poison in the publish queue', () => {
  it('is parked alone with its reason, while the post beside it goes out', async () => {
    const { postId, targetId } = await publishHeld('beside poison');
    const { clientId } = (await manager.api.auth.me()).client ?? {};
    await sendByHand('{"v":1,"caption":"قهوتنا');
    await sendByHand(JSON.stringify({ v: 2, clientId, postId, targetId, caption: 'قهوتنا' }));
    await sendByHand('{', 'publishing-due');
    await sendByHand('{', 'notifications-notify');
    await hold(false);
    await journey.advance('PT30S');

    expect(await stateOf(postId)).toBe('published');
    const parked = await letters();
    expect(parked.map(({ reason }) => reason).sort()).toEqual(['unknown_version', 'unreadable']);
    expect(parked.find(({ reason }) => reason === 'unknown_version')).toMatchObject({
      detail: 'v 2',
      deliveries: 1,
      names: { v: 2, clientId, postId, targetId },
    });
    expect(JSON.stringify(parked)).not.toContain('قهوتنا');
    const { items } = await owner.api.deadLetters.list();
    const held = items.filter(({ letters }) => letters > 0).sort((a, b) => a.queue.localeCompare(b.queue));
    expect(held).toMatchObject([
      { queue: 'notifications-notify', letters: 1, redrivable: true },
      { queue: 'publishing-due', letters: 1, redrivable: true },
      { queue: 'publishing-publish', letters: 2, redrivable: true },
    ]);
  });

  it('that is sent again unmended is parked again, until somebody deletes it', async () => {
    expect(await owner.api.deadLetters.redrive({ params, body: {} })).toMatchObject({ moved: 2 });
    await journey.advance('PT10S');
    const parked = await letters();
    expect(parked).toHaveLength(2);
    for (const { letterId } of parked) await owner.api.deadLetters.remove({ params: { ...params, letterId } });
    const { items } = await owner.api.deadLetters.list();
    expect(items.find(({ queue }) => queue === params.queue)?.letters).toBe(0);
    expect(await journey.published()).toEqual(['beside poison']);
  });

  it('is not sent again where letters only point at what happened', async () => {
    const refused = owner.api.deadLetters.redrive({ params: { queue: 'changes-feed' }, body: {} });
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: 'letter.not_redrivable' });
  });
});

describe('a message whose handling failed until the end', () => {
  it('is parked with the error’s name, and sent again after the mending it publishes its post once', async () => {
    const { postId, targetId } = await publishHeld('after the mending');
    await journey.order('/faults/dynamodb', {
      operation: 'TransactWriteItems',
      error: 'ValidationException',
      status: 400,
      times: 10_000,
    });
    await hold(false);
    for (let waited = 0; waited < 40 && (await letters()).length === 0; waited += 5) await journey.advance('PT5M');
    const [letter] = await letters();
    expect(letter).toMatchObject({ reason: 'ValidationException', deliveries: 24, names: { postId, targetId } });
    expect(await stateOf(postId)).toBe('scheduled');

    await journey.mend();
    await journey.order('/queues/publish', { deliver: 2 });
    const { moved } = await owner.api.deadLetters.redrive({ params, body: {} });
    expect(moved).toBeGreaterThanOrEqual(1);
    await journey.advance('PT30S');
    expect(await stateOf(postId)).toBe('published');

    // What failed beside it comes back later, and finds nothing to do.
    await journey.advance('PT10M');
    await owner.api.deadLetters.redrive({ params, body: {} });
    await journey.advance('PT1M');
    expect((await journey.published()).sort()).toEqual(['after the mending', 'beside poison']);
    expect((await journey.state()).denials).toEqual([]);
  });
});
