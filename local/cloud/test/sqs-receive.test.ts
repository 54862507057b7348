import { DatabaseSync } from 'node:sqlite';
import { ChangeMessageVisibilityCommand, MessageNotInflight } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createGate } from '#cloud/test/gate.ts';
import { createGround } from './ground.ts';
import { openQueue } from './sqs-queue.ts';

test('holding a message that is visible again is refused', async () => {
  const { client, queue, send, receive, clock } = await openQueue({ VisibilityTimeout: 5 });
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

test('a queue in disorder hands out every message, in the order that its seed decides', async () => {
  const orderOf = async (seed: string | null) => {
    const { sqs, queue } = await openQueue();
    sqs.order(queue.arn, { seed });
    for (let n = 0; n < 20; n++) sqs.send(queue.arn, String(n).padStart(2, '0'));
    return [...sqs.receive(queue.arn), ...sqs.receive(queue.arn)].map(({ body }) => body);
  };
  const plain = await orderOf(null);

  const shuffled = await orderOf('one');

  expect(shuffled).not.toEqual(plain);
  expect([...shuffled].sort()).toEqual(plain);
  expect(await orderOf('one')).toEqual(shuffled);
  expect(await orderOf('two')).not.toEqual(shuffled);
});

test('a FIFO queue cannot be brought into disorder', async () => {
  const { sqs } = await openQueue({ name: 'orders.fifo', FifoQueue: true });

  expect(() => sqs.order('orders.fifo', { seed: 'one' })).toThrow(/FIFO/);
});

test('what is in flight can be let go at once: consumers get it again, and the old receipt is worth nothing', async () => {
  const { sqs, queue, send, receive, remove } = await openQueue({ VisibilityTimeout: 600 });
  await send('slow');
  const [first] = await receive();

  sqs.order(queue.arn, { expire: true });

  const [second] = await receive();
  expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
  await remove(first?.ReceiptHandle);
  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ inFlight: 1 });
});

test('a late queue shows its messages later than they asked for', async () => {
  const { sqs, queue, send, bodies, clock } = await openQueue();
  sqs.order(queue.arn, { delayMs: 60_000 });
  await send('late', { DelaySeconds: 10 });

  await clock.advance(69_000);
  expect(await bodies()).toEqual([]);
  await clock.advance(1_000);
  expect(await bodies()).toEqual(['late']);
});

test('four thousand delays over 14 days end in order, in one push of the clock, within seconds', async () => {
  const inMemory = createGround({ db: new DatabaseSync(':memory:') });
  const { sqs, queue, clock } = await openQueue({ MessageRetentionPeriod: 1_209_600 }, inMemory);
  const seen: number[] = [];
  sqs.onMessage(queue.arn, () => {
    for (const { body, receiptHandle } of sqs.receive(queue.arn)) {
      seen.push(Number(body));
      sqs.remove(queue.arn, receiptHandle);
    }
  });
  // Longer than SQS itself delays: each message is sent by a timer of its own, as a schedule would.
  const minutes = Array.from({ length: 4_000 }, (_, n) => (n * 7919) % 20_160);
  for (const at of minutes) clock.at(clock.now() + at * 60_000, () => void sqs.send(queue.arn, String(at)));

  await clock.advance(14 * 24 * 3_600_000);

  expect(seen).toEqual([...minutes].sort((a, b) => a - b));
}, 60_000);

test('a message whose receipt was answered by a broken connection is in flight, not lost', async () => {
  const gate = createGate({ leave: ({ action }) => action !== 'sqs:ReceiveMessage' });
  const { sqs, send, bodies, clock } = await openQueue({ VisibilityTimeout: 30 }, createGround({ gate }));
  await send('x');

  await expect(bodies()).rejects.toThrow();

  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ depth: 0, inFlight: 1 });
  await clock.advance(30_000);
  expect(sqs.stats().find(({ name }) => name === 'publish')).toMatchObject({ depth: 1, inFlight: 0 });
});
