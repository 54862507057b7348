import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { post } from '#functions/posts/post.entity.ts';
import type { PostSummary } from '#shared/posts/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf } from '#test/support/gateway.ts';
import { openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
let rival: Scene;
beforeAll(async () => {
  backend = await startBackend();
  [cafe, rival] = [await openScene(backend), await openScene(backend)];
});
afterAll(() => backend.close());

type Query = Parameters<Scene['calls']['list']>[0]['query'];
async function everyPage(query: Query, by: Scene = cafe, between: (page: number) => Promise<unknown> = async () => {}) {
  const found: PostSummary[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await by.calls.list({ query: { ...query, ...(cursor === undefined ? {} : { cursor }) } });
    found.push(...page.items);
    cursor = page.cursor;
    await between(++pages);
  } while (cursor !== undefined);
  return { found, pages };
}

describe('a list of posts', () => {
  it('shows drafts first changed last, each once, also while others are written', async () => {
    const made = [];
    for (let n = 0; n < 7; n++) made.push((await cafe.draft({ caption: `p${n}` })).postId);
    const { found, pages } = await everyPage({ limit: 3 }, cafe, (page) =>
      page === 1 ? cafe.draft({ caption: 'late' }) : Promise.resolve(),
    );
    expect(found.map(({ postId }) => postId)).toEqual([...made].reverse());
    expect(pages).toBe(3);
  });

  it('by time shows what goes out between two instants, earliest first, drafts not at all', async () => {
    const at = async (wallTime: string) => (await cafe.schedule(await cafe.draft(), wallTime)).postId;
    const [third, first, , second] = [
      await at('2031-03-03T09:00'),
      await at('2031-03-01T09:00'),
      await at('2031-03-04T00:00'),
      await at('2031-03-02T09:00'),
    ];
    const between = { from: Date.parse('2031-02-28T21:00Z'), to: Date.parse('2031-03-03T21:00Z') };
    const { found } = await everyPage({ ...between, limit: 2 });
    expect(found.map(({ postId }) => postId)).toEqual([first, second, third]);
  });

  it('by time begins where it is told, however long ago that is', async () => {
    const scheduled = await cafe.schedule(await cafe.draft(), '2031-05-01T09:00');
    const { found } = await everyPage({ from: 5, to: Date.parse('2032-01-01'), limit: 100 });
    expect(found.map(({ postId }) => postId)).toContain(scheduled.postId);
    const { found: none } = await everyPage({ from: 0, to: 100, limit: 100 });
    expect(none).toEqual([]);
  });

  it('of a state shows that state only', async () => {
    const { postId } = await cafe.schedule(await cafe.draft(), '2031-06-01T09:00');
    const { found } = await everyPage({ state: 'scheduled' });
    expect(found.map((post) => post.postId)).toContain(postId);
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['scheduled']));
  });

  it('never shows a post of another business', async () => {
    const { postId } = await rival.draft({ caption: 'secret' });
    const { found } = await everyPage({ limit: 100 });
    expect(found.map((post) => post.postId)).not.toContain(postId);
  });

  it('shows the beginning of a text without breaking an emoji', async () => {
    const caption = '👨‍👩‍👧‍👦'.repeat(200);
    const { postId } = await cafe.draft({ caption });
    const { items } = await cafe.calls.list({ query: { limit: 1 } });
    expect(items[0]?.postId).toBe(postId);
    const excerpt = items[0]?.excerpt ?? '';
    expect(excerpt.length).toBeGreaterThan(50);
    expect(caption.startsWith(excerpt)).toBe(true);
    const shown = [...new Intl.Segmenter('ar').segment(excerpt)].map(({ segment }) => segment);
    expect(new Set(shown)).toEqual(new Set(['👨‍👩‍👧‍👦']));
  });
});

describe('the header of a post', () => {
  it('stays within one kilobyte, the unit that writes are charged by, however rich the post is', async () => {
    const caption = 'قَهْوَةٌ '.repeat(400);
    const { postId } = await cafe.schedule(await cafe.draft({ caption: caption.slice(0, 2200) }), '2031-07-01T09:00');
    const { data } = await post.get({ clientId: cafe.clientId, postId }).go({ data: 'raw' });
    const { Item: item } = z.object({ Item: z.record(z.string(), z.unknown()) }).parse(data);
    expect(Object.keys(item).length).toBeGreaterThan(15);
    expect(bytesOf(item)).toBeLessThanOrEqual(1024);
  });

  /** As DynamoDB counts: names and values, numbers by their digits. */
  const bytesOf = (item: Record<string, unknown>) =>
    Object.entries(item).reduce((sum, [name, value]) => {
      const written = typeof value === 'string' ? value : JSON.stringify(value);
      return sum + Buffer.byteLength(name) + Buffer.byteLength(written);
    }, 0);
});

describe('a page cursor', () => {
  const cursorOf = async (query: Query, by: Scene = cafe) => (await by.calls.list({ query })).cursor ?? '';
  const refused = { status: 400, code: 'request.cursor_invalid' };

  it('is refused when a single character of it was changed', async () => {
    for (let n = 0; n < 3; n++) await cafe.draft();
    const cursor = await cursorOf({ limit: 1 });
    for (const at of [0, Math.floor(cursor.length / 2), cursor.length - 2]) {
      const character = cursor.charAt(at) === 'A' ? 'B' : 'A';
      const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
      expect(await problemOf(cafe.calls.list({ query: { limit: 1, cursor: changed } })), changed).toMatchObject(
        refused,
      );
    }
    for (const made of ['x', '.', 'e30.e30', cursor.split('.')[0] ?? ''])
      expect(await problemOf(cafe.calls.list({ query: { limit: 1, cursor: made } })), made).toMatchObject(refused);
  });

  it('is refused for another query, another list and another business', async () => {
    for (let n = 0; n < 3; n++) await rival.draft();
    const { postId } = await cafe.draft();
    const cursor = await cursorOf({ limit: 1 });
    expect(cursor).not.toBe('');
    expect(await problemOf(cafe.calls.list({ query: { limit: 2, cursor } }))).toMatchObject(refused);
    expect(await problemOf(cafe.calls.list({ query: { state: 'scheduled', limit: 1, cursor } }))).toMatchObject(
      refused,
    );
    expect(await problemOf(cafe.calls.list({ query: { from: 1, to: 2, limit: 1, cursor } }))).toMatchObject(refused);
    expect(await problemOf(cafe.calls.history({ params: { postId }, query: { limit: 1, cursor } }))).toMatchObject(
      refused,
    );
    expect(await problemOf(rival.calls.list({ query: { limit: 1, cursor } }))).toMatchObject(refused);
  });

  it('says nothing about where things lie', async () => {
    const [cursor = ''] = (await cursorOf({ limit: 1 })).split('.');
    const readable = Buffer.from(cursor, 'base64').toString('latin1');
    expect(readable).not.toContain('ksa-test');
  });
});

describe('the history of a post', () => {
  it('comes in pages, newest first, each line once', async () => {
    let post = await cafe.draft();
    for (let n = 0; n < 5; n++)
      post = await cafe.calls.edit({ params: post, body: { ...cafe.content, revision: post.revision } });
    const lines: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await cafe.calls.history({ params: post, query: { limit: 2, ...(cursor ? { cursor } : {}) } });
      lines.push(...page.items.map(({ action }) => action));
      cursor = page.cursor;
    } while (cursor);
    expect(lines).toEqual([...Array(5).fill('post.edited'), 'post.created']);
  });
});
