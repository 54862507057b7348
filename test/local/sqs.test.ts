import {
  BatchRequestTooLong,
  DeleteMessageBatchCommand,
  EmptyBatchRequest,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { createGround, createStrictGate } from './ground.ts';
import { openQueue } from './sqs-queue.ts';

test('a message arrives with its text, its attributes and its group, and is gone once deleted', async () => {
  const { send, receive, remove, clock } = await openQueue();
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
  const { send, receive } = await openQueue();
  await send('x', { MessageAttributes: { a: { DataType: 'String', StringValue: '1' } } });

  const [message] = await receive({ MessageSystemAttributeNames: ['SentTimestamp'] });

  expect(Object.keys(message?.Attributes ?? {})).toEqual(['SentTimestamp']);
  expect(message?.MessageAttributes).toBeUndefined();
});

test('a message may have one mebibyte and not a byte more', async () => {
  const { send } = await openQueue();

  await send('x'.repeat(1_048_576));

  await expect(send('x'.repeat(1_048_577))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

test('batches report each entry and are refused as a whole when they are malformed', async () => {
  const { client, queue, bodies, receive } = await openQueue();
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
  const { client, remove, queue } = await openQueue();

  await expect(client.send(new GetQueueUrlCommand({ QueueName: 'nowhere' }))).rejects.toBeInstanceOf(QueueDoesNotExist);
  await expect(remove('nonsense')).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
  await expect(client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: {} }))).rejects.toThrow(
    /SetQueueAttributes/,
  );
});

test('queues tell their address, their settings and how full they are', async () => {
  const { client, queue, send } = await openQueue({ visibilityTimeout: 45 });
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
  const { send, bodies, clock } = await openQueue({ retentionSeconds: 60 });
  await send('old');

  await clock.advance(60_000);

  expect(await bodies()).toEqual([]);
});

test('a message and its delay survive a restart', async () => {
  const ground = createGround();
  const before = await openQueue({}, ground);
  await before.send('kept', { DelaySeconds: 60 });
  await before.close();
  ground.db.close();

  const after = await openQueue({}, createGround({ dataDir: ground.dataDir }));

  expect(await after.bodies()).toEqual([]);
  await after.clock.advance(60_000);
  expect(await after.bodies()).toEqual(['kept']);
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
