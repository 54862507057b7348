import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instagramPublisher as instagram } from '#functions/platforms/instagram/publish.ts';
import type { CommentFinding, Credentials, Outcome } from '#functions/platforms/platform.ts';
import { errorBody } from '#local/sandbox/instagram/errors.ts';
import { startImageHost } from '#test/support/image-host.ts';
import { cafe, type InstagramWorld, startInstagramWorld } from '#test/support/instagram.ts';
import { pointAt } from '#test/support/platform-env.ts';

const COMMENTS = 'instagram_business_manage_comments';
const text = 'وسومنا هنا 👇\n#قهوة_عربية #الكويت';

let world: InstagramWorld;
let credentials: Credentials;
let externalId: string;
beforeEach(async () => {
  world = await startInstagramWorld();
  pointAt('instagram', world.sandbox.urls);
  credentials = { externalId: cafe.id, token: await world.tokenFor(cafe.id, { scope: COMMENTS }) };
  externalId = await publishedPost();
});
afterEach(() => world.close());

async function publishedPost(): Promise<string> {
  const media = [{ kind: 'image' as const, url: world.pictureUrl }];
  const staged = await instagram.stage.run(credentials, {
    kind: 'image',
    caption: 'قهوة',
    options: {},
    media,
    handle: {},
  });
  await world.clock.advance(4_000);
  const published = staged.ok && (await instagram.publish.run(credentials, { handle: staged.value.handle, parts: [] }));
  if (!published || !published.ok) throw new Error('The post could not be published');
  return published.value.externalId;
}
const comment = (change: Partial<Credentials> = {}) =>
  instagram.comment?.run({ ...credentials, ...change }, { externalId, text });
const find = (): Promise<Outcome<CommentFinding>> | undefined =>
  instagram.findComment?.run(credentials, { externalId, text, username: cafe.username });
const found = (value: CommentFinding) => ({ ok: true, value });
const fault = (disposition: string, more: object = {}) => ({ ok: false, fault: { disposition, ...more } });
const posted = () => world.sandbox.ledger().filter(({ operation }) => operation === 'post_comment');

describe('a first comment', () => {
  it('is put under the post word for word, and is found there', async () => {
    expect(await find()).toEqual(found({ found: 'absent' }));

    const result = await comment();

    const [{ id = '', request = {} } = {}] = posted();
    expect(result).toEqual({ ok: true, value: { externalId: id } });
    expect(request).toMatchObject({ message: text });
    expect(await find()).toEqual(found({ found: 'live', externalId: id }));
  });

  it('is known among others, by its words and by who wrote them', async () => {
    world.sandbox.commentBy('noura', externalId, 'ما شاء الله');
    expect(await find()).toEqual(found({ found: 'absent' }));

    const mine = world.sandbox.commentBy(cafe.username, externalId, `  ${text.replace('\n', ' ')} `);

    expect(await find()).toEqual(found({ found: 'live', externalId: mine.id }));
  });
});

describe('a comment is called absent only when that is certain', () => {
  it('not when the list is empty although the post counts comments', async () => {
    await comment();
    world.sandbox.configure({ hideComments: true });

    expect(await find()).toEqual(found({ found: 'unsure' }));
  });

  it('not when there are more comments than one page shows', async () => {
    await comment();
    for (let n = 0; n < 50; n++) world.sandbox.commentBy('noura', externalId, `❤️ ${n}`);

    expect(await find()).toEqual(found({ found: 'unsure' }));
  });

  it('not when somebody of another name wrote the same: the account may have been renamed', async () => {
    world.sandbox.commentBy('mubarakiya.new', externalId, text);

    expect(await find()).toEqual(found({ found: 'unsure' }));
  });

  it('not when the count cannot be read', async () => {
    world.sandbox.faults.add({ operation: 'media_item', status: 200, body: { id: externalId } });
    expect(await find()).toEqual(found({ found: 'unsure' }));
    world.sandbox.faults.add({ operation: 'media_item', reset: 'before' });
    expect(await find()).toMatchObject(fault('retry'));
  });
});

describe('a call whose outcome is not certain is in doubt', () => {
  it.each([
    ['accepted, then the connection dropped', { reset: 'after' as const }],
    ['dropped before it arrived', { reset: 'before' as const }],
    ['accepted, then 500', { when: 'after' as const, status: 500, body: 'oops' }],
    ['accepted, then an unreadable 200', { when: 'after' as const, status: 200, body: '{"id":' }],
    ['accepted, then "temporary" with 400', { when: 'after' as const, status: 400, body: errorBody(2) }],
    ['refused with a code nobody listed', { status: 400, body: errorBody(4711) }],
    ['no permission, but with 503', { status: 503, body: errorBody(10) }],
  ])('%s', async (_, broken) => {
    world.sandbox.faults.add({ operation: 'post_comment', ...broken });

    expect(await comment()).toMatchObject(fault('unknown'));
    expect(await find()).toMatchObject(
      found(posted().length === 1 ? { found: 'live', externalId: posted()[0]?.id ?? '' } : { found: 'absent' }),
    );
  });
});

describe('a refusal is about the comment', () => {
  it('comments turned off on the post', async () => {
    world.sandbox.configure({ commentsOff: true });

    expect(await comment()).toMatchObject(fault('permanent', { reason: 'comment.refused' }));
    expect(posted()).toEqual([]);
  });

  it('an account connected without the permission: writing and reading never ask to connect it again', async () => {
    credentials = { ...credentials, token: await world.tokenFor(cafe.id) };

    expect(await comment()).toMatchObject(fault('permanent', { reason: 'comment.not_permitted' }));
    expect(await find()).toMatchObject(fault('permanent', { reason: 'comment.not_permitted' }));
  });

  it.each([
    ['permission taken away', 200, undefined, 'permanent', 'comment.not_permitted'],
    ['the post is not known yet', 100, 33, 'retry', 'platform.unavailable'],
    ['throttled', 4, undefined, 'retry', 'platform.busy'],
    ['blocked', 368, undefined, 'permanent', 'platform.blocked'],
    ['dead token, which is about the account', 190, 463, 'reconnect', 'account.reconnect'],
  ])('%s (%i/%s) is %s', async (_, code, subcode, disposition, reason) => {
    world.sandbox.faults.add({ operation: 'post_comment', status: 400, body: errorBody(code, subcode) });

    expect(await comment()).toMatchObject(fault(disposition, { reason }));
  });

  it('a connection that never came about proves that nothing was posted', async () => {
    const gone = await startImageHost();
    await gone.close();
    pointAt('instagram', { ...world.sandbox.urls, graph: gone.url });

    expect(await comment()).toMatchObject(fault('retry', { reason: 'platform.unavailable' }));
  });

  it('says nothing of the words or the token', async () => {
    const body = errorBody(100, 1, { message: `bad ${credentials.token} ${text}` });
    world.sandbox.faults.add([
      { operation: 'post_comment', status: 400, body },
      { operation: 'comment_list', reset: 'before' },
    ]);

    const said = JSON.stringify([await comment(), await find()]);

    expect(said).not.toContain(credentials.token);
    expect(said).not.toContain('قهوة');
  });
});
