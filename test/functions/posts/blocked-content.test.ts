import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { media } from '#functions/media/media.entity.ts';
import { problems } from '#shared/contract/problem.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf } from '#test/support/gateway.ts';
import { openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
beforeAll(async () => {
  backend = await startBackend();
  cafe = await openScene(backend);
});
afterAll(() => backend.close());

const blocked = (...details: object[]) => ({ status: 422, code: 'post.content_blocked', details });

describe('a text that Kuwait’s rules forbid', () => {
  it('is kept as a draft and refused when it is scheduled, with the rule and without the word list', async () => {
    const post = await cafe.draft({ caption: 'عندنا خَـمر ونبيذ وسجائر' });
    expect(await problemOf(cafe.schedule(post))).toMatchObject(
      blocked({ path: 'body.caption', issue: 'ALCOHOL' }, { path: 'body.caption', issue: 'TOBACCO_VAPE' }),
    );
    expect(await cafe.calls.get({ params: post })).toMatchObject({ state: 'draft', caption: post.caption });
    expect(problems['post.content_blocked'].ar).toMatch(/راجع الملاحظات/);
  });

  it('is refused when it should go out now', async () => {
    const { postId, revision } = await cafe.draft({ caption: 'vodka night' });
    const refused = await problemOf(cafe.calls.publish({ params: { postId }, body: { revision } }));
    expect(refused).toMatchObject(blocked({ path: 'body.caption', issue: 'ALCOHOL' }));
  });

  it('is found in the first comment and in the description of an image, too', async () => {
    const commented = await cafe.draft({ firstComment: '#كازينو' });
    const inComment = blocked({ path: 'body.firstComment', issue: 'GAMBLING' });
    expect(await problemOf(cafe.schedule(commented))).toMatchObject(inComment);
    const scene = await openScene(backend);
    await media.patch({ clientId: scene.clientId, mediaId: scene.mediaId }).set({ altText: 'زجاجة ويسكي' }).go();
    const described = await problemOf(scene.schedule(await scene.draft()));
    expect(described).toMatchObject(blocked({ path: `media.${scene.mediaId}.altText`, issue: 'ALCOHOL' }));
  });

  it('is found in what one account alone would say', async () => {
    const variants = [{ accountId: cafe.accountId, caption: 'نبيذ فاخر' }];
    const { postId, revision } = await cafe.calls.create({ body: { ...cafe.content, variants } });
    const refused = await problemOf(cafe.calls.publish({ params: { postId }, body: { revision } }));
    expect(refused).toMatchObject(blocked({ path: `variants.${cafe.accountId}`, issue: 'ALCOHOL' }));
  });

  it('cannot be written into a post that is scheduled already: it keeps its text and its time', async () => {
    const post = await cafe.schedule(await cafe.draft());
    const body = { ...cafe.content, caption: 'مراهنات', revision: post.revision };
    const refused = await problemOf(cafe.calls.edit({ params: post, body }));
    expect(refused).toMatchObject(blocked({ path: 'body.caption', issue: 'GAMBLING' }));
    expect(await cafe.calls.get({ params: post })).toEqual(post);
  });

  it('is not one that only needs a look or a word more, nor an innocent neighbour', async () => {
    for (const caption of ['خصم ٥٠٪ اليوم', 'تبرعات', '5amr', 'خميرة وكأس العالم', 'beer-battered']) {
      expect((await cafe.schedule(await cafe.draft({ caption }))).state, caption).toBe('scheduled');
    }
  });
});
