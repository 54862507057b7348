import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FaultCase, type FaultGround, startFaultGround } from '#test/support/fault-ground.ts';
import { handedOver, linesWith, lookAt, openQueues, release, untilMet } from '#test/support/fault-tools.ts';

let ground: FaultGround;
beforeAll(async () => {
  ground = await startFaultGround();
});
afterEach(() => ground.mend());
afterAll(() => ground?.close());

const POSTS = 6;
type Kill = Parameters<FaultCase['kill']>[0];

/** Each post meets one of these deaths; all of them must be out in the end, once. */
async function allOutDespite(row: FaultCase, kills: readonly Kill[]) {
  for (let post = 0; post < POSTS; post++) {
    const kill = kills[post % kills.length] ?? { at: 'start' };
    await row.kill(kill);
    await row.now(await row.write(`${kill.when ?? ''} ${kill.at}`));
  }
  expect(await row.met(), 'every worker was really killed').toBe(POSTS);
  await row.rest();
  const figures = await row.assess(['published']);
  expect(figures).toMatchObject({ targets: POSTS, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
}

describe('a worker dies', () => {
  it('F1 before the claim is written: whoever looks next publishes it once', () =>
    allOutDespite(ground.open('F1'), [{ at: 'start' }, { at: 'dynamodb:PutItem', when: 'before' }]));

  it('F2 after the claim, before staging: its lease ends, and the next attempt publishes it once', () =>
    allOutDespite(ground.open('F2'), [{ at: 'log:target.claimed' }, { at: 'create_container', when: 'before' }]));

  it('F3 after staging, before arming: what was staged is used again or dropped, and it is out once', () =>
    allOutDespite(ground.open('F3'), [
      { at: 'create_container', when: 'after' },
      { at: 'log:target.staged' },
      { at: 'container_status', when: 'after' },
    ]));

  it('F4 after arming, before the call leaves: absence is proved first, then it is out once, within three minutes', async () => {
    const row = ground.open('F4');
    await allOutDespite(row, [{ at: 'log:target.armed' }, { at: 'media_publish', when: 'before' }]);
    const late = (await row.lateness()).map(({ lateMs = Number.POSITIVE_INFINITY }) => lateMs);
    expect(Math.max(...late)).toBeLessThanOrEqual(3 * 60_000);
  });

  it('F5 after Instagram accepted, before the commit: it is found again, and never called again', async () => {
    const row = ground.open('F5');
    await allOutDespite(row, [{ at: 'media_publish', when: 'after' }]);
    const calls = (await ground.journey.ledger()).filter(({ operation }) => operation === 'media_publish');
    expect(new Set(calls.map(({ request }) => request.creation_id)).size).toBe(calls.length);
  });
});

const surplus = () =>
  ['ignored', 'lost the race'].reduce((sum, text) => sum + linesWith(ground, 'publishing-publish', `"${text}"`), 0);

describe('more than one worker', () => {
  it('F7 every message ten times, in any order: one call for each post', async () => {
    const row = ground.open('F7');
    const before = surplus();
    for (const queue of ['due', 'publish'])
      await ground.journey.order(`/queues/${queue}`, { deliver: 10, reorder: true, seed: 'F7' });
    for (let post = 0; post < POSTS; post++) await row.publish(await row.write('ten times'));
    await ground.journey.advance('PT30S');
    row.count(surplus() - before);
    await row.rest();
    const figures = await row.assess(['published']);
    expect(figures).toMatchObject({ targets: POSTS, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
    expect(figures.injected, 'deliveries that had nothing to do').toBeGreaterThanOrEqual(POSTS * 9);
  });

  it('F11 two claim at the same instant: one call', async () => {
    const row = ground.open('F11');
    for (let post = 0; post < 3; post++) {
      await ground.journey.order('/queues/due', { paused: true });
      const piece = await row.write('two at once');
      await row.publish(piece);
      const event = handedOver(await lookAt(ground, piece));
      const invoke = () => ground.journey.order('/functions/publishing-publish/invoke', event);
      row.count(1);
      await Promise.all([invoke(), invoke(), ground.journey.order('/queues/due', { paused: false })]);
      await ground.journey.advance('PT20S');
    }
    await row.rest();
    const figures = await row.assess(['published']);
    expect(figures).toMatchObject({ targets: 3, injected: 3, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
  });

  it('F11 a lease that ends while its holder is only slow: the slow one writes nothing more, one call', async () => {
    const row = ground.open('F11');
    const lost = () => linesWith(ground, 'publishing-publish', '"lost the race"');
    const before = lost();
    for (let post = 0; post < 3; post++) {
      await ground.journey.order('/faults/instagram', { operation: 'create_container', delayMs: 1_500 });
      await row.publish(await row.write('slow'));
      await untilMet(ground, 'instagram');
      // Two minutes pass; the slow one is still in its call.
      await ground.journey.order('/clock', { advance: 'PT2M', jump: true });
      await ground.journey.order('/queues/publish', { expire: true });
      await ground.journey.advance('PT20S');
    }
    row.count(lost() - before);
    await row.rest();
    const figures = await row.assess(['published']);
    expect(figures).toMatchObject({ targets: 3, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
    expect(figures.injected, 'slow workers that lost their target').toBeGreaterThanOrEqual(3);
  });

  it('F11 a worker that pauses between arming and sending: its arm has run out, and it does not send', async () => {
    const row = ground.open('F11');
    const expired = () => linesWith(ground, 'publishing-publish', 'arm expired');
    const before = expired();
    for (let post = 0; post < 3; post++) {
      await row.publish(await row.write('paused'));
      await ground.journey.settle();
      // The next write of a worker is the arm: it is stored, and its answer comes late.
      await ground.journey.order('/faults/dynamodb', {
        operation: 'TransactWriteItems',
        when: 'after',
        delayMs: 3_000,
      });
      const passed = ground.journey.advance('PT10S');
      await untilMet(ground, 'dynamodb');
      await ground.journey.order('/clock', { advance: 'PT30S', jump: true });
      await passed;
      // Its next attempt must not meet what is ordered for the next post.
      await row.rest();
    }
    row.count(expired() - before);
    const figures = await row.assess(['published']);
    expect(figures).toMatchObject({ targets: 3, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
    expect(figures.injected, 'arms that had run out').toBeGreaterThanOrEqual(3);
  });
});

describe('a release in the middle of a burst', () => {
  it('F29 all workers start anew with other code half-way: each post goes out once', async () => {
    const row = ground.open('F29');
    for (let post = 0; post < POSTS; post++) await row.publish(await row.write('release'));
    await ground.journey.settle();
    const starts = async () => (await ground.journey.state()).functions['publishing-publish']?.coldStarts ?? 0;
    const before = await starts();
    release();
    row.count(POSTS);
    await row.rest();
    expect(await starts()).toBeGreaterThan(before);
    const figures = await row.assess(['published']);
    expect(figures).toMatchObject({ targets: POSTS, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
  });

  it('F29 messages of an older and of a newer release: what they do not say is read, and it is out once', async () => {
    const row = ground.open('F29');
    const queues = await openQueues(ground);
    const shapes: readonly object[] = [
      {},
      { known: { shape: 'of a newer release' } },
      { known: {}, priority: 'high', sentBy: 'a newer release' },
    ];
    await ground.journey.order('/queues/due', { paused: true });
    for (let post = 0; post < POSTS; post++) {
      const piece = await row.write('message');
      await row.publish(piece);
      const message = { ...(await lookAt(ground, piece)), ...shapes[post % shapes.length] };
      await queues.send('publish', JSON.stringify(message));
      row.count(1);
    }
    await ground.journey.advance('PT20S');
    expect(
      (await row.all()).map(({ state }) => state),
      'without any other message',
    ).toEqual(Array.from({ length: POSTS }, () => 'published'));
    await ground.journey.order('/queues/due', { paused: false });
    await row.rest();
    const figures = await row.assess(['published']);
    expect(figures).toMatchObject({ targets: POSTS, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 });
  });
});
