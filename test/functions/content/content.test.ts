import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/content/api.ts';
import { content } from '#shared/content/contract.ts';
import { client } from '#shared/contract/client.ts';
import { verdictOnText } from '#shared/moderation/verdict.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person } from '#test/support/people.ts';

let backend: Backend;
let editor: Person;
let viewer: Person;
beforeAll(async () => {
  backend = await startBackend();
  [editor, viewer] = await Promise.all([backend.signInAs('editor'), backend.signInAs('viewer')]);
});
afterAll(() => backend.close());

const as = (person: Person) => client(content, sendFor(handler, person.token));

describe('having a text judged', () => {
  it('says what the composer would say, and where', async () => {
    const text = 'كأس خَمر وخصم ٥٠٪';
    const answer = await as(editor).check({ body: { text } });
    expect(answer.action).toBe('block');
    expect(answer.hits.map(({ rule, start, end }) => [rule, text.slice(start, end)])).toEqual([
      ['ALCOHOL', 'خَمر'],
      ['PROMOTION', 'وخصم'],
      ['PROMOTION', '٥٠٪'],
    ]);
    expect(answer.hits.map(({ start }) => start)).toEqual(verdictOnText(text).hits.map(({ start }) => start));
  });

  it('does not tell the list of words that is looked for', async () => {
    const answer = await as(editor).check({ body: { text: 'والخمور' } });
    expect(Object.keys(answer.hits[0] ?? {}).sort()).toEqual(['action', 'end', 'missing', 'rule', 'start', 'version']);
  });

  it('asks for no licence that is given', async () => {
    const body = { text: 'خصم على القهوة', licences: { moci: '2026/123' } };
    expect(await as(editor).check({ body })).toMatchObject({ action: 'pass', hits: [] });
  });

  it.each([
    ['too long', { text: 'ق'.repeat(10_001) }],
    ['with hidden direction overrides', { text: 'قهوة\u202e' }],
    ['with a licence that is no number of anything', { text: 'قهوة', licences: { moci: 'x'.repeat(31) } }],
    ['with a licence that nobody gives', { text: 'قهوة', licences: { other: '1' } }],
    ['that is missing', {}],
  ])('refuses a text %s', async (_, body) => {
    const refused = await problemOf(as(editor).check({ body: body as { text: string } }));
    expect(refused).toMatchObject({ status: 422, code: 'request.invalid' });
  });

  it('is for those who write', async () => {
    expect(await problemOf(as(viewer).check({ body: { text: 'قهوة' } }))).toMatchObject({ status: 403 });
  });
});
