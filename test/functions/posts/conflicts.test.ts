import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dynamo } from '#runtime/table.ts';
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
afterEach(() => void dynamo.middlewareStack.remove('conflict'));

/** The next transactions meet another one at the same items, as DynamoDB says it when two are under way. */
function conflict(times: number) {
  let left = times;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName !== 'TransactWriteItemsCommand' || left-- <= 0) return next(args);
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
      });
    },
    { step: 'initialize', priority: 'high', name: 'conflict' },
  );
}

describe('a change that meets a worker’s at the same instant', () => {
  it('is tried again after reading anew, unseen by the caller', async () => {
    const post = await cafe.schedule(await cafe.draft());
    conflict(2);
    const cancelled = await cafe.calls.cancel({ params: post, body: { revision: post.revision } });
    expect(cancelled.state).toBe('draft');
  });

  it('that does not give way ends in a question to reload, not in a fault of ours', async () => {
    const post = await cafe.schedule(await cafe.draft());
    conflict(100);
    const refused = await problemOf(cafe.calls.cancel({ params: post, body: { revision: post.revision } }));
    expect(refused).toMatchObject({ status: 409, code: 'post.changed' });
  });
});
