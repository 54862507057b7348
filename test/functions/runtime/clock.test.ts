import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { circuitOf } from '#functions/platforms/circuit.store.ts';
import { corrected, isCompared, now } from '#runtime/clock.ts';
import { dynamo } from '#runtime/table.ts';
import { startBackend } from '#test/support/backend.ts';

const MINUTE = 60_000;

describe('the least correction that agrees with what the table says', () => {
  const at = 1_796_000_000_000;
  it.each([
    ['none for a right clock', 0, at, at + 20, at, 0],
    ['none within the second that a date leaves open', 0, at + 900, at + 950, at, 0],
    ['none for a slow answer', 0, at - 30_000, at + 500, at, 0],
    ['back by as much as it must be ahead', 0, at + 5 * MINUTE, at + 5 * MINUTE + 40, at, 5 * MINUTE - 1_000],
    ['forth by as much as it must be behind', 0, at - 5 * MINUTE, at - 5 * MINUTE + 40, at, -5 * MINUTE + 40],
    ['kept while it still agrees', 2_000, at + 1_500, at + 2_500, at, 2_000],
  ])('%s', (_, ahead, sentAt, receivedAt, theirs, expected) => {
    expect(corrected(ahead, theirs, sentAt, receivedAt)).toBe(expected);
  });
});

describe('a machine whose clock is wrong', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;
  beforeAll(async () => {
    backend = await startBackend();
  });
  afterAll(() => backend.close());

  it.each([5, -5])('by %i minutes has the time of the table after its first answer', async (minutes) => {
    dynamo.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const headers: unknown = Reflect.get(Object(result.response), 'headers');
        Reflect.set(Object(headers), 'date', new Date(Date.now() - minutes * MINUTE).toUTCString());
        return result;
      },
      { step: 'deserialize', priority: 'low', name: 'otherTime' },
    );
    await circuitOf('instagram');
    expect(isCompared()).toBe(true);
    expect(Math.abs(Date.now() - minutes * MINUTE - now())).toBeLessThan(2_500);
    dynamo.middlewareStack.remove('otherTime');
    await circuitOf('instagram');
    expect(Math.abs(Date.now() - now())).toBeLessThan(2_500);
  });
});
