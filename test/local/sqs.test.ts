import {
  BatchRequestTooLong,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  EmptyBatchRequest,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  MessageNotInflight,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { AwsError, type Call, type Ground } from '#local/aws/service.ts';
import type { QueueDefinition } from '#local/aws/sqs/queues.ts';
import { startSqs } from '#local/aws/sqs.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function setUp(definition: Partial<QueueDefinition> = {}, ground: Ground = createGround()) {
  const sqs = await startSqs(ground);
  const client = new SQSClient({ region: ground.region, credentials, endpoint: sqs.url, maxAttempts: 1 });
  open.push(async () => {
    client.destroy();
    await sqs.close();
    ground.clock.stop();
  });
  const dead = sqs.createQueue({ name: 'publish-dead' });
  const queue = sqs.createQueue({
    name: 'publish',
    redrive: { targetArn: dead.arn, maxReceiveCount: 3 },
    ...definition,
  });
  const send = (MessageBody: string, more: object = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody, ...more }));
  const receive = async (more: object = {}, QueueUrl = queue.url) =>
    (
      await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'], ...more }),
      )
    ).Messages ?? [];
  const bodies = async (more: object = {}) => (await receive(more)).map(({ Body }) => Body);
  const remove = (ReceiptHandle: string | undefined) =>
    client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }));
  return { sqs, client, ground, queue, dead, send, receive, bodies, remove, clock: ground.clock };
}

test('a message arrives with its text, its attributes and its group, and is gone once deleted', async () => {
  const { send, receive, remove, clock } = await setUp();
  await send('مرحبا 👋', {
    MessageGroupId: 'cl_1',
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'due' },
      raw: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) },
    },
  });

  const [message] = await receive({ MessageAttributeNames: ['All'] });

  expect(message?.Body).toBe('مرحبا 👋');
  expect(message?.Attributes).toMatchObject({
    MessageGroupId: 'cl_1',
    ApproximateReceiveCount: '1',
    SenderId: 'PublisherRole',
  });
  expect(message?.MessageAttributes?.kind?.StringValue).toBe('due');
  expect(message?.MessageAttributes?.raw?.BinaryValue).toEqual(Uint8Array.of(1, 2));
  await remove(message?.ReceiptHandle);
  await clock.advance(60_000);
  expect(await receive()).toEqual([]);
});

test('only the attributes that were asked for come back', async () => {
  const { send, receive } = await setUp();
  await send('x', { MessageAttributes: { a: { DataType: 'String', StringValue: '1' } } });

  const [message] = await receive({ MessageSystemAttributeNames: ['SentTimestamp'] });

  expect(Object.keys(message?.Attributes ?? {})).toEqual(['SentTimestamp']);
  expect(message?.MessageAttributes).toBeUndefined();
});

test('a delayed message stays hidden until its time, up to 900 seconds', async () => {
  const { send, bodies, clock } = await setUp();
  await send('later', { DelaySeconds: 900 });

  expect(await bodies()).toEqual([]);
  await clock.advance(899_000);
  expect(await bodies()).toEqual([]);
  await clock.advance(1_000);
  expect(await bodies()).toEqual(['later']);
  await expect(send('too late', { DelaySeconds: 901 })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('a received message comes back after the visibility timeout, and its old receipt no longer deletes it', async () => {
  const { send, receive, remove, clock } = await setUp({ visibilityTimeout: 30 });
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
  const { client, queue, send, receive, clock } = await setUp({ visibilityTimeout: 30 });
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
  const { client, queue, send, receive, clock } = await setUp({ visibilityTimeout: 5 });
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
  const { client, send, receive, clock, dead, queue, sqs } = await setUp({ visibilityTimeout: 10 });
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
  const { send, bodies } = await setUp();
  const waiting = bodies({ WaitTimeSeconds: 20 });

  await send('now');

  expect(await waiting).toEqual(['now']);
});

test('a waiting consumer gets nothing when the time is up', async () => {
  const arrived = Promise.withResolvers<void>();
  const gate = { enter: async () => arrived.resolve(), leave: async () => true };
  const { bodies, clock } = await setUp({}, createGround({ gate }));
  const waiting = bodies({ WaitTimeSeconds: 20 });
  await arrived.promise;
  await new Promise(setImmediate);

  await clock.advance(20_000);

  expect(await waiting).toEqual([]);
});

test('a busy business does not starve a quiet one', async () => {
  const { send, bodies } = await setUp();
  for (const n of [1, 2, 3, 4]) await send(`busy ${n}`, { MessageGroupId: 'busy' });
  await send('quiet', { MessageGroupId: 'quiet' });

  expect(await bodies({ MaxNumberOfMessages: 2 })).toEqual(['busy 1', 'quiet']);
});

test('a business with messages in flight waits behind one that has none, and behind messages of nobody', async () => {
  const { send, bodies } = await setUp();
  for (const n of [1, 2, 3]) await send(`busy ${n}`, { MessageGroupId: 'busy' });
  expect(await bodies({ MaxNumberOfMessages: 2 })).toEqual(['busy 1', 'busy 2']);
  await send('quiet', { MessageGroupId: 'quiet' });
  await send('nobody');

  expect(await bodies({ MaxNumberOfMessages: 2 })).toEqual(['quiet', 'nobody']);
  expect(await bodies()).toEqual(['busy 3']);
});

test('a FIFO queue keeps the order of a group, holds it while one is in flight, and drops repeats for five minutes', async () => {
  const { send, receive, bodies, remove, clock } = await setUp({
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

test('a message may have one mebibyte and not a byte more', async () => {
  const { send } = await setUp();

  await send('x'.repeat(1_048_576));

  await expect(send('x'.repeat(1_048_577))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('batches report each entry and are refused as a whole when they are malformed', async () => {
  const { client, queue, bodies, receive } = await setUp();
  const batch = (Entries: { Id: string; MessageBody: string; DelaySeconds?: number }[]) =>
    client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));

  const mixed = await batch([
    { Id: 'good', MessageBody: 'ok' },
    { Id: 'bad', MessageBody: 'x', DelaySeconds: 1000 },
  ]);

  expect(mixed.Successful?.map(({ Id }) => Id)).toEqual(['good']);
  expect(mixed.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue', SenderFault: true }]);
  await expect(batch([])).rejects.toBeInstanceOf(EmptyBatchRequest);
  await expect(
    batch([
      { Id: 'a', MessageBody: 'x'.repeat(600_000) },
      { Id: 'b', MessageBody: 'x'.repeat(600_000) },
    ]),
  ).rejects.toBeInstanceOf(BatchRequestTooLong);
  expect(await bodies({ VisibilityTimeout: 0 })).toEqual(['ok']);
  const [message] = await receive();
  const deleted = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.url,
      Entries: [{ Id: 'd', ReceiptHandle: message?.ReceiptHandle }],
    }),
  );
  expect(deleted.Successful).toEqual([{ Id: 'd' }]);
});

test('unknown queues, receipts and operations are refused by name', async () => {
  const { client, remove, queue } = await setUp();

  await expect(client.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))).rejects.toBeInstanceOf(QueueDoesNotExist);
  await expect(remove('nonsense')).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  await expect(client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: {} }))).rejects.toThrow(
    /SetQueueAttributes/,
  );
});

test('queues tell their address, their settings and how full they are', async () => {
  const { client, queue, send } = await setUp({ visibilityTimeout: 45 });
  await send('one');
  await send('two', { DelaySeconds: 60 });

  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'publish' }));
  const { QueueUrls } = await client.send(new ListQueuesCommand({ QueueNamePrefix: 'publish-' }));
  const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));

  expect(QueueUrl).toBe(queue.url);
  expect(QueueUrls).toHaveLength(1);
  expect(Attributes).toMatchObject({
    VisibilityTimeout: '45',
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  });
  await client.send(new PurgeQueueCommand({ QueueUrl }));
  expect(
    (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes,
  ).toMatchObject({ ApproximateNumberOfMessages: '0' });
});

test('messages older than the retention are gone', async () => {
  const { send, bodies, clock } = await setUp({ retentionSeconds: 60 });
  await send('old');

  await clock.advance(60_000);

  expect(await bodies()).toEqual([]);
});

test('a message and its delay survive a restart', async () => {
  const ground = createGround();
  const before = await setUp({}, ground);
  await before.send('kept', { DelaySeconds: 60 });
  for (const close of open.splice(0)) await close();
  ground.db.close();

  const after = await setUp({}, createGround({ dataDir: ground.dataDir }));

  expect(await after.bodies()).toEqual([]);
  await after.clock.advance(60_000);
  expect(await after.bodies()).toEqual(['kept']);
});

test('a caller without the permission is refused, and the gate hears action and queue', async () => {
  const { gate, calls } = createStrictGate(
    ['sqs:SendMessage'],
    ({ action }) => new AwsError('AccessDeniedException', `no ${action}`, 403),
  );
  const { client, queue } = await setUp({}, createGround({ gate }));

  const batch = client.send(
    new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: [{ Id: 'a', MessageBody: 'x' }] }),
  );

  await expect(batch).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(calls).toEqual([{ accessKeyId: 'PublisherRole', action: 'sqs:SendMessage', resource: queue.arn }]);
});

test('a paused queue keeps its messages, and a doubled one delivers each message twice even when the first was deleted', async () => {
  const { sqs, send, receive, bodies, remove } = await setUp();
  sqs.pause('publish', true);
  await send('once');
  expect(await bodies()).toEqual([]);

  sqs.deliverTimes('publish', 2);
  sqs.pause('publish', false);
  const [first] = await receive();
  await remove(first?.ReceiptHandle);
  const [second] = await receive();

  expect(second?.MessageId).toBe(first?.MessageId);
  expect(await bodies()).toEqual([]);
});

test('advancing the clock waits for what a waking consumer does', async () => {
  const { sqs, queue, clock } = await setUp();
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
  const { sqs, queue } = await setUp();
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
  const gate = { enter: async () => {}, leave: async ({ action }: Call) => action !== 'sqs:ReceiveMessage' };
  const { sqs, send, bodies, clock } = await setUp({ visibilityTimeout: 30 }, createGround({ gate }));
  await send('x');

  await expect(bodies()).rejects.toThrow();

  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ depth: 0, inFlight: 1 });
  await clock.advance(30_000);
  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ depth: 1, inFlight: 0 });
});
