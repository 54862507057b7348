import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#runtime/ids.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf } from '#test/support/gateway.ts';
import { addImage, connectAccount, openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
let rival: Scene;
beforeAll(async () => {
  backend = await startBackend();
  [cafe, rival] = [await openScene(backend), await openScene(backend)];
});
afterAll(() => backend.close());

describe('writing a draft', () => {
  it('keeps what was typed, and shows it to the team at once', async () => {
    const post = await cafe.draft();
    expect(post).toMatchObject({ revision: 1, state: 'draft', caption: cafe.content.caption });
    expect(post.targets.map(({ accountId, state }) => ({ accountId, state }))).toEqual([
      { accountId: cafe.accountId, state: 'draft' },
    ]);
    expect(await cafe.calls.get({ params: post })).toEqual(post);
  });

  it('refuses nothing that may still become a post: no image, no account, too long for a platform', async () => {
    const post = await cafe.draft({ caption: 'ق'.repeat(5000), mediaIds: [], accountIds: [] });
    expect(post.caption.length).toBe(5000);
  });

  it('names an account or an image once, however often it was given', async () => {
    const { accountId, mediaId } = cafe;
    const post = await cafe.draft({ accountIds: [accountId, accountId], mediaIds: [mediaId, mediaId] });
    expect([post.targets.length, post.media.length]).toEqual([1, 1]);
  });

  it('cannot use an image or an account of another business: they are not there', async () => {
    const foreign = [
      await problemOf(cafe.draft({ mediaIds: [rival.mediaId] })),
      await problemOf(cafe.draft({ accountIds: [rival.accountId] })),
    ];
    const missing = [
      await problemOf(cafe.draft({ mediaIds: [newId('media')] })),
      await problemOf(cafe.draft({ accountIds: [newId('account')] })),
    ];
    const told = ({ requestId: _, ...rest }: Awaited<ReturnType<typeof problemOf>>) => rest;
    expect(foreign.map(told)).toEqual(missing.map(told));
    expect(foreign.map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe('changing a draft', () => {
  it('makes a new revision with the new text, image and accounts', async () => {
    const { postId, revision } = await cafe.draft();
    const [mediaId, accountId] = [await addImage(cafe.clientId), await connectAccount(cafe.clientId)];
    const body = { caption: 'جديد', mediaIds: [mediaId], accountIds: [accountId], revision };
    const edited = await cafe.calls.edit({ params: { postId }, body });
    expect(edited).toMatchObject({ revision: 2, caption: 'جديد', media: [{ mediaId }], targets: [{ accountId }] });
    expect(edited.targets.length).toBe(1);
    expect(await cafe.calls.get({ params: { postId } })).toEqual(edited);
  });

  it('of two people who change the same revision, one is told to reload', async () => {
    const { postId, revision } = await cafe.draft();
    const edit = (caption: string) =>
      cafe.calls.edit({ params: { postId }, body: { ...cafe.content, caption, revision } });
    const [won, lost] = (await Promise.allSettled([edit('a'), edit('b')])).toSorted((a) =>
      a.status === 'fulfilled' ? -1 : 1,
    );
    expect([won?.status, lost?.status]).toEqual(['fulfilled', 'rejected']);
    expect(await problemOf(edit('c'))).toMatchObject({ status: 409, code: 'post.changed' });
    expect((await cafe.calls.get({ params: { postId } })).revision).toBe(2);
  });

  it('leaves a line in the history for every change, with who did it', async () => {
    const { postId, revision } = await cafe.draft();
    await cafe.calls.edit({ params: { postId }, body: { ...cafe.content, revision } });
    const { items } = await cafe.calls.history({ params: { postId }, query: {} });
    expect(items.map(({ action, actor }) => ({ action, actor }))).toEqual([
      { action: 'post.edited', actor: cafe.name },
      { action: 'post.created', actor: cafe.name },
    ]);
  });
});

describe('deleting', () => {
  it('a draft is gone, and gone again', async () => {
    const { postId } = await cafe.draft();
    expect(await cafe.calls.remove({ params: { postId } })).toBeUndefined();
    expect(await problemOf(cafe.calls.get({ params: { postId } }))).toMatchObject({ status: 404 });
    expect(await problemOf(cafe.calls.remove({ params: { postId } }))).toMatchObject({ status: 404 });
  });

  it('a scheduled post is not deleted by accident', async () => {
    const post = await cafe.schedule(await cafe.draft());
    expect(await problemOf(cafe.calls.remove({ params: post }))).toMatchObject({ status: 409 });
  });
});

describe('somebody else’s post', () => {
  const bodies = (revision: number) => ({
    edit: { caption: '', mediaIds: [], accountIds: [], revision },
    schedule: { revision, wallTime: '2030-01-01T10:00' },
  });

  it('answers like one that never was, to every question', async () => {
    const { postId, revision, targets } = await rival.draft();
    const targetId = targets[0]?.targetId ?? '';
    const ask = (params: { postId: string }) => [
      cafe.calls.get({ params }),
      cafe.calls.history({ params, query: {} }),
      cafe.calls.edit({ params, body: bodies(revision).edit }),
      cafe.calls.schedule({ params, body: bodies(revision).schedule }),
      cafe.calls.publish({ params, body: { revision } }),
      cafe.calls.cancel({ params, body: { revision } }),
      cafe.calls.remove({ params }),
      cafe.calls.retry({ params: { ...params, targetId }, body: { revision } }),
      cafe.calls.resolve({ params: { ...params, targetId }, body: { revision, seen: true } }),
    ];
    const answers = async (params: { postId: string }) =>
      Promise.all(ask(params).map(async (call) => ({ ...(await problemOf(call)), requestId: '' })));
    const [foreign, missing] = [await answers({ postId }), await answers({ postId: newId('post') })];
    expect(foreign).toEqual(missing);
    expect(foreign.every(({ status }) => status === 404)).toBe(true);
    expect((await rival.calls.get({ params: { postId } })).revision).toBe(revision);
  });
});
