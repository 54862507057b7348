import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { PLATFORM } from '#functions/audit/audit-row.ts';
import { handler } from '#functions/dead-letters/api.ts';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { queueWorker } from '#runtime/workers.ts';
import { client } from '#shared/contract/client.ts';
import { deadLetters } from '#shared/dead-letters/contract.ts';
import { publishQueue } from '#shared/publishing/messages.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { openPostRoom, type PostRoom } from '#test/support/dead-letters.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person } from '#test/support/people.ts';

const CAPTION = 'قهوتنا العربية على أصولها';
const TOKEN = 'IGQV1234567890';
const queue = 'publishing-publish';
const params = { queue };

let backend: Backend;
let room: PostRoom;
let admin: Person;
beforeAll(async () => {
  backend = await startBackend();
  room = openPostRoom(backend);
  admin = await backend.signInAs('admin');
});
afterAll(() => backend.close());
beforeEach(() => {
  for (const name of [room.source, room.dead, room.changes, room.runs]) while (room.empty(name).length > 0);
  for (const action of ['sqs:SendMessage', 'dynamodb:PutItem', 'sqs:DeleteMessage']) backend.allow(action);
});

const as = (person: Person) => client(deadLetters, sendFor(handler, person.token));
const look = (more: object = {}) => ({
  v: 1,
  clientId: newId('client'),
  postId: newId('post'),
  targetId: newId('target'),
  ...more,
});
const note = (reason: string, more: object = {}) => {
  const at = now();
  return { reason, detail: 'not JSON, 12 bytes', parkedAt: at, firstReceivedAt: at - 1000, deliveries: 1, ...more };
};
const park = (body: object | string, reason = 'TypeError', groupId?: string) =>
  room.park(room.dead, typeof body === 'string' ? body : JSON.stringify(body), note(reason), groupId);
const audited = async () => (await eventsOf(PLATFORM, queue, { limit: 100, cursor: null })).items;

describe('the list of dead-letter queues', () => {
  it('names each with what it holds and whether that can be sent again', async () => {
    park(look());
    park('{');
    expect(await as(admin).list()).toEqual({
      items: [
        { queue, kind: 'message', redrivable: true, letters: 2 },
        { queue: 'changes-feed', kind: 'change', redrivable: false, letters: 0 },
        { queue: 'social-refresh', kind: 'run', redrivable: false, letters: 0 },
      ],
    });
  });
});

describe('looking into a queue', () => {
  it('shows why, when and about what each letter is, and nothing that a customer wrote or that opens a door', async () => {
    const message = look({
      known: { state: 'staged', version: 7, fence: 2, revision: 3, username: CAPTION, handle: { id: TOKEN } },
      caption: CAPTION,
    });
    const letterId = park(message, 'AccessDeniedException');
    const answer = await as(admin).get({ params });
    const { clientId, postId, targetId } = message;
    expect(answer).toEqual({
      queue,
      kind: 'message',
      redrivable: true,
      letters: 1,
      more: false,
      items: [
        {
          letterId,
          queue,
          reason: 'AccessDeniedException',
          detail: 'not JSON, 12 bytes',
          firstReceivedAt: expect.any(Number),
          parkedAt: expect.any(Number),
          deliveries: 1,
          bytes: Buffer.byteLength(JSON.stringify(message)),
          names: { v: 1, clientId, postId, targetId, state: 'staged', version: 7, fence: 2, revision: 3 },
        },
      ],
    });
    expect(JSON.stringify(answer)).not.toMatch(new RegExp(`${CAPTION}|${TOKEN}`));
  });

  it('takes no broken message at its word: what stands where an id should be is not shown', async () => {
    park({ v: CAPTION, clientId: CAPTION, postId: newId('client'), targetId: [TOKEN], known: { state: TOKEN } });
    park(`{"v":1,"caption":"${CAPTION}"`, 'unreadable');
    park(`"${CAPTION}"`);
    const { items } = await as(admin).get({ params });
    expect(items.map(({ names }) => names)).toEqual([{}, {}, {}]);
  });

  it('changes nothing: another look sees the same letters at once, the latest parked first', async () => {
    const older = room.park(room.dead, '{', note('unreadable', { parkedAt: 1 }));
    const ids = [park(look()), older];
    for (let time = 0; time < 2; time++)
      expect((await as(admin).get({ params })).items.map(({ letterId }) => letterId)).toEqual(ids);
    expect(room.depth(room.dead)).toBe(2);
  });

  it('shows a hundred of more letters, and says that there are more', async () => {
    for (let letter = 0; letter < 103; letter++) park('{');
    const answer = await as(admin).get({ params });
    expect(answer.items).toHaveLength(100);
    expect(new Set(answer.items.map(({ letterId }) => letterId)).size).toBe(100);
    expect(answer).toMatchObject({ letters: 103, more: true });
  });

  it('says that there are more while somebody else holds some', async () => {
    park('{');
    park(look());
    const [held] = backend.sqs.receive(room.dead, 1);
    expect(await as(admin).get({ params })).toMatchObject({ letters: 2, items: [{}], more: true });
    backend.sqs.changeVisibility(room.dead, held?.receiptHandle ?? '', 0);
  });

  it('knows what SQS itself parked: the worker ended without an answer', async () => {
    room.park(room.dead, JSON.stringify(look()));
    const { items } = await as(admin).get({ params });
    expect(items).toMatchObject([
      { reason: 'unanswered', detail: 'The worker ended without an answer', deliveries: 0 },
    ]);
    expect(items[0]).not.toHaveProperty('parkedAt');
  });

  it('shows where in a stream the changes stand that could not be worked on', async () => {
    const body = {
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 9, functionArn: CAPTION },
      timestamp: '2026-11-25T10:00:00.000Z',
      DDBStreamBatchInfo: {
        shardId: 'shardId-1',
        startSequenceNumber: '100',
        endSequenceNumber: '120',
        batchSize: 3,
        streamArn: CAPTION,
      },
    };
    room.park(room.changes, JSON.stringify(body));
    const { items } = await as(admin).get({ params: { queue: 'changes-feed' } });
    expect(items).toMatchObject([
      {
        reason: 'RetryAttemptsExhausted',
        detail: '3 changes, 100 to 120 of shardId-1',
        deliveries: 9,
        parkedAt: Date.parse('2026-11-25T10:00:00Z'),
        names: {},
      },
    ]);
    expect(JSON.stringify(items)).not.toContain(CAPTION);
  });

  it('shows which run of a clock failed, or that the clock could not even call', async () => {
    const failed = { RequestID: 'c1f5-77', ErrorCode: 200, ErrorMessage: `cannot refresh ${TOKEN}` };
    room.park(room.runs, '{}', failed);
    room.park(room.runs, '{}', {
      ERROR_CODE: 'ThrottlingException',
      ERROR_MESSAGE: TOKEN,
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    });
    const { items } = await as(admin).get({ params: { queue: 'social-refresh' } });
    expect(items.map(({ reason, detail }) => `${reason}: ${detail}`).sort()).toEqual([
      'ThrottlingException: not called: MaximumRetryAttempts',
      'run_failed: see request c1f5-77 in the log',
    ]);
    expect(JSON.stringify(items)).not.toContain(TOKEN);
  });
});

describe('sending letters again', () => {
  it('moves all of them to the queue they came from, as they were, with a row for each', async () => {
    const message = look();
    park(message, 'TypeError', message.clientId);
    park('{', 'unreadable');
    expect(await as(admin).redrive({ params, body: {} })).toEqual({ moved: 2, left: 0, notFound: false });

    expect(room.depth(room.dead)).toBe(0);
    const back = room.empty(room.source);
    expect(back).toContainEqual({ body: JSON.stringify(message), groupId: message.clientId, note: {} });
    expect(back).toHaveLength(2);
    const rows = await audited();
    expect(rows.slice(0, 2)).toMatchObject([
      { action: 'letter.redriven', actorId: admin.userId, actorName: admin.name },
      { action: 'letter.redriven', actorId: admin.userId },
    ]);
    expect(rows.slice(0, 2).map(({ detail }) => detail)).toContainEqual(
      expect.objectContaining({ reason: 'TypeError', postId: message.postId, targetId: message.targetId }),
    );
  });

  it('moves one and leaves the others where they are, visible', async () => {
    const [letterId] = [park('{"n":1}'), park('{"n":2}')];
    const body = { letterId: letterId ?? '' };
    expect(await as(admin).redrive({ params, body })).toEqual({ moved: 1, left: 1, notFound: false });
    expect(room.empty(room.source)).toMatchObject([{ body: '{"n":1}' }]);
    expect(room.empty(room.dead)).toMatchObject([{ body: '{"n":2}' }]);
  });

  it('says so when the letter is not there, as when it was moved before', async () => {
    const body = { letterId: park('{"n":1}') };
    park('{"n":2}');
    await as(admin).redrive({ params, body });
    expect(await as(admin).redrive({ params, body })).toEqual({ moved: 0, left: 1, notFound: true });
    expect(room.depth(room.source)).toBe(1);
  });

  it('moves nothing twice when the same request comes twice', async () => {
    park('{"n":1}');
    const idempotencyKey = crypto.randomUUID();
    const first = await as(admin).redrive({ params, body: {} }, { idempotencyKey });
    park('{"n":2}');
    expect(await as(admin).redrive({ params, body: {} }, { idempotencyKey })).toEqual(first);
    expect(room.depth(room.dead)).toBe(1);
  });

  it('moves a hundred at once and tells how many are left', async () => {
    for (let letter = 0; letter < 104; letter++) park('{');
    expect(await as(admin).redrive({ params, body: {} })).toEqual({ moved: 100, left: 4, notFound: false });
    expect([room.depth(room.source), room.depth(room.dead)]).toEqual([100, 4]);
  });

  it('loses nothing when it dies between sending and deleting: the letter is in both places', async () => {
    park('{"n":1}');
    backend.deny('sqs:DeleteMessage');
    expect(await problemOf(as(admin).redrive({ params, body: {} }))).toMatchObject({ status: 500 });
    expect([room.depth(room.source), room.depth(room.dead)]).toEqual([1, 1]);
    backend.allow('sqs:DeleteMessage');
    expect(await as(admin).redrive({ params, body: {} })).toMatchObject({ moved: 1, left: 0 });
  });

  it('deletes nothing that could not be sent', async () => {
    park('{"n":1}');
    backend.deny('sqs:SendMessage');
    const before = (await audited()).length;
    expect(await problemOf(as(admin).redrive({ params, body: {} }))).toMatchObject({ status: 500 });
    expect([room.depth(room.source), room.depth(room.dead)]).toEqual([0, 1]);
    expect(await audited()).toHaveLength(before);
  });

  it('parks what still nobody can read again, with everything else done', async () => {
    const done: string[] = [];
    const worker = queueWorker(publishQueue, async ({ postId }) => void done.push(postId));
    const [message, poison] = [look(), look({ v: 2 })];
    for (const one of [message, poison]) room.send(JSON.stringify(one));
    await room.deliver(worker);
    expect(await as(admin).redrive({ params, body: {} })).toMatchObject({ moved: 1 });
    await room.deliver(worker);
    expect(done).toEqual([message.postId]);
    expect(await as(admin).get({ params })).toMatchObject({ items: [{ reason: 'unknown_version', names: { v: 2 } }] });
  });

  it('sends nothing round in circles that a quick worker parks again meanwhile', async () => {
    const worker = queueWorker(publishQueue, async () => {});
    const delivered: Promise<unknown>[] = [];
    const stop = backend.sqs.onMessage(room.source, () => void delivered.push(room.deliver(worker)));
    park('{');
    park('{"n":1}');
    expect(await as(admin).redrive({ params, body: {} })).toMatchObject({ moved: 2 });
    await Promise.all(delivered);
    stop();
    expect([room.depth(room.source), room.depth(room.dead)]).toEqual([0, 2]);
  });

  it('is refused where letters are only pointers, and leaves them alone', async () => {
    room.park(room.changes, '{}');
    const refused = as(admin).redrive({ params: { queue: 'changes-feed' }, body: {} });
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: 'letter.not_redrivable' });
    expect(room.depth(room.changes)).toBe(1);
  });
});

describe('deleting a letter', () => {
  it('takes away that one alone, for good, with a row under the name of who did it', async () => {
    const [letterId = ''] = [park('{', 'unreadable'), park(look())];
    await as(admin).remove({ params: { queue, letterId } });
    expect(room.depth(room.dead)).toBe(1);
    const [row] = await audited();
    expect(row).toMatchObject({
      action: 'letter.removed',
      actorId: admin.userId,
      detail: { letterId, reason: 'unreadable' },
    });
    expect(await problemOf(as(admin).remove({ params: { queue, letterId } }))).toMatchObject({
      status: 404,
      code: 'letter.not_found',
    });
    expect(room.depth(room.source)).toBe(0);
  });

  it('does not happen without its row', async () => {
    const letterId = park('{');
    backend.deny('dynamodb:PutItem');
    expect(await problemOf(as(admin).remove({ params: { queue, letterId } }))).toMatchObject({ status: 500 });
    expect(room.empty(room.dead)).toHaveLength(1);
  });

  it('works for pointers too, once their cause is mended', async () => {
    const letterId = room.park(room.runs, '{}');
    await as(admin).remove({ params: { queue: 'social-refresh', letterId } });
    expect(room.depth(room.runs)).toBe(0);
  });
});

describe('a queue that is not one of ours', () => {
  it('is not there, for anything', async () => {
    const other = { params: { queue: 'publishing-other' } };
    const tried = [
      as(admin).get(other),
      as(admin).redrive({ ...other, body: {} }),
      as(admin).remove({ params: { ...other.params, letterId: 'x' } }),
    ];
    for (const problem of await Promise.all(tried.map(problemOf)))
      expect(problem).toMatchObject({ status: 404, code: 'queue.not_found' });
  });
});
