import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { client } from '#shared/contract/client.ts';
import { posts } from '#shared/posts/contract.ts';
import { createLines } from '../../../web/src/features/posts/post-line.ts';
import { NetworkError } from '../../../web/src/lib/api-problem.ts';
import { createPost } from './builders.ts';
import { startModelServer } from './model-server.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const { postId } = createPost();
const slow = Array.from({ length: 10 }, () => ({ there: 200, back: 200 }));
const moveTo = (wallTime: string) => ({ kind: 'move' as const, wallTime });

describe('the line of a post', () => {
  it('sends the second of two moves at the revision that the first one left, wherever they come from', async () => {
    const server = startModelServer(slow, createPost({ revision: 3 }));
    const lines = createLines(server.api);
    const seen = { postId, revision: 3 };
    const both = ['2026-02-19T10:00', '2026-02-20T10:00'].map((wallTime) =>
      lines.of(postId).inTurn(() => lines.of(postId).send(seen, moveTo(wallTime))),
    );
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await Promise.all(both)).map((post) => post?.revision)).toEqual([4, 5]);
    expect(server.most()).toBe(1);
  });

  it('does not undo a move any more once something else has happened to the post', async () => {
    const server = startModelServer(slow, createPost({ revision: 3 }));
    const line = createLines(server.api).of(postId);
    const move = line.inTurn(() => line.send({ postId, revision: 3 }, moveTo('2026-02-19T10:00')));
    const pause = line.inTurn(() => line.send({ postId, revision: 3 }, { kind: 'pause' }));
    await vi.advanceTimersByTimeAsync(2_000);
    await pause;
    const { revision = 0 } = (await move) ?? {};
    const undo = line.inTurn(() => line.send({ postId, revision, exactly: true }, moveTo('2026-02-18T18:00')));
    const refused = expect(undo).rejects.toMatchObject({ code: 'post.changed' });
    await vi.advanceTimersByTimeAsync(2_000);
    await refused;
  });

  it('repeats an act whose answer was lost with the same key, whichever button it is pressed with', async () => {
    const keys: (string | undefined)[] = [];
    const api = client(posts, async ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      if (keys.length === 1) throw new NetworkError(idempotencyKey, undefined);
      return createPost({ revision: 4 });
    });
    const lines = createLines(api);
    const publish = () => lines.of(postId).send({ postId, revision: 3 }, { kind: 'publish' });
    await expect(publish()).rejects.toBeInstanceOf(NetworkError);
    await publish();
    expect(keys[1]).toBe(keys[0]);
  });

  it('goes on after a refusal', async () => {
    const server = startModelServer(slow, createPost({ revision: 3 }));
    const line = createLines(server.api).of(postId);
    const refused = expect(
      line.inTurn(() => line.send({ postId, revision: 1 }, { kind: 'pause' })),
    ).rejects.toMatchObject({ code: 'post.changed' });
    const next = line.inTurn(() => line.send({ postId, revision: 3 }, { kind: 'pause' }));
    await vi.advanceTimersByTimeAsync(2_000);
    await refused;
    expect((await next)?.revision).toBe(4);
  });
});
