import { createHash } from 'node:crypto';
import {
  CancelMessageMoveTaskCommand,
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  type QueueAttributeName,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { openQueue } from './sqs-target.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const refusal = (name: string, status = 400) => ({ name, $metadata: { httpStatusCode: status } });
const MIB = 1_048_576;

describe('sending and receiving', () => {
  test('a message comes with its digests, its attributes, who sent it and how often it was received', async () => {
    const { send, receive } = await openQueue();
    const sent = await send('مرحبا 👋', {
      MessageGroupId: 'cl_1',
      MessageAttributes: {
        kind: { DataType: 'String', StringValue: 'due' },
        raw: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(1, 2) },
        n: { DataType: 'Number', StringValue: '1.5' },
      },
    });

    const [message] = await receive({ MessageAttributeNames: ['All'], WaitTimeSeconds: 5 });

    expect(sent.MD5OfMessageBody).toBe(md5('مرحبا 👋'));
    expect(sent.SequenceNumber).toBeUndefined();
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'مرحبا 👋',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { MessageGroupId: 'cl_1', ApproximateReceiveCount: '1', SenderId: expect.any(String) },
      MessageAttributes: { kind: { StringValue: 'due' }, raw: { DataType: 'Binary.png' }, n: { StringValue: '1.5' } },
    });
    expect(message?.MessageAttributes?.raw?.BinaryValue).toEqual(Uint8Array.of(1, 2));
    expect(Number(message?.Attributes?.SentTimestamp)).toBeGreaterThan(1.6e12);
  });

  test('the digest of attributes is the one AWS gave for the same attributes', async () => {
    const { send } = await openQueue();

    const text = await send('x', { MessageAttributes: { Foo: { DataType: 'String', StringValue: 'Bar' } } });

    expect(text.MD5OfMessageAttributes).toBe('ae7155c6026991b6d54b11589678bf9c');
  });

  test('only the attributes that were asked for come back, also by prefix', async () => {
    const { send, receive } = await openQueue({ VisibilityTimeout: 0 });
    const value = { DataType: 'String', StringValue: '1' };
    await send('x', { MessageAttributes: { 'a.one': value, 'a.two': value, b: value } });
    const ask = async (MessageAttributeNames: string[]) =>
      Object.keys((await receive({ MessageAttributeNames, WaitTimeSeconds: 5 }))[0]?.MessageAttributes ?? {}).sort();

    expect(await ask([])).toEqual([]);
    expect(await ask(['b', 'missing'])).toEqual(['b']);
    expect(await ask(['a.*'])).toEqual(['a.one', 'a.two']);
    const [message] = await receive({ MessageSystemAttributeNames: ['SentTimestamp'] });
    expect(Object.keys(message?.Attributes ?? {})).toEqual(['SentTimestamp']);
  });

  test('a message may have one mebibyte with its attributes, and not a byte more', async () => {
    const { send } = await openQueue();
    const attribute = { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } };

    await send('x'.repeat(MIB));

    await expect(send('x'.repeat(MIB + 1))).rejects.toMatchObject(refusal('InvalidParameterValue'));
    await send('x'.repeat(MIB - 8), attribute);
    await expect(send('x'.repeat(MIB - 7), attribute)).rejects.toMatchObject(refusal('InvalidParameterValue'));
  });

  test.each([
    ['an empty text', '', {}, 'MissingParameter'],
    ['a character that XML cannot carry', 'a\u0001b', {}, 'InvalidMessageContents'],
    ['half a character', 'a\ud83d', {}, 'InvalidMessageContents'],
    ['a delay over 15 minutes', 'x', { DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['a negative delay', 'x', { DelaySeconds: -1 }, 'InvalidParameterValue'],
    ['a deduplication id on a standard queue', 'x', { MessageDeduplicationId: 'd' }, 'InvalidParameterValue'],
    ['a group id with a space', 'x', { MessageGroupId: 'a b' }, 'InvalidParameterValue'],
  ])('%s is refused', async (_, body, more, name) => {
    const { send } = await openQueue();

    await expect(send(body, more)).rejects.toMatchObject(refusal(name));
  });

  test.each([
    ['an unknown type', { a: { DataType: 'Date', StringValue: '1' } }],
    ['an empty value', { a: { DataType: 'String', StringValue: '' } }],
    ['a number that is none', { a: { DataType: 'Number', StringValue: 'one' } }],
    ['a reserved name', { 'AWS.a': { DataType: 'String', StringValue: '1' } }],
    ['a name that ends in a dot', { 'a.': { DataType: 'String', StringValue: '1' } }],
    ['a name with a space', { 'a b': { DataType: 'String', StringValue: '1' } }],
    [
      'an eleventh one',
      Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: 'String', StringValue: '1' }])),
    ],
  ])('a message attribute with %s is refused', async (_, MessageAttributes) => {
    const { send } = await openQueue();

    await expect(send('x', { MessageAttributes })).rejects.toMatchObject(refusal('InvalidParameterValue'));
  });

  test('a delayed message stays hidden until its time, and a queue may delay all of them', async () => {
    const { send, bodies, pass } = await openQueue({ DelaySeconds: 2 });
    await send('at once', { DelaySeconds: 0 });
    await send('later');

    expect(await bodies({ WaitTimeSeconds: 1 })).toEqual(['at once']);
    await pass(3_000);
    expect(await bodies()).toEqual(['later']);
  });

  test.each([
    { MaxNumberOfMessages: 0 },
    { MaxNumberOfMessages: 11 },
    { WaitTimeSeconds: 21 },
    { VisibilityTimeout: 43_201 },
  ])('receiving with %j is refused', async (more) => {
    const { receive } = await openQueue();

    await expect(receive(more)).rejects.toMatchObject(refusal('InvalidParameterValue'));
  });

  test('a consumer that waits gets a message the moment it is sent', async () => {
    const { send, bodies } = await openQueue();
    const waiting = bodies({ WaitTimeSeconds: 20 });

    await send('now');

    expect(await waiting).toEqual(['now']);
  });
});

describe('visibility', () => {
  test('a received message comes back when its time is over, and counts its receipts', async () => {
    const { send, receive, pass } = await openQueue({ VisibilityTimeout: 2 });
    await send('again');
    const [first] = await receive();
    expect(await receive()).toEqual([]);

    await pass(3_000);
    const [second] = await receive();

    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
    expect(second?.Attributes?.ApproximateFirstReceiveTimestamp).toBe(
      first?.Attributes?.ApproximateFirstReceiveTimestamp,
    );
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  test('a consumer can hold a message longer, up to twelve hours, or give it back', async () => {
    const { client, queue, send, receive, pass } = await openQueue({ VisibilityTimeout: 2 });
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

    await change(60);
    await pass(3_000);
    expect(await receive()).toEqual([]);
    await expect(change(43_201)).rejects.toMatchObject(refusal('InvalidParameterValue'));
    await expect(change(-1)).rejects.toMatchObject(refusal('InvalidParameterValue'));
    await change(0);
    expect(await receive()).toHaveLength(1);
  });

  test('a deleted message is gone; deleting it again is harmless; holding it is refused', async () => {
    const { client, queue, send, receive } = await openQueue();
    await send('done');
    const [message] = await receive({ VisibilityTimeout: 60 });
    const Receipt = { QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle };

    await client.send(new DeleteMessageCommand(Receipt));

    await client.send(new DeleteMessageCommand(Receipt));
    const hold = client.send(new ChangeMessageVisibilityCommand({ ...Receipt, VisibilityTimeout: 5 }));
    await expect(hold).rejects.toMatchObject(refusal('InvalidParameterValue'));
    const nonsense = client.send(new DeleteMessageCommand({ ...Receipt, ReceiptHandle: 'nonsense' }));
    await expect(nonsense).rejects.toMatchObject(refusal('ReceiptHandleIsInvalid', 404));
  });
});

describe('batches', () => {
  const entries = (count: number, more: Partial<SendMessageBatchRequestEntry> = {}) =>
    Array.from({ length: count }, (_, n) => ({ Id: `e${n}`, MessageBody: `m${n}`, ...more }));

  test('each entry is answered on its own, in all three forms', async () => {
    const { client, queue, receive } = await openQueue();
    const { url: QueueUrl } = queue;

    const sent = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [...entries(2), { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 }],
      }),
    );

    expect(sent.Successful?.map(({ Id, MD5OfMessageBody }) => [Id, MD5OfMessageBody])).toEqual([
      ['e0', md5('m0')],
      ['e1', md5('m1')],
    ]);
    expect(sent.Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue', SenderFault: true }]);
    const messages = await receive({ WaitTimeSeconds: 5 });
    const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle, VisibilityTimeout: 30 }));
    const held = await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    expect(held.Successful).toHaveLength(messages.length);
    const gone = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: '0', ReceiptHandle: messages[0]?.ReceiptHandle },
          { Id: 'bad', ReceiptHandle: 'nonsense' },
        ],
      }),
    );
    expect(gone.Successful).toEqual([{ Id: '0' }]);
    expect(gone.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }]);
  });

  test.each([
    ['none', entries(0), 'EmptyBatchRequest'],
    ['eleven', entries(11), 'TooManyEntriesInBatchRequest'],
    ['two of the same id', entries(2, { Id: 'same' }), 'BatchEntryIdsNotDistinct'],
    ['an id with a colon', entries(1, { Id: 'a:b' }), 'InvalidBatchEntryId'],
    ['more than a mebibyte in all', entries(2, { MessageBody: 'x'.repeat(600_000) }), 'BatchRequestTooLong'],
  ])('a batch with %s is refused as a whole', async (_, Entries, name) => {
    const { client, queue, bodies } = await openQueue();

    const batch = client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));

    await expect(batch).rejects.toMatchObject(refusal(name));
    expect(await bodies()).toEqual([]);
  });
});

describe('FIFO queues', () => {
  const inGroup = (MessageGroupId: string, MessageDeduplicationId?: string) => ({
    MessageGroupId,
    MessageDeduplicationId,
  });

  test('a group keeps its order and is held while one of its messages is in flight', async () => {
    const { client, queue, send, receive, bodies } = await openQueue({ FifoQueue: true, VisibilityTimeout: 60 });
    const sent = [
      await send('a1', inGroup('a', '1')),
      await send('a2', inGroup('a', '2')),
      await send('b1', inGroup('b', '3')),
    ];

    const [message] = await receive({ MaxNumberOfMessages: 1 });

    expect(message?.Attributes).toMatchObject({
      MessageGroupId: 'a',
      MessageDeduplicationId: '1',
      SequenceNumber: sent[0]?.SequenceNumber,
    });
    const numbers = sent.map(({ SequenceNumber }) => SequenceNumber);
    expect(numbers.map((number) => number?.length)).toEqual([20, 20, 20]);
    expect([...numbers].sort()).toEqual(numbers);
    expect(await bodies()).toEqual(['b1']);
    await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }));
    expect(await bodies()).toEqual(['a2']);
  });

  test('a repeat within five minutes is answered like the first and not delivered, even after the first is gone', async () => {
    const { client, queue, send, receive } = await openQueue({ FifoQueue: true });
    const first = await send('once', inGroup('a', 'same'));
    const [message] = await receive();
    await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }));

    const repeat = await send('other text', inGroup('other-group', 'same'));

    expect(repeat).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
    expect(await receive()).toEqual([]);
  });

  test('the text itself can be the deduplication id', async () => {
    const { send, receive } = await openQueue({ FifoQueue: true, ContentBasedDeduplication: true });
    const first = await send('same', inGroup('a'));

    expect((await send('same', inGroup('a'))).MessageId).toBe(first.MessageId);
    const [message] = await receive();
    expect(message?.Attributes?.MessageDeduplicationId).toBe(createHash('sha256').update('same').digest('hex'));
  });

  test('a receipt whose time is over no longer deletes', async () => {
    const { client, queue, send, receive, pass } = await openQueue({ FifoQueue: true, VisibilityTimeout: 1 });
    await send('slow', inGroup('a', '1'));
    const [message] = await receive();
    await pass(2_000);

    const late = client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: message?.ReceiptHandle }));

    await expect(late).rejects.toMatchObject(refusal('InvalidParameterValue'));
  });

  test.each([
    ['no group', {}, 'MissingParameter'],
    ['no deduplication id', { MessageGroupId: 'a' }, 'InvalidParameterValue'],
    [
      'a delay of its own',
      { MessageGroupId: 'a', MessageDeduplicationId: 'd', DelaySeconds: 2 },
      'InvalidParameterValue',
    ],
  ])('a message with %s is refused', async (_, more, name) => {
    const { send } = await openQueue({ FifoQueue: true });

    await expect(
      send('x', { ...more, ...(name === 'MissingParameter' && { MessageDeduplicationId: 'd' }) }),
    ).rejects.toMatchObject(refusal(name));
  });

  test('a batch in which one message has no group is refused as a whole', async () => {
    const { client, queue } = await openQueue({ FifoQueue: true, ContentBasedDeduplication: true });
    const Entries = [
      { Id: 'a', MessageBody: 'x', MessageGroupId: 'g' },
      { Id: 'b', MessageBody: 'y' },
    ];

    const batch = client.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));

    await expect(batch).rejects.toMatchObject(refusal('InvalidParameterValue'));
  });
});

describe('dead letters', () => {
  async function openWithDeadLetters(FifoQueue = false) {
    const dead = await openQueue({ FifoQueue, VisibilityTimeout: 1 });
    const RedrivePolicy = { deadLetterTargetArn: dead.queue.arn, maxReceiveCount: 2 };
    const main = await openQueue({ FifoQueue, VisibilityTimeout: 1, RedrivePolicy });
    const wear = async () => {
      for (const _ of [1, 2]) {
        await main.receive({ WaitTimeSeconds: 2 });
        await main.pass(2_000);
      }
      // AWS moves a message when somebody asks for it once too often.
      await main.receive();
    };
    return { dead, main, wear };
  }

  test('what was received too often is parked with the time it was sent and the queue it came from', async () => {
    const { dead, main, wear } = await openWithDeadLetters();
    const { MessageId } = await main.send('poison');
    const [first] = await main.receive({ VisibilityTimeout: 0, WaitTimeSeconds: 2 });

    await wear();

    const [parked] = await dead.receive({ WaitTimeSeconds: 5 });
    expect(parked).toMatchObject({
      MessageId,
      Body: 'poison',
      Attributes: { DeadLetterQueueSourceArn: main.queue.arn, SentTimestamp: first?.Attributes?.SentTimestamp },
    });
    expect(await main.receive()).toEqual([]);
    const sources = await dead.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead.queue.url }));
    expect(sources.queueUrls).toEqual([main.queue.url]);
  });

  test('a redrive task brings dead letters back to where they came from, as new messages', async () => {
    const { dead, main, wear } = await openWithDeadLetters();
    const { MessageId } = await main.send('poison');
    await wear();
    const SourceArn = dead.queue.arn;

    const { TaskHandle } = await dead.client.send(new StartMessageMoveTaskCommand({ SourceArn }));
    await dead.pass(5_000);

    expect(TaskHandle).toEqual(expect.any(String));
    const { Results } = await dead.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: 'COMPLETED', SourceArn, ApproximateNumberOfMessagesMoved: 1 }]);
    expect(Results?.[0]?.TaskHandle).toBeUndefined();
    const [back] = await main.receive({ WaitTimeSeconds: 5 });
    expect(back?.Attributes?.ApproximateReceiveCount).toBe('1');
    expect(back?.MessageId).not.toBe(MessageId);
  });

  test('a redrive task that is slow can be seen, kept alone and cancelled', async () => {
    const { dead, main } = await openWithDeadLetters();
    for (const n of [1, 2, 3, 4]) await dead.send(`d${n}`);
    const SourceArn = dead.queue.arn;
    const task = { SourceArn, DestinationArn: main.queue.arn, MaxNumberOfMessagesPerSecond: 1 };

    const { TaskHandle } = await dead.client.send(new StartMessageMoveTaskCommand(task));

    const second = dead.client.send(new StartMessageMoveTaskCommand(task));
    await expect(second).rejects.toMatchObject(refusal('InvalidParameterValue'));
    const { Results } = await dead.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: 'RUNNING', TaskHandle, ApproximateNumberOfMessagesToMove: 4 }]);
    await dead.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    await dead.pass(10_000);
    expect((await main.bodies()).length).toBeLessThan(4);
    const after = await dead.client.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(after.Results?.[0]?.Status).toBe('CANCELLED');
    const again = dead.client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
    await expect(again).rejects.toMatchObject(refusal('ResourceNotFoundException', 404));
  });

  test('redrive tasks from or to nowhere, or from a queue without sources, are refused', async () => {
    const { dead, main } = await openWithDeadLetters();
    const start = (SourceArn: string, DestinationArn?: string) =>
      dead.client.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));

    await expect(start(`${dead.queue.arn}-nowhere`)).rejects.toMatchObject(refusal('ResourceNotFoundException', 404));
    await expect(start(dead.queue.arn, `${dead.queue.arn}-nowhere`)).rejects.toMatchObject(
      refusal('ResourceNotFoundException', 404),
    );
    await expect(start(main.queue.arn)).rejects.toMatchObject(refusal('InvalidParameterValue'));
    const cancel = dead.client.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'nonsense' }));
    await expect(cancel).rejects.toMatchObject(refusal('InvalidParameterValue'));
  });

  test('in a FIFO queue the age of a dead letter begins anew', async () => {
    const { dead, main, wear } = await openWithDeadLetters(true);
    await main.send('poison', { MessageGroupId: 'a', MessageDeduplicationId: '1' });
    const [first] = await main.receive({ VisibilityTimeout: 0 });
    await main.pass(1_000);

    await wear();

    const [parked] = await dead.receive({ WaitTimeSeconds: 5 });
    expect(Number(parked?.Attributes?.SentTimestamp)).toBeGreaterThan(Number(first?.Attributes?.SentTimestamp));
  });
});

describe('queues', () => {
  test('a queue tells its address and all its settings', async () => {
    const { client, queue } = await openQueue({
      VisibilityTimeout: 45,
      MessageRetentionPeriod: 1_209_600,
      ReceiveMessageWaitTimeSeconds: 3,
    });

    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queue.name }));
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));

    expect(QueueUrl).toBe(queue.url);
    expect(Attributes).toMatchObject({
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
      LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
      VisibilityTimeout: '45',
      DelaySeconds: '0',
      MessageRetentionPeriod: '1209600',
      ReceiveMessageWaitTimeSeconds: '3',
      MaximumMessageSize: String(MIB),
      SqsManagedSseEnabled: 'true',
    });
    const some = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] }));
    expect(some.Attributes).toEqual({ VisibilityTimeout: '45' });
    const AttributeNames: QueueAttributeName[] = ['Colour' as QueueAttributeName];
    const unknown = client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
    await expect(unknown).rejects.toMatchObject(refusal('InvalidAttributeName'));
  });

  test('a FIFO queue tells that it is one', async () => {
    const { client, queue } = await openQueue({ FifoQueue: true });

    const all = await client.send(new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] }));

    expect(all.Attributes).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    });
  });

  test('queues are listed by prefix, page by page', async () => {
    const { client, queue } = await openQueue();
    const others = [await openQueue(), await openQueue()];
    const QueueNamePrefix = queue.name.replace(/-\d+$/, '');
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListQueuesCommand({ QueueNamePrefix, MaxResults: 1, NextToken }));
      expect(page.QueueUrls).toHaveLength(1);
      found.push(...(page.QueueUrls ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);

    expect(found).toEqual(expect.arrayContaining([queue.url, ...others.map((other) => other.queue.url)]));
    expect(new Set(found).size).toBe(found.length);
    const none = await client.send(new ListQueuesCommand({ QueueNamePrefix: `${queue.name}-none` }));
    expect(none.QueueUrls).toBeUndefined();
  });

  test('emptying a queue twice within a minute is refused', async () => {
    const { client, queue, send, bodies, pass } = await openQueue();
    await send('x');

    await client.send(new PurgeQueueCommand({ QueueUrl: queue.url }));

    const again = () => client.send(new PurgeQueueCommand({ QueueUrl: queue.url }));
    await expect(again()).rejects.toMatchObject(refusal('PurgeQueueInProgress', 403));
    await pass(61_000);
    expect(await bodies()).toEqual([]);
    await again();
  }, 120_000);

  test('a queue that does not exist is named so', async () => {
    const { client, queue } = await openQueue();
    const nowhere = client.send(new GetQueueUrlCommand({ QueueName: `${queue.name}-nowhere` }));

    await expect(nowhere).rejects.toMatchObject({
      ...refusal('QueueDoesNotExist'),
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
    });
  });
});
