import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { targetStates } from '#shared/publishing/states.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from '#test/functions/publishing/world.ts';
import { problemOf } from '#test/support/gateway.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
}, 30_000);
afterAll(() => world.close());

const rowsOf = async (subjectId: string) =>
  (await eventsOf(cafe.clientId, subjectId, { limit: 100, cursor: null })).items.toReversed();

describe('the trail of a post', () => {
  it('names the person of every act, and nobody for what the platform did itself', async () => {
    const draft = await cafe.write('trail');
    const content = { caption: 'trail 2', mediaIds: [cafe.mediaId], accountIds: [cafe.connected.accountId] };
    const edited = await cafe.calls.edit({ params: draft, body: { ...content, revision: draft.revision } });
    const scheduled = await cafe.schedule(edited, '2031-01-01T10:00');
    const paused = await cafe.calls.pause({ params: draft, body: { revision: scheduled.revision } });
    const resumed = await cafe.calls.resume({ params: draft, body: { revision: paused.revision } });
    const cancelled = await cafe.calls.cancel({ params: draft, body: { revision: resumed.revision } });
    await cafe.now(cancelled);
    await world.pass(1);

    const rows = await rowsOf(draft.postId);
    const people = rows.filter(({ actorId }) => actorId !== undefined);
    expect(people.map(({ action }) => action)).toEqual([
      'post.created',
      'post.edited',
      'post.scheduled',
      'post.paused',
      'post.resumed',
      'post.cancelled',
      'post.publish_requested',
    ]);
    expect(people.every(({ actorId, actorName }) => actorId === cafe.userId && actorName === cafe.name)).toBe(true);
    const platform = rows.filter(({ actorId }) => actorId === undefined);
    expect(platform.every(({ action }) => action.startsWith('target.'))).toBe(true);
    expect(platform.at(-1)?.action).toBe('target.published');
  });

  it('has a row for every state that a target was ever in, and its fence only grows', async () => {
    const draft = await cafe.write('fences');
    world.instagram.sandbox.faults.add({ operation: 'media_publish', reset: 'after' });
    await cafe.now(draft);
    await world.pass(10);
    const details = (await rowsOf(draft.postId)).map(({ detail }) => ({ ...detail }) as Record<string, unknown>);
    const states = details.map(({ state }) => state).filter((state) => state !== undefined);
    expect(states).toEqual(expect.arrayContaining(['claimed', 'staged', 'armed', 'unknown', 'published']));
    expect(states.every((state) => targetStates.some((known) => known === state))).toBe(true);
    const fences = details.flatMap(({ fence }) => (typeof fence === 'number' ? [fence] : []));
    expect(fences.length).toBeGreaterThan(3);
    expect(fences).toEqual(fences.toSorted((a, b) => a - b));
  });

  it('holds no caption, token or address', async () => {
    const secret = 'a caption that nobody else should read';
    const draft = await cafe.write(secret);
    await cafe.now(draft);
    await world.pass(1);
    const written = JSON.stringify([await rowsOf(draft.postId), await rowsOf(cafe.connected.accountId)]);
    for (const word of [secret, 'IG', 'token', cafe.email]) expect(written, word).not.toContain(word);
  });

  it('stays when the post is deleted, and the post stays gone', async () => {
    const draft = await cafe.write('deleted');
    await cafe.calls.remove({ params: draft });
    expect((await rowsOf(draft.postId)).map(({ action }) => action)).toEqual(['post.created', 'post.removed']);
    expect(await problemOf(cafe.calls.get({ params: draft }))).toMatchObject({ status: 404 });
  });

  it('gets no row for what was refused', async () => {
    const draft = await cafe.write('refused');
    await problemOf(cafe.calls.cancel({ params: draft, body: { revision: draft.revision } }));
    await problemOf(cafe.schedule(draft, '2001-01-01T10:00'));
    await problemOf(cafe.calls.edit({ params: draft, body: { ...cafe.content, revision: 9 } }));
    expect(await rowsOf(draft.postId)).toHaveLength(1);
  });
});
