import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { queueWorker } from '#runtime/workers.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { ATTEMPTS, HIDDEN_MS, openPostRoom, type PostRoom } from '#test/support/dead-letters.ts';

const SECRET = 'قهوتنا العربية token-IGQV1234';
let backend: Backend;
let room: PostRoom;
let failing: unknown;
const worked: number[] = [];
const worker = queueWorker({ name: 'work', message: z.object({ v: z.literal(1), n: z.number() }) }, async ({ n }) => {
  if (n === 13) throw failing;
  worked.push(n);
});
const good = (n: number) => JSON.stringify({ v: 1, n });
const deliver = () => room.deliver(worker);
/** The message comes again after its visibility has run out. */
const deliverAgain = async () => {
  await backend.advance(HIDDEN_MS + 1);
  return deliver();
};

beforeAll(async () => {
  backend = await startBackend();
  room = openPostRoom(backend);
});
afterAll(() => backend.close());
beforeEach(() => {
  backend.allow('sqs:SendMessage');
  failing = new TypeError(`Cannot read ${SECRET}`);
  worked.length = 0;
  for (const queue of [room.source, room.dead]) room.empty(queue);
});

describe('a message that nobody can read', () => {
  it.each([
    ['is no JSON', '{', 'unreadable', 'not JSON, 1 bytes'],
    ['is no JSON and one megabyte long', SECRET.repeat(20_000), 'unreadable', /^not JSON, \d+ bytes$/],
    ['is of a version that this release does not know', `{"v":2,"n":1,"x":"${SECRET}"}`, 'unknown_version', 'v 2'],
    ['is of no version that there could be', `{"v":"${SECRET}"}`, 'unknown_version', 'v is not a number'],
    ['lacks a field', '{"v":1}', 'wrong_shape', 'n: invalid_type'],
    ['is no object', `"${SECRET}"`, 'wrong_shape', 'message: invalid_type'],
  ])(
    'and %s is parked at its first delivery with the reason; its batch mates are done',
    async (_, poison, reason, detail) => {
      for (const body of [good(1), poison, good(2)]) room.send(body, 'cl_a');

      expect(await deliver()).toEqual([]);

      expect(worked.sort()).toEqual([1, 2]);
      expect(room.depth(room.source)).toBe(0);
      const [parked, ...others] = room.empty(room.dead);
      expect(others).toEqual([]);
      expect(parked).toMatchObject({ body: poison, groupId: 'cl_a', note: { reason, deliveries: '1' } });
      expect(parked?.note.detail).toMatch(detail);
      expect(Number(parked?.note.parkedAt)).toBeGreaterThanOrEqual(Number(parked?.note.firstReceivedAt));
      expect(JSON.stringify(parked?.note)).not.toContain('IGQV');
    },
  );

  it('comes again when it cannot be parked, and harms nobody meanwhile', async () => {
    for (const body of ['{', good(3)]) room.send(body);
    backend.deny('sqs:SendMessage');
    expect(await deliver()).toEqual(['{']);
    expect(worked).toEqual([3]);

    backend.allow('sqs:SendMessage');
    expect(await deliverAgain()).toEqual([]);
    expect(room.empty(room.dead)).toMatchObject([{ body: '{', note: { reason: 'unreadable', deliveries: '2' } }]);
  });

  it('and is so large that no note fits on it is left to the queue’s own rule', async () => {
    const poison = 'x'.repeat(1_048_576);
    room.send(poison);
    expect(await deliver()).toEqual([poison]);
    for (let attempt = 2; attempt <= ATTEMPTS; attempt++) expect(await deliverAgain()).toEqual([poison]);
    expect(await deliverAgain()).toEqual([]);
    const [parked] = room.empty(room.dead);
    expect(parked?.body).toHaveLength(1_048_576);
    expect(parked?.note).toEqual({});
  });
});

describe('a message whose handling fails', () => {
  it('comes again until its last delivery, which parks it with the error’s name and none of its words', async () => {
    room.send(good(13), 'cl_a');
    expect(await deliver()).toEqual([good(13)]);
    for (let attempt = 2; attempt < ATTEMPTS; attempt++) expect(await deliverAgain()).toEqual([good(13)]);
    expect(room.depth(room.dead)).toBe(0);

    expect(await deliverAgain()).toEqual([]);

    expect(room.depth(room.source)).toBe(0);
    const [parked] = room.empty(room.dead);
    expect(parked).toMatchObject({ body: good(13), groupId: 'cl_a', note: { reason: 'TypeError', deliveries: '5' } });
    expect(parked?.note.detail).toMatch(/^see request [0-9a-f-]{36} in the log$/);
  });

  it.each([
    [
      'what AWS answered',
      Object.assign(new Error(SECRET), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }),
      ['AccessDeniedException', /^HTTP 400, see request/],
    ],
    [
      'how the connection ended',
      Object.assign(new Error(SECRET), { code: 'ECONNRESET' }),
      ['Error', /^ECONNRESET, see request/],
    ],
    ['nothing at all of what is not even an error', { name: SECRET, code: SECRET }, ['Error', /^see request/]],
    ['nothing of something thrown away', undefined, ['Error', /^see request/]],
  ])('tells %s', async (_, thrown, [reason, detail]) => {
    failing = thrown;
    room.send(good(13));
    await deliver();
    for (let attempt = 2; attempt <= ATTEMPTS; attempt++) await deliverAgain();
    const [parked] = room.empty(room.dead);
    expect(parked?.note.reason).toBe(reason);
    expect(parked?.note.detail).toMatch(detail ?? '');
  });

  it('and cannot be parked either is parked by the queue itself, without a note', async () => {
    room.send(good(13));
    backend.deny('sqs:SendMessage');
    await deliver();
    for (let attempt = 2; attempt <= ATTEMPTS; attempt++) expect(await deliverAgain()).toEqual([good(13)]);
    expect(await deliverAgain()).toEqual([]);
    expect(room.empty(room.dead)).toEqual([{ body: good(13), groupId: undefined, note: {} }]);
  });
});
