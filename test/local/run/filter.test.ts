import { describe, expect, it } from 'vitest';
import { failedItems } from '#local/run/sources/failures.ts';
import { compileFilters } from '#local/run/sources/filter.ts';

const change = { eventName: 'MODIFY', dynamodb: { NewImage: { kind: { S: 'target' }, n: { N: '5' } } } };
const passes = (...patterns: object[]) => compileFilters(patterns.map((pattern) => JSON.stringify(pattern)))(change);

describe('the filter of an event source', () => {
  it.each([
    ['lets everything pass when there is none', [], true],
    ['compares with each value of a list', [{ eventName: ['INSERT', 'MODIFY'] }], true],
    ['looks into nested fields', [{ dynamodb: { NewImage: { kind: { S: ['target'] } } } }], true],
    [
      'wants every field of a pattern',
      [{ eventName: ['MODIFY'], dynamodb: { NewImage: { kind: { S: ['post'] } } } }],
      false,
    ],
    ['is content with one of several patterns', [{ eventName: ['REMOVE'] }, { eventName: ['MODIFY'] }], true],
    ['does not find what is not there', [{ dynamodb: { OldImage: { kind: { S: ['target'] } } } }], false],
    ['knows whether a field exists', [{ dynamodb: { OldImage: [{ exists: false }] } }], true],
    ['knows beginnings', [{ eventName: [{ prefix: 'MOD' }] }], true],
    ['knows exclusions', [{ eventName: [{ 'anything-but': ['MODIFY'] }] }], false],
  ])('%s', (_, patterns, expected) => {
    expect(passes(...patterns)).toBe(expected);
  });

  it('names an operator that it does not know', () => {
    expect(() => passes({ eventName: [{ cidr: '10.0.0.0/8' }] })).toThrow(/cidr/);
  });
});

describe('which items of a batch failed', () => {
  const ok = (result: unknown) => ({ ok: true as const, result });
  const some = { batchItemFailures: [{ itemIdentifier: 'b' }] };
  it.each([
    ['none when the function is content', ok(null), true, []],
    ['those that it names', ok(some), true, ['b']],
    ['none when names were not asked for', ok(some), false, []],
    ['all after an error', { ok: false as const, errorType: 'E', errorMessage: '', trace: '' }, true, ['a', 'b']],
    ['all after a malformed answer', ok({ batchItemFailures: 'b' }), true, ['a', 'b']],
    ['all when it names a stranger', ok({ batchItemFailures: [{ itemIdentifier: 'z' }] }), true, ['a', 'b']],
    ['none when the list is missing', ok({}), true, []],
  ])('%s', (_, outcome, partial, expected) => {
    expect(failedItems(outcome, ['a', 'b'], partial)).toEqual(expected);
  });
});
