import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { api } from '#runtime/api.ts';
import { Problem, type ProblemCode } from '#shared/contract/problem.ts';
import { contract } from '#shared/contract/route.ts';
import { linesWhile, metricLines, readMetrics } from '#test/support/embedded-metrics.ts';
import { call } from '#test/support/gateway.ts';

const coffee = contract('coffee', {
  cup: {
    method: 'GET',
    path: '/coffee',
    permission: 'public',
    summary: 'A cup',
    response: z.object({ cups: z.number() }),
  },
});

/** What customers get from a feature whose handler does this, and what it writes for its alarm. */
async function asked(times: number, cup: () => Promise<{ cups: number }>) {
  const handler = api(coffee, { cup });
  const statuses: number[] = [];
  const lines = await linesWhile(async () => {
    for (let count = 0; count < times; count++)
      statuses.push((await call(handler, { method: 'GET', path: '/coffee' })).status);
  });
  return { statuses, measured: metricLines(lines).map(readMetrics) };
}
const refusing = (code: ProblemCode) => () => Promise.reject(new Problem(code));

describe('an answer that says it is our fault', () => {
  it.each([
    ['a thrown error', () => Promise.reject(new TypeError('x is undefined')), 500],
    ['an answer that breaks the contract', async () => ({ cups: 'two' }) as never, 500],
    ['somebody else who does not answer', refusing('social.platform_unavailable'), 503],
  ])('%s: each is counted for its feature, where its alarm looks', async (_, cup, status) => {
    const { statuses, measured } = await asked(5, cup);
    expect(statuses).toEqual(Array(5).fill(status));
    expect(measured.map(({ dimensions, metrics }) => [dimensions, metrics])).toEqual(
      Array(5).fill([{ Stage: 'test', Feature: 'coffee' }, { ServerErrors: { unit: 'Count', values: [1] } }]),
    );
  });

  it('is not a refusal, and not a success', async () => {
    expect(await asked(1, refusing('post.changed'))).toEqual({ statuses: [409], measured: [] });
    expect(await asked(1, async () => ({ cups: 2 }))).toEqual({ statuses: [200], measured: [] });
  });
});
