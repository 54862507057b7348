import { describe, expect, it } from 'vitest';
import { failedItems } from '#cloud/run/sources/failures.ts';
import { compileFilters } from '#cloud/run/sources/filter.ts';

const change = {
  eventName: 'MODIFY',
  price: 5.5,
  nothing: null,
  tags: ['a', 'b'],
  dynamodb: { NewImage: { kind: { S: 'target' }, n: { N: '5' }, empty: { S: '' }, done: { BOOL: false } } },
};
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
    ['does not take a map for a field', [{ dynamodb: { NewImage: [{ exists: true }] } }], false],
    ['knows beginnings', [{ eventName: [{ prefix: 'MOD' }] }], true],
    ['knows other beginnings', [{ eventName: [{ prefix: 'OD' }] }], false],
    ['knows ends', [{ eventName: [{ suffix: 'IFY' }] }], true],
    ['knows other ends', [{ eventName: [{ suffix: 'IF' }] }], false],
    ['knows exclusions', [{ eventName: [{ 'anything-but': ['MODIFY'] }] }], false],
    ['lets pass what is not excluded', [{ eventName: [{ 'anything-but': 'INSERT' }] }], true],
    ['finds no absent field by exclusion', [{ absent: [{ 'anything-but': ['x'] }] }], false],
    ['compares letters of any case when told', [{ eventName: [{ 'equals-ignore-case': 'modify' }] }], true],
    ['compares letters exactly otherwise', [{ eventName: ['modify'] }], false],
    ['compares numbers', [{ price: [{ numeric: ['=', 5.5] }] }], true],
    ['compares ranges of numbers', [{ price: [{ numeric: ['>', 5, '<=', 5.5] }] }], true],
    ['keeps the bounds of ranges', [{ price: [{ numeric: ['>', 5.5] }] }], false],
    ['does not take text for a number', [{ eventName: [{ numeric: ['>', 0] }] }], false],
    ['finds null', [{ nothing: [null] }], true],
    ['finds an empty text', [{ dynamodb: { NewImage: { empty: { S: [''] } } } }], true],
    ['finds false', [{ dynamodb: { NewImage: { done: { BOOL: [false] } } } }], true],
    ['looks at each element of a list', [{ tags: ['b'] }], true],
    ['is content with one of several fields', [{ $or: [{ eventName: ['INSERT'] }, { price: [5.5] }] }], true],
    ['wants the rest beside a choice', [{ tags: ['z'], $or: [{ price: [5.5] }] }], false],
    ['is not content with none of several fields', [{ $or: [{ eventName: ['INSERT'] }, { price: [1] }] }], false],
  ])('%s', (_, patterns, expected) => {
    expect(passes(...patterns)).toBe(expected);
  });

  it('names an operator that it does not know', () => {
    expect(() => passes({ eventName: [{ cidr: '10.0.0.0/8' }] })).toThrow(/cidr/);
    expect(() => passes({ eventName: [{ wildcard: '*' }] })).toThrow(/wildcard/);
    expect(() => passes({ eventName: [{ 'anything-but': { prefix: 'M' } }] })).toThrow();
    expect(() => passes({ eventName: [{ prefix: 'M', suffix: 'Y' }] })).toThrow(/prefix/);
    expect(() => passes({ price: [{ numeric: ['~', 1] }] })).toThrow(/numeric/);
    expect(() => passes({ price: [{ numeric: ['>'] }] })).toThrow(/numeric/);
    expect(() => passes({ eventName: [{ prefix: 1 }] })).toThrow(/prefix/);
  });

  it('names a pattern that AWS would refuse or that could never match', () => {
    expect(() => passes({ eventName: 'MODIFY' })).toThrow(/eventName/);
    expect(() => passes({ dynamodb: { NewImage: { n: { N: [{ numeric: ['>', 1] }] } } } })).toThrow(/numbers as text/);
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
