import {
  ChangeMessageVisibilityCommand,
  ListDeadLetterSourceQueuesCommand,
  MessageNotInflight,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createGate } from '#test/support/gate.ts';
import { createGround } from './ground.ts';
import { openQueue } from './sqs-queue.ts';

test('a delayed message stays hidden until its time, up to 900 seconds', async () => {
  const { send, bodies, clock } = await openQueue();
  await send('later', { DelaySeconds: 900 });

  expect(await bodies()).toEqual([]);
  await clock.advance(899_000);
  expect(await bodies()).toEqual([]);
  await clock.advance(1_000);
  expect(await bodies()).toEqual(['later']);
  await expect(send('too late', { DelaySeconds: 901 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('a received message comes back after the visibility timeout, and its old receipt no longer deletes it', async () => {
  const { send, receive, remove, clock } = await openQueue({ visibilityTimeout: 30 });
  await send('again');
  const [first] = await receive();
  await clock.advance(30_000);

  const [second] = await receive();
  await remove(first?.ReceiptHandle);

  expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
  await clock.advance(30_000);
  expect(await receive()).toHaveLength(1);
});

test('a consumer can hold a message longer or give it back', async () => {
  const { client, queue, send, receive, clock } = await openQueue({ visibilityTimeout: 30 });
  await send('held');
  const [message] = await receive();
  const change = (VisibilityTimeout: number) =>
    client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue.url,
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout,
      }),
    );

  await change(120);
  await clock.advance(60_000);
  expect(await receive()).toEqual([]);
  await change(0);
  expect(await receive()).toHaveLength(1);
  await expect(change(43_201)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('holding a message that is visible again is refused', async () => {
  const { client, queue, send, receive, clock } = await openQueue({ visibilityTimeout: 5 });
  await send('x');
  const [message] = await receive();
  await clock.advance(5_000);

  const change = client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queue.url,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 9,
    }),
  );

  await expect(change).rejects.toBeInstanceOf(MessageNotInflight);
});

test('after three failed receipts a message is parked in the dead-letter queue and can be moved back', async () => {
  const { client, send, receive, clock, dead, queue, sqs } = await openQueue({ visibilityTimeout: 10 });
  await send('poison');
  for (const _ of [1, 2, 3]) {
    expect(await receive()).toHaveLength(1);
    await clock.advance(10_000);
  }

  expect(await receive()).toEqual([]);
  expect(sqs.stats().map(({ name, depth }) => [name, depth])).toEqual([
    ['publish-dead', 1],
    ['publish', 0],
  ]);
  const [parked] = await receive({ VisibilityTimeout: 0 }, dead.url);
  expect(parked?.Attributes?.DeadLetterQueueSourceArn).toBe(queue.arn);
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
  expect((await receive())[0]?.Attributes?.ApproximateReceiveCount).toBe('1');
  const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.url }));
  expect(queueUrls).toEqual([queue.url]);
});

test('a waiting consumer gets a message the moment it is sent', async () => {
  const { send, bodies } = await openQueue();
  const waiting = bodies({ WaitTimeSeconds: 20 });

  await send('now');

  expect(await waiting).toEqual(['now']);
});

test('a waiting consumer gets nothing when the time is up', async () => {
  const arrived = Promise.withResolvers<void>();
  const gate = createGate({ enter: () => arrived.resolve() });
  const { bodies, clock } = await openQueue({}, createGround({ gate }));
  const waiting = bodies({ WaitTimeSeconds: 20 });
  await arrived.promise;
  await new Promise(setImmediate);

  await clock.advance(20_000);

  expect(await waiting).toEqual([]);
});

test('a busy business does not starve a quiet one', async () => {
  const { send, bodies } = await openQueue();
  for (const n of [1, 2, 3, 4]) await send(`busy ${n}`, { MessageGroupId: 'busy' });
  await send('quiet', { MessageGroupId: 'quiet' });

  expect(await bodies({ MaxNumberOfMessages: 2 })).toEqual(['busy 1', 'quiet']);
});

test('a business with messages in flight waits behind one that has none, and behind messages of nobody', async () => {
  const { send, bodies } = await openQueue();
  for (const n of [1, 2, 3]) await send(`busy ${n}`, { MessageGroupId: 'busy' });
  expect(await bodies({ MaxNumberOfMessages: 2 })).toEqual(['busy 1', 'busy 2']);
  await send('quiet', { MessageGroupId: 'quiet' });
  await send('nobody');

  expect(await bodies({ MaxNumberOfMessages: 2 })).toEqual(['quiet', 'nobody']);
  expect(await bodies()).toEqual(['busy 3']);
});

test('a FIFO queue keeps the order of a group, holds it while one is in flight, and drops repeats for five minutes', async () => {
  const { send, receive, bodies, remove, clock } = await openQueue({
    name: 'orders.fifo',
    fifo: true,
    visibilityTimeout: 600,
  });
  const first = await send('a1', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
  const repeat = await send('a1', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
  await send('a2', { MessageGroupId: 'a', MessageDeduplicationId: '2' });
  await send('b1', { MessageGroupId: 'b', MessageDeduplicationId: '3' });

  const [message] = await receive({ MaxNumberOfMessages: 1 });
  expect(repeat.MessageId).toBe(first.MessageId);
  expect(message?.Body).toBe('a1');
  expect(await bodies()).toEqual(['b1']);
  await remove(message?.ReceiptHandle);
  expect(await bodies()).toEqual(['a2']);
  await clock.advance(300_000);
  expect((await send('a1', { MessageGroupId: 'a', MessageDeduplicationId: '1' })).MessageId).not.toBe(first.MessageId);
  await expect(send('no group', { MessageDeduplicationId: '9' })).rejects.toMatchObject({ name: 'MissingParameter' });
});

test('a paused queue keeps its messages, and a doubled one delivers each message twice even when the first was deleted', async () => {
  const { sqs, send, receive, bodies, remove } = await openQueue();
  sqs.order('publish', { paused: true });
  await send('once');
  expect(await bodies()).toEqual([]);

  sqs.order('publish', { deliver: 2, paused: false });
  const [first] = await receive();
  await remove(first?.ReceiptHandle);
  const [second] = await receive();

  expect(second?.MessageId).toBe(first?.MessageId);
  expect(await bodies()).toEqual([]);
});

test('advancing the clock waits for what a waking consumer does', async () => {
  const { sqs, queue, clock } = await openQueue();
  const seen: string[] = [];
  sqs.onMessage(queue.arn, async () => {
    for (const message of sqs.receive(queue.arn)) {
      await new Promise(setImmediate);
      seen.push(message.body);
      sqs.remove(queue.arn, message.receiptHandle);
    }
  });
  sqs.send(queue.arn, 'second', { delaySeconds: 120 });
  sqs.send(queue.arn, 'first', { delaySeconds: 60, groupId: 'cl_1' });

  await clock.advance(180_000);

  expect(seen).toEqual(['first', 'second']);
});

test('a consumer that was woken receives each message once, in one call after another', async () => {
  const { sqs, queue } = await openQueue();
  for (let n = 0; n < 25; n++) sqs.send(queue.arn, String(n));
  let calls = 0;
  let deepest = 0;
  const seen: string[] = [];
  sqs.onMessage(queue.arn, () => {
    deepest = Math.max(deepest, ++calls);
    seen.push(...sqs.receive(queue.arn).map(({ body }) => body));
    calls--;
  });

  sqs.send(queue.arn, '25');
  for (let left = 3; left > 0; left--) seen.push(...sqs.receive(queue.arn).map(({ body }) => body));

  expect(deepest).toBe(1);
  expect(seen).toEqual(Array.from({ length: 26 }, (_, n) => String(n)));
});

test('a message whose receipt was answered by a broken connection is in flight, not lost', async () => {
  const gate = createGate({ leave: ({ action }) => action !== 'sqs:ReceiveMessage' });
  const { sqs, send, bodies, clock } = await openQueue({ visibilityTimeout: 30 }, createGround({ gate }));
  await send('x');

  await expect(bodies()).rejects.toThrow();

  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ depth: 0, inFlight: 1 });
  await clock.advance(30_000);
  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ depth: 1, inFlight: 0 });
});
