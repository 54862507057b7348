import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/media/api.ts';
import { media as entity } from '#functions/media/media.entity.ts';
import { newId } from '#runtime/ids.ts';
import { client } from '#shared/contract/client.ts';
import { media } from '#shared/media/contract.ts';
import { openScene, type Scene } from '#test/functions/posts/scene.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';

let backend: Backend;
let cafe: Scene;
beforeAll(async () => {
  backend = await startBackend();
  cafe = await openScene(backend);
});
afterAll(() => backend.close());
const api = (scene = cafe) => client(media, sendFor(handler, scene.token));

/** An image that passed the gate, as its row says. */
async function add(change: object = {}, scene = cafe): Promise<string> {
  const mediaId = newId('media');
  const { clientId } = scene;
  await entity
    .put({
      ...{
        clientId,
        mediaId,
        state: 'ready',
        fileName: 'latte.jpg',
        createdAt: 1,
        uploadKey: 'u',
        key: `k/${mediaId}.jpg`,
      },
      ...{ width: 1080, height: 1080, bytes: 1000, stored: 2500, sha256: 'ab'.repeat(32), ...change },
    })
    .go();
  return mediaId;
}
const idsOf = ({ items }: { items: readonly { mediaId: string }[] }) => items.map(({ mediaId }) => mediaId);

describe('the library', () => {
  it('finds images by name, description in both languages and tag, however they are spelt', async () => {
    const scene = await openScene(backend);
    const byName = await add({ fileName: 'قهوة-الصباح.jpg' }, scene);
    const byWords = await add({ altText: 'فنجان قَهوة', altTextEn: 'A cup of coffee' }, scene);
    const byTag = await add({ tags: ['قهوه', 'رمضان'] }, scene);
    const found = await api(scene).list({ query: { q: 'قهوة' } });
    expect(idsOf(found)).toEqual([byTag, byWords, byName]);
    expect(idsOf(await api(scene).list({ query: { q: 'COFFEE cup' } }))).toEqual([byWords]);
    expect(idsOf(await api(scene).list({ query: { tag: 'رمضان' } }))).toEqual([byTag]);
  });

  it('reads on through pages of what is not wanted, and ends', async () => {
    const scene = await openScene(backend);
    const wanted = [await add({ tags: ['x'] }, scene)];
    for (let n = 0; n < 105; n += 1) await add({}, scene);
    wanted.unshift(await add({ tags: ['x'] }, scene));
    const first = await api(scene).list({ query: { tag: 'x', limit: 1 } });
    const second = await api(scene).list({ query: { tag: 'x', limit: 1, cursor: first.cursor } });
    expect([...idsOf(first), ...idsOf(second)]).toEqual(wanted);
    expect(second.cursor).toBeUndefined();
  });

  it('tells which images no post shows, and which posts show one', async () => {
    const spare = await add();
    const { postId } = await cafe.draft({ caption: 'قهوة' });
    const unused = idsOf(await api().list({ query: { only: 'unused' } }));
    expect(unused).toContain(spare);
    expect(unused).not.toContain(cafe.mediaId);
    const { posts } = await api().uses({ params: { mediaId: cafe.mediaId } });
    expect(posts).toContainEqual({ postId, state: 'draft', excerpt: 'قهوة' });
    expect((await api().uses({ params: { mediaId: spare } })).posts).toEqual([]);
  });

  it('tells copies apart', async () => {
    const copy = await add({ copyOf: cafe.mediaId });
    expect(idsOf(await api().list({ query: { only: 'copies' } }))).toEqual([copy]);
  });

  it('adds up what is stored, of how much, and which tags there are', async () => {
    const scene = await openScene(backend);
    const before = await api(scene).summary();
    await add({ tags: ['شتاء', 'قهوة'] }, scene);
    await add({ tags: ['قهوة'], stored: 500 }, scene);
    await add({ state: 'refused', stored: 99_999 }, scene);
    const after = await api(scene).summary();
    expect(after.stored - before.stored).toBe(3000);
    expect(after.items - before.items).toBe(2);
    expect(after).toMatchObject({ tags: ['شتاء', 'قهوة'], quota: 5_000_000_000 });
  });

  it('keeps descriptions and tags; what is left out stays, and the same tag is kept once', async () => {
    const mediaId = await add();
    const params = { mediaId };
    await api().describe({ params, body: { altText: 'كوب', tags: ['قهوة', 'قهوه', 'Winter'] } });
    await api().describe({ params, body: { altTextEn: 'A cup' } });
    expect(await api().get({ params })).toMatchObject({ altText: 'كوب', altTextEn: 'A cup', tags: ['قهوه', 'Winter'] });
  });

  it('deletes several at once; what a post needs stays and is told', async () => {
    await cafe.draft();
    const [one, two] = [await add(), await add()];
    const answer = await api().removeMany({ body: { mediaIds: [one, cafe.mediaId, two, newId('media')] } });
    expect(answer.inUse).toEqual([cafe.mediaId]);
    expect(answer.removed).toHaveLength(3);
    expect((await problemOf(api().get({ params: { mediaId: one } }))).code).toBe('media.not_found');
    expect((await api().get({ params: { mediaId: cafe.mediaId } })).state).toBe('ready');
  });

  it("never deletes another business's images, and says nothing of them", async () => {
    const stranger = await openScene(backend);
    const theirs = await add({}, stranger);
    expect(await api().removeMany({ body: { mediaIds: [theirs] } })).toEqual({ removed: [theirs], inUse: [] });
    expect((await api(stranger).get({ params: { mediaId: theirs } })).state).toBe('ready');
  });
});
