import { describe, expect, it } from 'vitest';
import { isProblemCode, Problem, type ProblemCode, problems } from '#shared/contract/problem.ts';
import { blockings } from '#shared/social/usability.ts';
import { filesIn, textOf } from '#test/architecture/source.ts';

const codes = Object.keys(problems) as ProblemCode[];

describe('problems', () => {
  it('have statuses that say whose fault it is, and a sentence', () => {
    for (const code of codes) {
      const { status, en, api = en } = problems[code];
      expect([400, 401, 403, 404, 409, 413, 422, 429, 500, 503], code).toContain(status);
      expect(api, code).toMatch(/^[A-Z][^\n]+\.$/);
    }
  });

  it('have dotted codes', () => {
    for (const code of codes) expect(code).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
  });

  it('a missing thing is a 404 in every feature', () => {
    for (const code of codes.filter((each) => each.endsWith('_found'))) expect(problems[code].status, code).toBe(404);
  });

  it('every one of them can happen, except these two', () => {
    const thrown = filesIn('functions').map(textOf).join('\n');
    // An obstacle of an account is thrown as it was found.
    const found: readonly string[] = blockings;
    expect(codes.filter((code) => !thrown.includes(`'${code}'`) && !found.includes(code))).toEqual([]);
  });

  it('carry their status, fields and cause', () => {
    const cause = new Error('inner');
    const issues = [{ path: 'body.caption', issue: 'too_long', limit: 2200 }];
    const problem = new Problem('post.not_publishable', { issues, cause });
    expect({ ...problem }).toMatchObject({ code: 'post.not_publishable', status: 422, issues });
    expect(problem.cause).toBe(cause);
  });

  it('only known codes are codes', () => {
    expect(isProblemCode('post.not_found')).toBe(true);
    for (const other of ['post.not_foun', 404, undefined, null, {}]) expect(isProblemCode(other)).toBe(false);
  });
});
