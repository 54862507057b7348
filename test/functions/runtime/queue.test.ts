import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { LONGEST_DELAY_MS, sendTo } from '#runtime/queue.ts';
import { queue, queueVariable } from '#shared/contract/queue.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { openQueue } from '#test/support/queues.ts';

const work = queue('test-work', z.object({ clientId: z.string(), n: z.number() }), { delayMs: 5_000 });
let backend: Backend;
let name: string;
beforeAll(async () => {
  backend = await startBackend();
  ({ name } = openQueue(backend.sqs, work));
});
afterAll(() => backend.close());
/** What can be seen in the queue, taken out of it. */
const taken = () => {
  const messages = Array.from({ length: 5 }, () => backend.sqs.receive(name, 10)).flat();
  for (const { receiptHandle } of messages) backend.sqs.remove(name, receiptHandle);
  return messages.map(({ body, attributes }) => ({ ...JSON.parse(body), group: attributes.MessageGroupId }));
};
const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ clientId: `cl_${n % 2}`, n }));
const callsOf = async (doing: () => Promise<unknown>) => {
  backend.calls.length = 0;
  await doing();
  return backend.calls.length;
};

describe('messages into a queue', () => {
  it('travel by tens, each in the group of its business, after the delay of the queue', async () => {
    expect(await callsOf(() => sendTo(work, numbered(23)))).toBe(3);
    expect(taken()).toEqual([]);
    await backend.advance(5_000);
    const found = taken().sort((a, b) => a.n - b.n);
    expect(found).toEqual(numbered(23).map((message) => ({ ...message, group: message.clientId })));
  });

  it('wait as long as their sender says, never longer than a queue can', async () => {
    await sendTo(work, numbered(1), 0);
    expect(taken()).toHaveLength(1);
    await sendTo(work, numbered(1), 3 * LONGEST_DELAY_MS);
    await backend.advance(LONGEST_DELAY_MS - 5_000);
    expect(taken()).toHaveLength(0);
    await backend.advance(5_000);
    expect(taken()).toHaveLength(1);
  });

  it('are no call at all when there are none', async () => {
    expect(await callsOf(() => sendTo(work, []))).toBe(0);
  });

  it('that are not taken are no success', async () => {
    const tooLarge = { clientId: 'cl_0', n: 0, text: 'x'.repeat(1_100_000) };
    await expect(sendTo(work, [tooLarge])).rejects.toThrow();
  });

  it('of a function that was not bound to the queue say so', async () => {
    const variable = queueVariable(work);
    expect(variable).toBe('TEST_WORK_QUEUE_URL');
    await expect(sendTo({ ...work, name: 'other-work' }, numbered(1))).rejects.toThrow(
      'OTHER_WORK_QUEUE_URL is missing: this function was not bound to it',
    );
  });
});
