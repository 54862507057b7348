import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/posts/api.ts';
import { client } from '#shared/contract/client.ts';
import { type Post, posts } from '#shared/posts/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import { inMinutes, openScene, type Scene } from './scene.ts';

let backend: Backend;
let cafe: Scene;
let colleague: { name: string; calls: Scene['calls'] };
beforeAll(async () => {
  backend = await startBackend();
  cafe = await openScene(backend);
  const { subject, name } = await backend.signInAs('editor', cafe.clientId);
  colleague = { name, calls: client(posts, (call) => sendFor(handler, backend.issuer.issue(subject))(call)) };
});
afterAll(() => backend.close());

const edit = (calls: Scene['calls'], { postId, revision }: Post, caption: string) =>
  calls.edit({ params: { postId }, body: { ...cafe.content, caption, revision } });
const refusalOf = (act: Promise<unknown>) => problemOf(act).then(({ code, details }) => ({ code, details }));
const because = (issue: string, newest: number, by?: string) => ({
  code: 'post.changed',
  details: [{ path: 'body.revision', issue, limit: newest, ...(by === undefined ? {} : { by }) }],
});

describe('a change of a post that has changed', () => {
  it('names the colleague who was faster', async () => {
    const seen = await cafe.draft();
    await edit(colleague.calls, seen, 'شاي');
    expect(await refusalOf(edit(cafe.calls, seen, 'قهوة'))).toEqual(because('changed_by_colleague', 2, colleague.name));
  });

  it('tells who met only their own change just that, whatever the kind of the change', async () => {
    const seen = await cafe.draft();
    await cafe.schedule(seen);
    expect(await refusalOf(edit(cafe.calls, seen, 'قهوة'))).toEqual(because('changed_by_you', 2));
    expect(await refusalOf(cafe.schedule(seen))).toEqual(because('changed_by_you', 2));
  });

  it('names the colleague also when the newest change was one’s own', async () => {
    const seen = await cafe.draft();
    const theirs = await edit(colleague.calls, seen, 'شاي');
    await edit(cafe.calls, theirs, 'قهوة');
    expect(await refusalOf(edit(cafe.calls, seen, 'ماء'))).toEqual(because('changed_by_colleague', 3, colleague.name));
  });

  it('does not hold an older change of a colleague against anybody', async () => {
    const theirs = await edit(colleague.calls, await cafe.draft(), 'شاي');
    await edit(cafe.calls, theirs, 'قهوة');
    expect(await refusalOf(edit(cafe.calls, theirs, 'ماء'))).toEqual(because('changed_by_you', 3));
  });
});

describe('a post that was taken back', () => {
  it('stands in no calendar, and keeps the time it had, to be offered again', async () => {
    const wallTime = inMinutes(60);
    const planned = await cafe.schedule(await cafe.draft(), wallTime);
    const on = ({ postId, revision }: Post) => ({ params: { postId }, body: { revision } });
    const back = await cafe.calls.cancel(on(await cafe.calls.pause(on(planned))));
    expect(back).toMatchObject({ state: 'draft', formerTime: { wallTime, zone: 'Asia/Kuwait' } });
    expect(back.schedule).toBeUndefined();
    const kept = await edit(cafe.calls, back, 'قهوة أخرى');
    expect([kept.formerTime?.wallTime, kept.schedule]).toEqual([wallTime, undefined]);
    const again = await cafe.schedule(kept, wallTime);
    expect([again.schedule?.wallTime, again.formerTime]).toEqual([wallTime, undefined]);
  });
});
