import { describe, expect, it } from 'vitest';
import { client, type Send } from '#shared/contract/client.ts';
import { type Post, posts } from '#shared/posts/contract.ts';
import { ConflictError, createDraftSaver } from '../../../web/src/features/posts/composer/draft-saver.ts';
import { ApiProblem, NetworkError } from '../../../web/src/lib/api-problem.ts';
import { createPost } from './builders.ts';

type Call = Parameters<Send>[0];

/** Answers calls one after the other; a missing answer is a connection that broke. */
function apiThat(...answers: (Post | 'silence' | 'changed')[]) {
  const calls: Call[] = [];
  const send: Send = async (call) => {
    calls.push(call);
    const answer = answers[calls.length - 1];
    if (answer === 'changed')
      throw new ApiProblem({ code: 'post.changed', status: 409, details: [], requestId: '', retryAfter: undefined });
    if (answer === undefined || answer === 'silence') throw new NetworkError(call.idempotencyKey, undefined);
    return answer;
  };
  return { calls, api: client(posts, send) };
}

const content = (caption: string, firstComment = '') => ({ caption, firstComment, mediaIds: [], accountIds: [] });
const draft = (caption: string, revision: number) =>
  createPost({ caption, revision, state: 'draft', media: [], targets: [] });

describe('saving a draft', () => {
  it('creates the post once and edits it from then on', async () => {
    const { api, calls } = apiThat(draft('قهوة', 1), draft('قهوة عربية', 2));
    const saver = createDraftSaver(api);
    await saver.save(content('قهوة'));
    expect((await saver.save(content('قهوة عربية'))).revision).toBe(2);
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PUT']);
    expect(calls[1]?.body).toMatchObject({ revision: 1, caption: 'قهوة عربية' });
  });

  it('leaves one draft behind when the first answer was lost, even if more was typed meanwhile', async () => {
    const { api, calls } = apiThat('silence', draft('قهوة', 1), draft('قهوة عربية', 2));
    const saver = createDraftSaver(api);
    await expect(saver.save(content('قهوة'))).rejects.toBeInstanceOf(NetworkError);
    await saver.save(content('قهوة عربية'));
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'POST', 'PUT']);
    expect(calls[1]).toEqual(calls[0]);
  });

  it('recognises its own save with a first comment as well, and a colleague’s other comment as a change', async () => {
    const mine = { ...draft('قهوة', 6), firstComment: '#قهوة' };
    const { api } = apiThat('changed', mine, 'changed', { ...mine, firstComment: '#شاي' });
    const saver = createDraftSaver(api, { postId: mine.postId, revision: 5 });
    expect((await saver.save(content('قهوة', '#قهوة'))).revision).toBe(6);
    await expect(saver.save(content('قهوة', '#قهوة'))).rejects.toBeInstanceOf(ConflictError);
  });

  it('never runs two saves side by side', async () => {
    const { api, calls } = apiThat(draft('ق', 1), draft('قه', 2), draft('قهو', 3));
    const saver = createDraftSaver(api);
    await Promise.all(['ق', 'قه', 'قهو'].map((caption) => saver.save(content(caption))));
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT']);
    expect(calls[2]?.body).toMatchObject({ revision: 2 });
  });

  it('recognises its own save whose answer was lost', async () => {
    const { api } = apiThat('silence', 'changed', draft('قهوة', 6));
    const saver = createDraftSaver(api, { postId: createPost().postId, revision: 5 });
    await expect(saver.save(content('قهوة'))).rejects.toBeInstanceOf(NetworkError);
    expect((await saver.save(content('قهوة'))).revision).toBe(6);
  });

  it('does not overwrite what a colleague wrote, and hands over her version', async () => {
    const hers = draft('شاي', 6);
    const { api, calls } = apiThat('changed', hers, draft('قهوة', 7));
    const saver = createDraftSaver(api, { postId: hers.postId, revision: 5 });
    const failure: unknown = await saver.save(content('قهوة')).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConflictError);
    expect(failure instanceof ConflictError && failure.latest).toEqual(hers);
    saver.follow(hers);
    await saver.save(content('قهوة'));
    expect(calls[2]?.body).toMatchObject({ revision: 6, caption: 'قهوة' });
  });
});
