import { afterAll, beforeAll, expect, it } from 'vitest';
import { usesMedia } from '#functions/posts/uses-media.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { openScene } from './scene.ts';

let backend: Backend;

beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

it('an image is in use while a draft or a scheduled post shows it, and no longer than that', async () => {
  const { clientId, mediaId, calls, draft, schedule } = await openScene(backend);
  expect(await usesMedia(clientId, mediaId)).toBe(false);

  const post = await draft();
  expect(await usesMedia(clientId, mediaId)).toBe(true);
  const scheduled = await schedule(post);
  expect(await usesMedia(clientId, mediaId)).toBe(true);

  const { postId } = await calls.cancel({ params: { postId: post.postId }, body: { revision: scheduled.revision } });
  await calls.remove({ params: { postId } });
  expect(await usesMedia(clientId, mediaId)).toBe(false);
});

it('the same image id in another business does not count', async () => {
  const mine = await openScene(backend);
  const theirs = await openScene(backend);
  await mine.draft();
  expect(await usesMedia(theirs.clientId, mine.mediaId)).toBe(false);
});
