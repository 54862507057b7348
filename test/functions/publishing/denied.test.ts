import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import type { Post } from '#shared/posts/contract.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Hours pass in these tests, a quarter of a minute at a time.
vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
}, 30_000);
afterAll(() => world.close());
beforeEach(() => world.instagram.sandbox.faults.clear());

const read = ({ postId }: Post) => cafe.calls.get({ params: { postId } });
const actionsOf = async ({ postId }: Post) =>
  (await cafe.calls.history({ params: { postId }, query: {} })).items.map(({ action }) => action);
/** Not the network as a whole: that would be left alone for minutes. */
const unreadable = { status: 400, body: errorBody(100, 33), times: 10_000 };
const muteContainers = () => world.instagram.sandbox.faults.add({ operation: 'container_status', ...unreadable });

/** A post whose call got no answer, which nobody could read up: its people are asked. */
async function asked(caption: string, reset: 'before' | 'after') {
  world.instagram.sandbox.faults.add({ operation: 'media_publish', reset });
  const post = await cafe.now(await cafe.write(caption));
  await world.pass(0.5);
  muteContainers();
  await world.pass(20, { steps: 2 });
  const inDoubt = await read(post);
  expect(inDoubt.state).toBe('needs_review');
  return inDoubt;
}

const denyIt = ({ postId, revision, targets }: Post) =>
  cafe.calls.resolve({ params: { postId, targetId: targets[0]?.targetId ?? '' }, body: { revision, seen: false } });

describe('a person says “it is not there” (F34)', () => {
  it('and it is, as its container tells by now: it is bound, said so, and never sent again', async () => {
    const post = await asked('live after all', 'after');
    world.instagram.sandbox.faults.clear();
    const answer = await denyIt(post);
    expect(answer.targets[0]).toMatchObject({ state: 'unknown', reason: 'publishing.asking_again' });
    await world.pass(0.5, { sweeping: false });

    const [target] = (await read(post)).targets;
    expect(target).toMatchObject({ state: 'published', found: true, permalink: expect.stringContaining('/p/') });
    expect(target?.reason).toBeUndefined();
    expect((await actionsOf(post)).slice(0, 2)).toEqual(['target.found', 'target.denied']);
    await world.pass(20, { steps: 2 });
    expect(world.heldWith('live after all')).toHaveLength(1);
  });

  it('and it is, as only the account shows: the same', async () => {
    const post = await asked('shown on the account', 'after');
    await denyIt(post);
    await world.pass(20, { steps: 2 });
    expect((await read(post)).targets[0]).toMatchObject({ state: 'published', found: true });
    expect(world.heldWith('shown on the account')).toHaveLength(1);
  });

  it('and it is not: it is sent again, at once', async () => {
    const post = await asked('not there', 'before');
    world.instagram.sandbox.faults.clear();
    await denyIt(post);
    await world.pass(1, { sweeping: false });
    const [target] = (await read(post)).targets;
    expect(target?.state).toBe('published');
    expect(target?.found).toBeUndefined();
    expect(await actionsOf(post)).toContain('target.absent');
    expect(world.heldWith('not there')).toHaveLength(1);
  });

  it('and nothing can tell any more, the account shows others only: it is sent again', async () => {
    const post = await asked('nobody can tell', 'before');
    await denyIt(post);
    await world.pass(0.5);
    world.instagram.sandbox.faults.clear();
    await world.pass(5);
    expect((await read(post)).state).toBe('published');
    expect(world.heldWith('nobody can tell')).toHaveLength(1);
  });

  it('and the network answers nothing: nothing is sent, and they are asked once more', async () => {
    const post = await asked('no answer', 'after');
    world.instagram.sandbox.faults.add({ operation: 'media_list', ...unreadable });
    await denyIt(post);
    await world.pass(20, { steps: 2 });
    const again = await read(post);
    expect(again.targets[0]).toMatchObject({ state: 'needs_review', reason: 'publishing.in_doubt' });
    expect(world.heldWith('no answer')).toHaveLength(1);
  });
});
