import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { photo } from '#test/support/image-host.ts';
import { cafe, type InstagramWorld, restaurant, startInstagramWorld } from '#test/support/instagram.ts';

const DAY = 86_400_000;
let world: InstagramWorld;
let token: string;
beforeEach(async () => {
  world = await startInstagramWorld();
  token = await world.tokenFor();
});
afterEach(() => world.close());

const create = (fields: Record<string, string> = {}) =>
  world.graph('POST', `${cafe.id}/media`, { image_url: world.pictureUrl, caption: 'قهوة', ...fields }, token);
const publish = (creation_id: string) => world.graph('POST', `${cafe.id}/media_publish`, { creation_id }, token);
const statusOf = async (id: string) =>
  (await world.graph('GET', id, { fields: 'status_code' }, token)).body.status_code;
async function finished(fields: Record<string, string> = {}): Promise<string> {
  const { body } = await create(fields);
  await world.clock.advance(4_000);
  return String(body.id);
}

describe('a container', () => {
  it('is processed for four seconds of clock time before it can be published', async () => {
    const id = String((await create()).body.id);

    expect(await statusOf(id)).toBe('IN_PROGRESS');
    expect((await publish(id)).body.error).toMatchObject({ code: 9007, error_subcode: 2207027 });
    await world.clock.advance(4_000);
    expect(await statusOf(id)).toBe('FINISHED');
  });

  it('expires after a day', async () => {
    const id = await finished();

    await world.clock.advance(DAY);

    expect(await statusOf(id)).toBe('EXPIRED');
    expect((await publish(id)).body.error).toMatchObject({ code: 24, error_subcode: 2207008 });
  });

  it('names the subcode when processing failed', async () => {
    world.sandbox.configure({ processingFailure: 2207026 });
    const id = await finished();

    const { body } = await world.graph('GET', id, { fields: 'status_code,status' }, token);

    expect(body).toMatchObject({ status_code: 'ERROR', status: expect.stringContaining('2207026') });
  });

  it('is refused after 400 others within a day', async () => {
    world.ground.db
      .prepare(
        `INSERT INTO instagram_containers WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)
         SELECT 'old-' || i, ?, ?, 0, 0, NULL, '', '', '' FROM n`,
      )
      .run(cafe.id, world.clock.now());

    expect((await create()).body.error?.code).toBe(9);
    await world.clock.advance(DAY);
    token = await world.tokenFor();
    expect((await create()).status).toBe(200);
  });

  it.each([
    ['wider than 1.91:1', { width: 1400, height: 700 }, { code: 36003, error_subcode: 2207009 }],
    ['taller than 4:5', { width: 700, height: 1000 }, { code: 36003, error_subcode: 2207009 }],
    ['narrower than 320', { width: 300, height: 300 }, { code: 100 }],
  ])('is refused for a picture %s', async (_, { width, height }, error) => {
    const image_url = world.images.put('odd.jpg', await photo(width, height));

    expect((await create({ image_url })).body.error).toMatchObject(error);
  });

  it.each([
    ['a PNG', async () => world.images.put('a.jpg', await photo(800, 800, 'png')), 36001],
    [
      'a JPEG that is served as something else',
      async () => world.images.put('b.jpg', await photo(), 'text/plain'),
      36001,
    ],
    ['half a JPEG', async () => world.images.put('c.jpg', (await photo()).subarray(0, 900)), 36001],
    ['more than 8 MiB', async () => world.images.put('d.jpg', Buffer.alloc(9_000_000)), 36000],
    ['nothing at that address', async () => `${world.images.url}/none.jpg`, 9004],
    ['an address in clear on another machine', async () => 'http://media.example/a.jpg', 9004],
  ])('is refused for %s', async (_, image, code) => {
    expect((await create({ image_url: await image() })).body.error?.code).toBe(code);
  });

  it.each([
    ['2,201 characters', 'ق'.repeat(2201), 36004],
    ['31 hashtags', Array.from({ length: 31 }, (_, n) => `#قهوة${n}`).join(' '), 36004],
    ['21 handles', Array.from({ length: 21 }, (_, n) => `@cafe${n}`).join(' '), 100],
  ])('is refused for a caption of %s', async (_, caption, code) => {
    expect((await create({ caption })).body.error?.code).toBe(code);
  });

  it('is not another account’s business', async () => {
    const id = await finished();
    const foreign = await world.tokenFor(restaurant.id);

    expect((await world.graph('GET', id, {}, foreign)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect((await world.graph('POST', `${cafe.id}/media`, { image_url: world.pictureUrl }, foreign)).status).toBe(400);
  });
});

describe('publishing', () => {
  it('makes one media and refuses the same container ever after', async () => {
    const id = await finished();

    const [first, ...others] = await Promise.all([publish(id), publish(id), publish(id)]);
    const again = await publish(id);

    expect([first, ...others].filter(({ status }) => status === 200)).toHaveLength(1);
    expect(again.status).toBe(400);
    expect(await statusOf(id)).toBe('PUBLISHED');
    expect(world.published()).toHaveLength(1);
  });

  it('shows up in the list to the second, with a page that people can read', async () => {
    const id = String((await publish(await finished({ caption: 'قهوة <b>الصباح</b>' }))).body.id);

    const { body } = await world.graph('GET', `${cafe.id}/media`, { fields: 'id,timestamp,permalink,caption' }, token);

    const [item] = body.data as { id: string; timestamp: string; permalink: string }[];
    expect(item).toMatchObject({ id, timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/) });
    const page = await (await fetch(item?.permalink ?? '')).text();
    expect(page).toContain('dir="auto">قهوة &lt;b&gt;الصباح&lt;/b&gt;');
    expect(page).toContain(world.pictureUrl);
  });

  it('ends at the daily quota and goes on when the day has passed', async () => {
    world.sandbox.configure({ quotaTotal: 1 });
    await publish(await finished());
    await world.clock.advance(3_600_000);
    const second = await finished();

    expect((await publish(second)).body.error).toMatchObject({ code: 9, error_subcode: 2207042 });
    const quota = await world.graph(
      'GET',
      `${cafe.id}/content_publishing_limit`,
      { fields: 'quota_usage,config' },
      token,
    );
    expect(quota.body.data).toEqual([{ quota_usage: 1, config: { quota_total: 1, quota_duration: 86_400 } }]);
    await world.clock.advance(DAY - 1_800_000);
    expect((await publish(second)).status).toBe(200);
  });
});

describe('comments', () => {
  const commentOn = (media: string, message: string, by = token) =>
    world.graph('POST', `${media}/comments`, { message }, by);
  let media: string;
  beforeEach(async () => {
    token = await world.tokenFor(cafe.id, { scope: 'instagram_business_manage_comments' });
    media = String((await publish(await finished())).body.id);
  });

  it('are listed newest first with who wrote them, counted, and shown on the page', async () => {
    const first = String((await commentOn(media, '#قهوة <b>')).body.id);
    await world.clock.advance(1_000);
    const second = world.sandbox.commentBy('noura', media, 'جميل').id;

    const { body } = await world.graph('GET', `${media}/comments`, { fields: 'id,text,username' }, token);
    expect(body.data).toEqual([
      { id: second, text: 'جميل', username: 'noura' },
      { id: first, text: '#قهوة <b>', username: cafe.username },
    ]);
    const counted = await world.graph('GET', media, { fields: 'comments_count,permalink' }, token);
    expect(counted.body.comments_count).toBe(2);
    expect(await (await fetch(String(counted.body.permalink))).text()).toContain('#قهوة &lt;b&gt;');
  });

  it('are a new one with each call, also with the same words', async () => {
    const ids = [await commentOn(media, 'مرتين'), await commentOn(media, 'مرتين')].map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ['nothing', '', 100],
    ['2,201 characters', 'ق'.repeat(2201), 100],
    ['31 hashtags', Array.from({ length: 31 }, (_, n) => `#قهوة${n}`).join(' '), 100],
  ])('are refused for %s', async (_, message, code) => {
    expect((await commentOn(media, message)).body.error?.code).toBe(code);
  });

  it('are refused without the scope, on another account’s post, and where they are turned off', async () => {
    const unscoped = await world.tokenFor();
    const foreign = await world.tokenFor(restaurant.id, { scope: 'instagram_business_manage_comments' });

    expect((await commentOn(media, 'قهوة', unscoped)).body.error?.code).toBe(10);
    expect((await commentOn(media, 'قهوة', foreign)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    world.sandbox.configure({ commentsOff: true });
    expect((await commentOn(media, 'قهوة')).body.error?.code).toBe(100);
  });
});

describe('faults', () => {
  it('can drop the connection before the call takes effect', async () => {
    const id = await finished();
    world.sandbox.faults.add({ operation: 'media_publish', reset: 'before' });

    await expect(publish(id)).rejects.toThrow();

    expect(world.published()).toHaveLength(0);
    expect(await statusOf(id)).toBe('FINISHED');
  });

  it('can accept the call and then drop the connection', async () => {
    const id = await finished();
    world.sandbox.faults.add({ operation: 'media_publish', reset: 'after' });

    await expect(publish(id)).rejects.toThrow();

    expect(world.published()).toHaveLength(1);
    expect(await statusOf(id)).toBe('PUBLISHED');
  });

  it('can answer an error although the post went live, as often as asked', async () => {
    const id = await finished();
    world.sandbox.faults.add({
      operation: 'media_publish',
      when: 'after',
      status: 400,
      body: errorBody(4, 2207051),
    });

    expect((await publish(id)).body.error).toMatchObject({ code: 4, error_subcode: 2207051 });

    expect(world.published()).toHaveLength(1);
    expect(world.sandbox.faults.list()).toEqual([]);
  });

  it('for a call that does not exist are refused, because they would prove nothing', () => {
    expect(() => world.sandbox.faults.add({ operation: 'publish', reset: 'before' })).toThrow('media_publish');
  });

  it.each([
    ['authorize', 'GET', '/www/oauth/authorize'],
    ['consent', 'POST', '/www/oauth/authorize'],
    ['exchange', 'POST', '/api/oauth/access_token'],
    ['long_token', 'GET', '/graph-ig/access_token'],
    ['refresh_token', 'GET', '/graph-ig/refresh_access_token'],
    ['me', 'GET', '/graph-ig/v25.0/me'],
    ['create_container', 'POST', '/graph-ig/v25.0/1/media'],
    ['media_publish', 'POST', '/graph-ig/v25.0/1/media_publish'],
    ['media_list', 'GET', '/graph-ig/v25.0/1/media'],
    ['media_item', 'GET', '/graph-ig/v25.0/1'],
    ['post_comment', 'POST', '/graph-ig/v25.0/1/comments'],
    ['comment_list', 'GET', '/graph-ig/v25.0/1/comments'],
    ['publishing_limit', 'GET', '/graph-ig/v25.0/1/content_publishing_limit'],
    ['page', 'GET', '/'],
  ])('meet the call they name: %s', async (operation, method, path) => {
    world.sandbox.faults.add({ operation, status: 418 });

    expect((await fetch(`${world.sandbox.url}${path}`, { method })).status).toBe(418);
  });

  it('can be taken back', async () => {
    world.sandbox.faults.add({ operation: '*', times: 99, status: 500, body: 'not JSON' });
    world.sandbox.faults.clear();

    expect((await create()).status).toBe(200);
  });
});

it('everything is still there after a restart', async () => {
  const id = await finished();
  await publish(id);
  const { db, clock } = world.ground;
  await world.close();

  world = await startInstagramWorld({ db, clock });

  expect(world.published()).toHaveLength(1);
  expect(await statusOf(id)).toBe('PUBLISHED');
});

it('every answer of the graph host tells the usage in percent', async () => {
  world.sandbox.configure({ usagePercent: 91 });

  const { headers } = await create();

  expect(JSON.parse(headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 91 });
  expect(headers.get('x-business-use-case-usage')).toContain('"estimated_time_to_regain_access":0');
});
