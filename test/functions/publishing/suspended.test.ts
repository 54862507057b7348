import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as clientsApi } from '#functions/clients/api.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { clients } from '#shared/clients/contract.ts';
import { client } from '#shared/contract/client.ts';
import type { Post } from '#shared/posts/contract.ts';
import { sendFor } from '#test/support/gateway.ts';
import { restaurant } from '#test/support/instagram.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Hours pass in these tests, a quarter of a minute at a time.
vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
let neighbour: Business;
let staff: { suspend(): Promise<unknown>; resume(): Promise<unknown> };
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
  neighbour = await world.openBusiness(restaurant.id);
  const owner = await world.backend.signInAs('owner');
  const calls = client(clients, (call) => sendFor(clientsApi, world.backend.issuer.issue(owner.subject))(call));
  const on = { params: { clientId: cafe.clientId }, body: { reason: 'test' } };
  staff = { suspend: () => calls.suspend(on), resume: () => calls.resume(on) };
}, 30_000);
afterAll(() => world.close());

const read = ({ postId }: Post) => cafe.calls.get({ params: { postId } });
const inMinutes = async (minutes: number, caption: string) =>
  cafe.schedule(await cafe.write(caption), toWallTime(Date.now() + minutes * 60_000));
const actionsOf = async ({ postId }: Post) =>
  (await cafe.calls.history({ params: { postId }, query: {} })).items.map(({ action }) => action).reverse();

describe('a suspended business (F33)', () => {
  it('sends nothing from a minute after on, and its posts go out by themselves when it is active again', async () => {
    const [soon, later] = [await inMinutes(10, 'soon'), await inMinutes(40, 'later')];
    const other = await neighbour.schedule(await neighbour.write('other'), toWallTime(Date.now() + 600_000));
    await world.pass(2);
    await staff.suspend();
    await world.pass(43, { steps: 2 });
    expect([world.heldWith('soon').length, world.heldWith('later').length, world.heldWith('other').length]).toEqual([
      0, 0, 1,
    ]);
    expect((await neighbour.calls.get({ params: other })).state).toBe('published');

    await staff.resume();
    // Functions remember for a minute that they may not enter.
    await world.pass(7);

    for (const post of [soon, later]) {
      expect(await read(post)).toMatchObject({ state: 'published', targets: [{ state: 'published', attempt: 1 }] });
      const actions = await actionsOf(post);
      expect(actions.filter((action) => action === 'target.suspended')).toHaveLength(1);
    }
    expect([world.heldWith('soon').length, world.heldWith('later').length]).toEqual([1, 1]);
  });

  it('that comes back past the grace is asked: nothing is flushed', async () => {
    const post = await inMinutes(10, 'too late');
    await staff.suspend();
    await world.pass(80, { steps: 2 });
    const asked = () =>
      world.sqs.receive(world.queues.notices, 10).filter(({ body }) => body.includes(post.postId)).length;
    expect(asked(), 'when it was missed: the notifier finds nobody who may enter').toBe(1);
    await staff.resume();
    await world.backend.advance(61_000);
    expect(asked(), 'now that somebody may').toBe(1);
    await world.pass(10);
    expect((await read(post)).targets[0]).toMatchObject({ state: 'missed', reason: 'client.suspended' });
    expect([world.stagedWith('too late'), world.heldWith('too late').length]).toEqual([0, 0]);
  });

  it('shows why while it waits, as soon as somebody may look again', async () => {
    const post = await inMinutes(4, 'why');
    await world.pass(0.25);
    await staff.suspend();
    await world.pass(8);
    await staff.resume();
    await world.backend.advance(1_000);
    expect((await read(post)).targets[0]).toMatchObject({ state: 'scheduled', reason: 'client.suspended' });
    await world.pass(8);
    expect((await read(post)).state).toBe('published');
  });
});
