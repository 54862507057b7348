import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxBackoffMs, replaceWait } from '#runtime/backoff.ts';
import { dynamo } from '#runtime/table.ts';
import { transactWithRetry } from '#runtime/transaction.ts';

let sent = 0;
const waits: number[] = [];
beforeEach(() => {
  sent = 0;
  waits.length = 0;
  replaceWait(async (ms) => void waits.push(ms));
});
afterEach(() => void dynamo.middlewareStack.remove('answers'));

/** The table refuses so many transactions for this reason, then takes one. Nothing is sent. */
function refuse(times: number, Code: string) {
  dynamo.middlewareStack.add(
    () => async () => {
      sent++;
      if (sent > times) return { response: {}, output: { $metadata: {} } };
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: [{ Code }],
      });
    },
    { step: 'initialize', priority: 'high', name: 'answers' },
  );
}

describe('a transaction that must not be lost', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is sent again after %s, each time after stepping aside',
    async (reason) => {
      refuse(3, reason);
      expect(await transactWithRetry([])).toEqual({ done: true });
      expect(sent).toBe(4);
      expect(waits).toHaveLength(3);
    },
  );

  it('gives up after ten times, and has waited for at most two and a half seconds', async () => {
    refuse(100, 'TransactionConflict');
    await expect(transactWithRetry([])).rejects.toThrow('Transaction cancelled');
    expect(sent).toBe(10);
    expect(waits).toHaveLength(9);
    waits.forEach((ms, before) => {
      expect(ms).toBeLessThanOrEqual(maxBackoffMs(before + 2));
    });
    const longest = waits.map((_, before) => maxBackoffMs(before + 2));
    expect(longest.slice(0, 6)).toEqual([25, 50, 100, 200, 400, 400]);
    expect(longest.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(2500);
  });

  it('does not come back together with the one it met', async () => {
    const spans = new Set<string>();
    for (let meeting = 0; meeting < 5; meeting++) {
      [sent, waits.length] = [0, 0];
      refuse(9, 'TransactionConflict');
      await transactWithRetry([]);
      dynamo.middlewareStack.remove('answers');
      spans.add(waits.join());
    }
    expect(spans.size).toBe(5);
  });

  it('is not repeated when a condition was not met: that is an answer', async () => {
    refuse(1, 'ConditionalCheckFailed');
    expect(await transactWithRetry([])).toEqual({ done: false, refused: [0] });
    expect(waits).toEqual([]);
  });
});
