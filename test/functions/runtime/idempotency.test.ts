import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimed, joined, type Keyed } from '#runtime/idempotency.ts';
import { transact } from '#runtime/transaction.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const DAY = 24 * 60 * 60_000;
const asked = (): Keyed => ({ key: randomUUID(), owner: 'cl_test', request: { caption: 'قهوة' } });

describe('a deed that the key joins', () => {
  /** Does nothing but write the key, as often as it is let. */
  function deedOf(post: Keyed) {
    const made: string[] = [];
    const run = (name: string) =>
      joined(
        post,
        async (deed) => {
          if (!(await transact(deed.done(name))).done) throw new Error('refused');
          made.push(name);
          return name;
        },
        async (found) => found,
      );
    return { made, run };
  }

  it('is done once, and every repetition is told what it made', async () => {
    const { made, run } = deedOf(asked());
    expect(await Promise.all(['a', 'b', 'c'].map(run))).toEqual(Array(3).fill(made[0]));
    expect(made).toHaveLength(1);
  });

  it('is forgotten after a day', async () => {
    const { made, run } = deedOf(asked());
    await run('first');
    await backend.advance(DAY - 60_000);
    expect(await run('second')).toBe('first');
    await backend.advance(62_000);
    expect(await run('third')).toBe('third');
    expect(made).toEqual(['first', 'third']);
  });
});

describe('a deed whose key is claimed first', () => {
  const LIFETIME = 20_000;

  it('is not begun by a second one while the first is at it', async () => {
    const post = asked();
    let begun = 0;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => claimed(post, LIFETIME, async () => ++begun)),
    );
    expect(begun).toBe(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'idempotency.in_progress' });
      else expect(outcome.value).toBe(1);
    expect(await claimed(post, LIFETIME, async () => ++begun)).toBe(1);
  });

  it('is given up when it fails, so that whoever repeats it need not wait', async () => {
    const post = asked();
    const failing = claimed(post, LIFETIME, () => Promise.reject(new Error('no mail')));
    await expect(failing).rejects.toThrow('no mail');
    expect(await claimed(post, LIFETIME, async () => 'done')).toBe('done');
  });

  it('is taken over from somebody who died at it, and not before that is certain', async () => {
    const post = asked();
    let ended: () => void = () => {};
    const forever = new Promise<string>((end) => {
      ended = () => end('too late');
    });
    let entered: () => void = () => {};
    const working = new Promise<void>((enter) => {
      entered = enter;
    });
    const dead = claimed(post, LIFETIME, () => {
      entered();
      return forever;
    });
    await working;
    await expect(claimed(post, LIFETIME, async () => 'twice')).rejects.toMatchObject({
      code: 'idempotency.in_progress',
      retryAfterSeconds: 2,
    });
    await backend.advance(LIFETIME + 2000);
    expect(await claimed(post, LIFETIME, async () => 'finished')).toBe('finished');
    ended();
    await dead;
    expect(await claimed(post, LIFETIME, async () => 'again')).toBe('finished');
  });

  it('keeps an answer of fifty kilobytes letter by letter, and one that says nothing', async () => {
    for (const answer of ['قهوة ☕️ '.repeat(5000), undefined]) {
      const post = asked();
      await claimed(post, LIFETIME, async () => answer);
      expect((await claimed(post, LIFETIME, async () => 'again')) ?? undefined).toBe(answer);
    }
  });

  it('and asks for something else is refused', async () => {
    const post = asked();
    await claimed(post, LIFETIME, async () => 1);
    const other = claimed({ ...post, request: 'other' }, LIFETIME, async () => 2);
    await expect(other).rejects.toMatchObject({ code: 'idempotency.key_reused' });
  });
});
