import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { once } from '#runtime/idempotency.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { contextOf } from '#test/support/gateway.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

describe('an answer that is kept for the same key', () => {
  it.each([
    ['a short one', 10],
    ['a long Arabic one', 2200],
    ['one of fifty kilobytes', 25_000],
  ])('%s comes back letter by letter, and the work is done once', async (name, length) => {
    const body = JSON.stringify({ caption: 'قهوة ☕️ '.repeat(length / 5), name });
    const request = { key: `key of ${name}`, owner: 'cl_test', request: { length } };
    let done = 0;
    const work = async () => {
      done++;
      return { status: 201, body };
    };

    const first = await once(request, contextOf(), work);
    const again = await once(request, contextOf(), work);

    expect(first).toEqual({ status: 201, body });
    expect(again).toEqual(first);
    expect(done).toBe(1);
  });
});
