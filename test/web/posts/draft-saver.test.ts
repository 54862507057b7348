import { describe, expect, it } from 'vitest';
import { client, type Send } from '#shared/contract/client.ts';
import type { Issue } from '#shared/contract/problem.ts';
import { type Post, posts } from '#shared/posts/contract.ts';
import { ConflictError, createDraftSaver } from '../../../web/src/features/posts/composer/draft-saver.ts';
import { createLines } from '../../../web/src/features/posts/post-line.ts';
import { ApiProblem, NetworkError } from '../../../web/src/lib/api-problem.ts';
import { createPost } from './builders.ts';

type Call = Parameters<Send>[0];

const refusal = { code: 'post.changed' as const, status: 409 };
/** The post has changed, up to revision 6. */
const byMe: Issue = { path: 'body.revision', issue: 'changed_by_you', limit: 6 };
const byColleague: Issue = { path: 'body.revision', issue: 'changed_by_colleague', limit: 6, by: 'سارة' };

/** Answers calls one after the other; a missing answer is a connection that broke. */
function apiThat(...answers: (Post | 'silence' | Issue)[]) {
  const calls: Call[] = [];
  const send: Send = async (call) => {
    calls.push(call);
    const answer = answers[calls.length - 1];
    if (answer === undefined || answer === 'silence') throw new NetworkError(call.idempotencyKey, undefined);
    if ('issue' in answer)
      throw new ApiProblem({ ...refusal, details: [answer], requestId: '', retryAfter: undefined });
    return answer;
  };
  return { calls, api: client(posts, send) };
}

const content = (caption: string, firstComment = '') => ({ caption, firstComment, mediaIds: [], accountIds: [] });
const draft = (caption: string, revision: number) =>
  createPost({ caption, revision, state: 'draft', media: [], targets: [] });

/** A saver of a new post, or of one at a revision. */
function saverOf(api: ReturnType<typeof apiThat>['api'], post?: Pick<Post, 'postId' | 'revision'>) {
  const saver = createDraftSaver({ api, lines: createLines(api), post, stored: content('') });
  const save = (what: ReturnType<typeof content>) =>
    saver.line.inTurn(() => saver.write(what)).then((saved) => saved.post);
  return { ...saver, save };
}

describe('saving a draft', () => {
  it('creates the post once and edits it from then on', async () => {
    const { api, calls } = apiThat(draft('قهوة', 1), draft('قهوة عربية', 2));
    const saver = saverOf(api);
    await saver.save(content('قهوة'));
    expect((await saver.save(content('قهوة عربية'))).revision).toBe(2);
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PUT']);
    expect(calls[1]?.body).toMatchObject({ revision: 1, caption: 'قهوة عربية' });
  });

  it('leaves one draft behind when the first answer was lost, even if more was typed meanwhile', async () => {
    const { api, calls } = apiThat('silence', draft('قهوة', 1), draft('قهوة عربية', 2));
    const saver = saverOf(api);
    await expect(saver.save(content('قهوة'))).rejects.toBeInstanceOf(NetworkError);
    expect((await saver.save(content('قهوة عربية'))).revision).toBe(1);
    await saver.save(content('قهوة عربية'));
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT']);
    expect(calls[1]).toEqual(calls[0]);
  });

  it('recognises its own save with a first comment as well, and another comment as a change', async () => {
    const mine = { ...draft('قهوة', 6), firstComment: '#قهوة' };
    const { api } = apiThat(byMe, mine, { ...byMe, limit: 7 }, { ...mine, revision: 7, firstComment: '#شاي' });
    const saver = saverOf(api, { postId: mine.postId, revision: 5 });
    expect((await saver.save(content('قهوة', '#قهوة'))).revision).toBe(6);
    await expect(saver.save(content('قهوة', '#قهوة'))).rejects.toBeInstanceOf(ConflictError);
  });

  it('never runs two saves side by side', async () => {
    const { api, calls } = apiThat(draft('ق', 1), draft('قه', 2), draft('قهو', 3));
    const saver = saverOf(api);
    await Promise.all(['ق', 'قه', 'قهو'].map((caption) => saver.save(content(caption))));
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT']);
    expect(calls[2]?.body).toMatchObject({ revision: 2 });
  });

  it('recognises its own save whose answer was lost', async () => {
    const { api } = apiThat('silence', byMe, draft('قهوة', 6));
    const saver = saverOf(api, { postId: createPost().postId, revision: 5 });
    await expect(saver.save(content('قهوة'))).rejects.toBeInstanceOf(NetworkError);
    expect((await saver.save(content('قهوة'))).revision).toBe(6);
  });

  it('does not overwrite what a colleague wrote, and hands over their version', async () => {
    const theirs = draft('شاي', 6);
    const { api, calls } = apiThat(byColleague, theirs, draft('قهوة', 7));
    const saver = saverOf(api, { postId: theirs.postId, revision: 5 });
    const failure: unknown = await saver.save(content('قهوة')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConflictError);
    expect(failure).toMatchObject({ latest: theirs, by: { kind: 'colleague', name: 'سارة' } });
    saver.follow(theirs);
    await saver.save(content('قهوة'));
    expect(calls[2]?.body).toMatchObject({ revision: 6, caption: 'قهوة' });
  });

  it('takes the very same text of a colleague for their change, not for its own', async () => {
    const theirs = draft('قهوة', 6);
    const { api } = apiThat(byColleague, theirs);
    const saver = saverOf(api, { postId: theirs.postId, revision: 5 });
    await expect(saver.save(content('قهوة'))).rejects.toBeInstanceOf(ConflictError);
  });

  it('finds the earlier text of its own whose answer was lost, though another was written since', async () => {
    const { api, calls } = apiThat('silence', byMe, draft('قهوة', 6), draft('قهوة عربية', 7));
    const saver = saverOf(api, { postId: createPost().postId, revision: 5 });
    await expect(saver.save(content('قهوة'))).rejects.toBeInstanceOf(NetworkError);
    expect((await saver.save(content('قهوة عربية'))).revision).toBe(6);
    expect((await saver.save(content('قهوة عربية'))).revision).toBe(7);
    expect(calls[3]?.body).toMatchObject({ revision: 6, caption: 'قهوة عربية' });
  });

  it('repeats the creation with its key also after a failure of the server', async () => {
    const failure = new ApiProblem({
      ...{ code: 'internal.unexpected', status: 500, details: [], requestId: '', retryAfter: undefined },
    });
    const keys: (string | undefined)[] = [];
    const api = client(posts, async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (keys.length === 1) throw failure;
      return draft('قهوة', 1);
    });
    const saver = saverOf(api);
    await expect(saver.save(content('قهوة'))).rejects.toBe(failure);
    await saver.save(content('قهوة'));
    expect(keys[1]).toBe(keys[0]);
  });
});
