import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { type FaultCase, type FaultGround, type Piece, startFaultGround } from '#test/support/fault-ground.ts';
import { linesWith, lookAt, openMedia, openQueues } from '#test/support/fault-tools.ts';
import { picture } from '#test/support/images.ts';
import { upload } from '#test/support/journey-person.ts';

let ground: FaultGround;
beforeAll(async () => {
  ground = await startFaultGround();
});
afterEach(() => ground.mend());
afterAll(() => ground?.close());

const MINUTE = 60_000;
const clean = { lost: 0, duplicated: 0, stuck: 0, needsReview: 0 };
const order = (path: string, body: object) => ground.journey.order(path, body);
const passes = (duration: string) => ground.journey.advance(duration);

const Schedule = z.object({ name: z.string(), group: z.string() });
/** The schedules that wait for a post. */
const schedulesOf = async ({ postId }: Piece) =>
  z
    .array(Schedule)
    .parse((await ground.journey.state()).schedules)
    .filter(({ name }) => name.startsWith(postId));

/** How many milliseconds after their minute the posts of a case went out; the earliest first, never last. */
const lateness = async (row: FaultCase) =>
  (await row.lateness()).map(({ lateMs = Number.POSITIVE_INFINITY }) => lateMs).toSorted((a, b) => a - b);

describe('schedules', () => {
  it.each([
    ['fire twice', 2 * MINUTE],
    ['fire 59 s late', 2 * MINUTE],
    ['never fire', 8 * MINUTE],
  ])('F8 that %s: one call, in time', async (how, latest) => {
    const row = ground.open('F8');
    const fired = [];
    for (let post = 0; post < 3; post++) {
      const piece = await row.schedule(await row.write(how), 20);
      const schedules = await schedulesOf(piece);
      expect(schedules).not.toEqual([]);
      for (const { name, group } of schedules) {
        if (how === 'fire 59 s late') await order(`/schedules/${name}`, { group, late: 'PT59S' });
        if (how === 'never fire') await order(`/schedules/${name}`, { group, skip: true });
        fired.push({ name, group });
      }
      row.count(1);
    }
    await passes('PT20M30S');
    if (how === 'fire twice') for (const { name, group } of fired) await order(`/schedules/${name}/fire`, { group });
    await row.rest();
    expect((await lateness(row)).at(-1)).toBeLessThan(latest);
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 3, injected: 3 });
  });

  it('F9 that fire for a moved, edited or cancelled post: no call for the old revision, and a log line', async () => {
    const row = ground.open('F9');
    const ignored = linesWith(ground, 'publishing-due', 'nothing due');
    await order('/queues/due', { paused: true });
    const [first, second, third] = [await row.write('moved'), await row.write('edited'), await row.write('cancelled')];
    const [moved, edited, cancelled] = [
      await row.schedule(first, 10),
      await row.schedule(second, 10),
      await row.schedule(third, 10),
    ];
    // All three have fired; their messages are on the way.
    await passes('PT10M30S');
    await row.schedule(moved, 30);
    await row.edit(edited);
    await row.cancel(cancelled);
    await order('/queues/due', { paused: false });
    await passes('PT2M');
    expect([await row.out(moved), await row.out(edited), await row.out(cancelled)]).toEqual([0, 0, 0]);
    expect(linesWith(ground, 'publishing-due', 'nothing due') - ignored).toBeGreaterThanOrEqual(3);
    row.count(3);
    await row.rest();
    expect((await row.read(cancelled.postId)).state).toBe('draft');
    expect((await row.lateness())[0]?.lateMs, 'the moved one waits for its new minute').toBeGreaterThan(-MINUTE);
    expect(await row.assess(['published', 'draft'])).toMatchObject({ ...clean, targets: 3, injected: 3 });
  });
});

describe('messages that nobody can read', () => {
  it('F20 are parked alone, whatever is wrong with them; the others of their batch go out', async () => {
    const row = ground.open('F20');
    const queues = await openQueues(ground);
    const poison = ['{"v":1,', '{"v":99}', JSON.stringify({ v: 1, text: 'x'.repeat(1_000_000) })];
    await order('/queues/publish', { paused: true });
    for (const body of poison) {
      await row.publish(await row.write('batch mate'));
      await queues.send('publish', body);
      row.count(1);
    }
    await order('/queues/publish', { paused: false });
    await passes('PT30S');
    expect((await row.all()).map(({ state }) => state)).toEqual(['published', 'published', 'published']);
    await passes('PT40M');
    expect(await queues.find('publish')).toMatchObject({ depth: 0, inFlight: 0 });
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 3, injected: 3 });
  });

  it('F20 only to a broken release: parked, put back after the repair, and out once', async () => {
    const row = ground.open('F20');
    const queues = await openQueues(ground);
    await order('/queues/due', { paused: true });
    await order('/queues/publish', { paused: true });
    for (let post = 0; post < 3; post++) {
      const piece = await row.write('unlucky');
      await row.publish(piece);
      await queues.send('publish', JSON.stringify(await lookAt(ground, piece)));
    }
    for (let receive = 1; receive <= 5; receive++) await row.kill({ at: 'start' });
    await order('/queues/publish', { paused: false });
    for (let receive = 1; receive <= 5; receive++) {
      await ground.journey.settle();
      await order('/queues/publish', { expire: true });
    }
    await ground.journey.settle();
    expect(await row.met(), 'as many deaths as attempts').toBe(5);
    expect(await queues.find('publish')).toMatchObject({ depth: 0, inFlight: 0 });
    await queues.redrive('publish dead letters');
    await passes('PT20S');
    await order('/queues/due', { paused: false });
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 3, injected: 5 });
  });
});

describe('the table', () => {
  /** `times` calls in a hundred meet the fault, evenly; the others pass. */
  const share = (every: number, operation: string, fault: object) =>
    Array.from({ length: 60 }, () => [
      { operation, delayMs: 0, times: every - 1 },
      { operation, ...fault },
    ]).flat();

  it.each([
    ['throttles 20 % of all calls', share(5, '*', { error: 'throttle' }), 10],
    ['stores every third move and loses the answer', share(3, 'TransactWriteItems', { reset: 'after' }), 10],
    [
      'refuses moves for longer than anybody tries again',
      [{ operation: 'TransactWriteItems', error: 'throttle', times: 12 }],
      12,
    ],
  ])('F21 %s: tried again, out once', async (how, faults, atLeast) => {
    const row = ground.open('F21');
    const pieces = [];
    for (let post = 0; post < 6; post++) pieces.push(await row.write(how));
    await order('/queues/due', { paused: true });
    for (const piece of pieces) await row.publish(piece);
    await ground.journey.settle();
    await row.break('dynamodb', ...faults);
    await order('/queues/due', { paused: false });
    await passes('PT3M');
    expect(await row.met()).toBeGreaterThanOrEqual(atLeast);
    await row.mend();
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 6 });
  });

  it('F22 shows indexes and eventual reads as they were 5 s ago: nothing is decided by them alone', async () => {
    const row = ground.open('F22');
    const table = ground.journey.endpoints().aws.tableName;
    await order(`/tables/${table}`, { indexLagMs: 5_000 });
    for (const queue of ['due', 'publish']) await order(`/queues/${queue}`, { deliver: 2 });
    for (let post = 0; post < 3; post++) {
      const piece = await row.schedule(await row.write('left to the sweeper'), 10);
      for (const { name, group } of await schedulesOf(piece)) await order(`/schedules/${name}`, { group, skip: true });
      await row.publish(await row.write('at once'));
      row.count(2);
    }
    await passes('PT18M');
    await row.rest();
    expect((await lateness(row)).at(-1)).toBeLessThan(8 * MINUTE);
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 6, injected: 6 });
  });
});

describe('the key service', () => {
  const key = (enabled: boolean) => order('/keys/TokenKey', { enabled });
  const called = async (row: FaultCase) =>
    (await ground.journey.ledger()).filter(({ request }) => request.caption?.startsWith(`${row.row} down`)).length;

  it('F23 is down: an opened key is good for minutes, then posts wait; nothing is sent without it', async () => {
    const row = ground.open('F23');
    await row.now(await row.write('opens the key'));
    await key(false);
    await row.now(await row.write('with the opened key'));
    expect((await row.all()).map(({ state }) => state)).toEqual(['published', 'published']);

    await passes('PT6M');
    for (let post = 0; post < 4; post++) await row.now(await row.write('down'));
    await passes('PT3M');
    expect(await called(row)).toBe(0);
    row.count((await row.all()).filter(({ state }) => state !== 'published').length);
    await key(true);
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 6, injected: 4 });
  });

  it('F23 throttles: tried again', async () => {
    const row = ground.open('F23');
    for (let post = 0; post < 3; post++) {
      await passes('PT6M');
      await row.break('kms', { operation: 'Decrypt', error: 'throttle', times: 2 });
      await row.now(await row.write('throttled'));
    }
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 3, injected: 6 });
  });
});

describe('the image', () => {
  it.each([
    ['is gone', 'media.missing', undefined],
    ['was cut off', 'media.changed', (bytes: Buffer) => bytes.subarray(0, 900)],
    ['was replaced', 'media.changed', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('another one')])],
  ])(
    'F24 %s after approval: failed before Instagram is called; as it was again, it goes out',
    async (how, reason, spoil) => {
      const row = ground.open('F24');
      const media = openMedia(ground);
      const mended = [];
      for (let post = 0; post < 2; post++) {
        const { mediaId } = await upload(ground.manager.api, await picture({ width: 700, height: 700 }));
        const piece = await row.write(how, { ...ground.desk, mediaIds: [mediaId] });
        const url = (await row.read(piece.postId)).media[0]?.url ?? '';
        const approved = Buffer.from(await (await fetch(url)).arrayBuffer());
        mended.push(await media.spoil(url, spoil?.(approved), approved));
        row.count(1);
        await row.now(piece);
      }
      const targets = (await row.all()).flatMap((post) => post.targets);
      expect(targets).toMatchObject([
        { state: 'failed', reason },
        { state: 'failed', reason },
      ]);
      const calls = (await ground.journey.ledger()).filter(({ request }) => request.caption?.startsWith(`F24 ${how}`));
      expect(calls).toEqual([]);
      for (const mend of mended) await mend();
      await row.retry();
      await row.rest();
      expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 2, injected: 2 });
    },
  );
});

describe('the clocks', () => {
  it.each([
    ['ahead', { 'publishing-publish': 'PT5M', 'publishing-sweep': 'PT5M', 'publishing-due': '-PT5M' }],
    ['behind', { 'publishing-publish': '-PT5M', 'publishing-plan': 'PT5M', posts: '-PT5M' }],
  ])('F12 of workers are five minutes %s of the others: not early, not late, and once', async (how, skews) => {
    const row = ground.open('F12');
    for (const [name, by] of Object.entries(skews)) await order(`/functions/${name}/skew`, { by });
    // Minute after minute, so that one of them meets every moment of the sweeper; in zones with summer time as well.
    const zones = ['Asia/Kuwait', 'Europe/London', 'Asia/Kuwait', 'America/New_York', 'Asia/Kuwait'];
    for (const [minute, zone] of zones.entries()) {
      const { postId, revision } = await row.write(`${how} ${zone}`);
      const wallTime = toWallTime(ground.journey.now() + (20 + minute) * MINUTE, zone);
      await ground.manager.api.posts.schedule({ params: { postId }, body: { revision, wallTime, zone } });
      row.count(1);
    }
    await passes('PT40M');
    const late = await lateness(row);
    expect(late.at(0), 'milliseconds after its minute').toBeGreaterThan(-MINUTE);
    expect(late.at(-1), 'milliseconds after its minute').toBeLessThan(15 * MINUTE);
    await row.rest();
    expect(await row.assess(['published'])).toMatchObject({ ...clean, targets: 5, injected: 5 });
  });
});
