import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { AwsError } from '#cloud/aws/service.ts';
import type { QueueDefinition } from '#cloud/aws/sqs/queue.ts';
import { createGround, createStrictGate } from './ground.ts';
import { openQueue } from './sqs-queue.ts';

const DAY = 24 * 3_600_000;
const states = (queue: Awaited<ReturnType<typeof openQueue>>) =>
  Object.fromEntries(
    queue.sqs.stats().map(({ name, depth, inFlight, delayed }) => [name, { depth, inFlight, delayed }]),
  );

test('operations and members that it does not know are refused by name', async () => {
  const { client, queue } = await openQueue();
  const QueueUrl = queue.url;
  const trace = { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1' } };
  const list = { a: { DataType: 'String', StringValue: 'x', StringListValues: ['y'] } };

  await expect(client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: {} }))).rejects.toThrow(
    /SetQueueAttributes/,
  );
  const send = (more: object) => client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...more }));
  await expect(send({ MessageSystemAttributes: trace })).rejects.toThrow(/MessageSystemAttributes/);
  await expect(send({ MessageAttributes: list })).rejects.toThrow(/StringListValues/);
  const receive = client.send(new ReceiveMessageCommand({ QueueUrl, ReceiveRequestAttemptId: 'again' }));
  await expect(receive).rejects.toThrow(/ReceiveRequestAttemptId/);
});

test.each<[string, Partial<QueueDefinition>]>([
  ['a name with a dot', { name: 'a.b' }],
  ['a FIFO queue whose name does not say so', { FifoQueue: true }],
  ['a name that says FIFO where it is none', { name: 'a.fifo' }],
  ['a retention of less than a minute', { MessageRetentionPeriod: 59 }],
  ['a retention of more than 14 days', { MessageRetentionPeriod: 1_209_601 }],
  ['a visibility of more than 12 hours', { VisibilityTimeout: 43_201 }],
  ['a delay of more than 15 minutes', { DelaySeconds: 901 }],
  [
    'dead letters in a queue that is not there',
    { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:x:0:no', maxReceiveCount: 1 } },
  ],
])('a queue with %s is refused', async (_, wrong) => {
  const { sqs } = await openQueue();

  expect(() => sqs.createQueue({ name: 'other', ...wrong })).toThrow(AwsError);
});

test('dead letters of a standard queue cannot go to a FIFO queue', async () => {
  const { sqs } = await openQueue();
  const { arn } = sqs.createQueue({ name: 'dead.fifo', FifoQueue: true });

  const create = () =>
    sqs.createQueue({ name: 'other', RedrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 1 } });

  expect(create).toThrow(/same type/);
});

test('a message, its delay and its receipt survive a restart, and changed settings hold from then on', async () => {
  const ground = createGround();
  const before = await openQueue({}, ground);
  await before.send('in flight');
  const [taken] = await before.receive({ VisibilityTimeout: 600 });
  await before.send('delayed', { DelaySeconds: 60 });
  await before.close();
  ground.db.close();

  const after = await openQueue({ VisibilityTimeout: 7 }, createGround({ dataDir: ground.dataDir }));

  expect(states(after).publish).toEqual({ depth: 0, inFlight: 1, delayed: 1 });
  await after.remove(taken?.ReceiptHandle);
  await after.clock.advance(60_000);
  expect(await after.bodies()).toEqual(['delayed']);
  const told = await after.client.send(
    new GetQueueAttributesCommand({ QueueUrl: after.queue.url, AttributeNames: ['VisibilityTimeout'] }),
  );
  expect(told.Attributes?.VisibilityTimeout).toBe('7');
});

test('messages of a queue that is no longer declared are told, not lost', async () => {
  const ground = createGround();
  const before = await openQueue({}, ground);
  before.sqs.send(before.sqs.createQueue({ name: 'old' }).arn, 'left behind');
  await before.close();
  ground.db.close();

  const after = await openQueue({}, createGround({ dataDir: ground.dataDir }));

  expect(after.sqs.strays()).toEqual([{ name: 'old', messages: 1 }]);
  const back = after.sqs.createQueue({ name: 'old' });
  expect(after.sqs.strays()).toEqual([]);
  expect(after.sqs.receive(back.arn).map(({ body }) => body)).toEqual(['left behind']);
});

test('a message is kept for 14 days and not longer, its time among the dead letters included', async () => {
  const open = await openQueue({ VisibilityTimeout: 10, MessageRetentionPeriod: 1_209_600 });
  open.sqs.createQueue({ name: 'publish-dead', MessageRetentionPeriod: 1_209_600 });
  await open.send('poison');
  await open.send('untouched');
  await open.clock.advance(13 * DAY);
  for (const _ of [1, 2, 3]) {
    await open.receive({ MaxNumberOfMessages: 1 });
    await open.clock.advance(10_000);
  }
  await open.receive({ MaxNumberOfMessages: 1 });

  expect(states(open)['publish-dead']?.depth).toBe(1);
  await open.clock.advance(DAY);
  expect(await open.bodies()).toEqual([]);
  expect(await open.receive({}, open.dead.url)).toEqual([]);
});

test('with 120,000 messages in flight a standard queue says so, and a FIFO queue is silent', async () => {
  const ground = createGround();
  const { sqs, queue, bodies } = await openQueue({}, ground);
  const fifo = sqs.createQueue({ name: 'orders.fifo', FifoQueue: true, ContentBasedDeduplication: true });
  for (const name of [queue.name, fifo.name])
    ground.db
      .prepare(
        `INSERT INTO sqs_message (queue, id, body, attributes, group_id, sender, sent_at, visible_at, receipt)
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000)
         SELECT ?, i, 'x', '{}', i, 's', ?2, ?2 + 60000, i FROM n`,
      )
      .run(name, ground.clock.now());
  sqs.send(queue.arn, 'one more');
  sqs.send(fifo.arn, 'one more', { groupId: 'new' });

  await expect(bodies()).rejects.toMatchObject({ name: 'OverLimit', $metadata: { httpStatusCode: 403 } });
  expect(sqs.receive(fifo.arn)).toEqual([]);
});

test('a caller without the permission is refused, and the gate hears action and queue', async () => {
  const { gate, calls } = createStrictGate(
    ['sqs:SendMessage'],
    ({ action }) => new AwsError('AccessDeniedException', `no ${action}`, 403),
  );
  const { client, queue } = await openQueue({}, createGround({ gate }));

  const batch = client.send(
    new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: [{ Id: 'a', MessageBody: 'x' }] }),
  );

  await expect(batch).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(calls).toEqual([{ accessKeyId: 'PublisherRole', action: 'sqs:SendMessage', resource: queue.arn }]);
});
