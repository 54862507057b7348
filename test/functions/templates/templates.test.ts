import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler } from '#functions/templates/api.ts';
import { client } from '#shared/contract/client.ts';
import { problems } from '#shared/contract/problem.ts';
import { templates } from '#shared/templates/contract.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import type { Teammate } from '#test/support/people.ts';
import { createWords } from './words.ts';

let backend: Backend;
let editor: Teammate;
let viewer: Teammate;
let stranger: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  [editor, stranger] = await Promise.all([backend.signInAs('editor'), backend.signInAs('manager')]);
  viewer = await backend.signInAs('viewer', editor.clientId);
});
afterAll(() => backend.close());

const as = (person: Teammate) => client(templates, sendFor(handler, person.token));
const kept = (overrides = {}) => as(editor).create({ body: createWords(overrides) });

describe('templates', () => {
  it('are made, changed, listed newest first, and deleted, each with an audit row', async () => {
    const first = await kept();
    const second = await kept({ name: 'ثانٍ' });
    expect((await as(viewer).list({ query: {} })).items).toEqual([second, first]);
    const params = { templateId: first.templateId };
    const changed = await as(editor).change({ params, body: { ...createWords({ en: '' }), revision: 1 } });
    expect(changed).toMatchObject({ en: '', revision: 2, createdAt: first.createdAt });
    expect((await as(viewer).list({ query: {} })).items).toEqual([second, changed]);
    await as(editor).remove({ params });
    expect((await as(viewer).list({ query: {} })).items).toEqual([second]);
    const rows = await eventsOf(editor.clientId, first.templateId, { limit: 9, cursor: null });
    const actions = ['template.changed', 'template.created', 'template.removed'];
    expect(rows.items.map(({ action }) => action).sort()).toEqual(actions);
  });

  it('that somebody changed meanwhile are not changed over it', async () => {
    const { templateId } = await kept();
    const change = (name: string) =>
      as(editor).change({ params: { templateId }, body: { ...createWords({ name }), revision: 1 } });
    await change('أول');
    expect(await problemOf(change('ثانٍ'))).toMatchObject({ code: 'template.changed', status: 409 });
    expect((await as(editor).list({ query: {} })).items[0]).toMatchObject({ name: 'أول', revision: 2 });
  });

  it('of another business look like missing ones, to copy them, too', async () => {
    const { templateId } = await kept();
    const params = { templateId };
    expect((await as(stranger).list({ query: {} })).items).toEqual([]);
    const problem = { code: 'template.not_found', status: 404 };
    const body = { ...createWords(), revision: 1 };
    expect(await problemOf(as(stranger).remove({ params }))).toMatchObject(problem);
    expect(await problemOf(as(stranger).change({ params, body }))).toMatchObject(problem);
    expect(await problemOf(as(stranger).copy({ body: { source: templateId, name: 'x' } }))).toMatchObject(problem);
    expect(await problemOf(as(editor).copy({ body: { source: 'no-such', name: 'x' } }))).toMatchObject(problem);
  });

  it('are copied from the own ones and from what the platform offers, and are the own ones then', async () => {
    const mine = await kept();
    const copy = await as(editor).copy({ body: { source: mine.templateId, name: 'نسخة' } });
    expect(copy).toMatchObject({ ...createWords({ name: 'نسخة' }), revision: 1 });
    expect(copy.templateId).not.toBe(mine.templateId);
    const { items } = await as(viewer).library();
    const starter = items.find(({ starterId }) => starterId === 'sweets-gergean');
    const taken = await as(editor).copy({ body: { source: 'sweets-gergean', name: 'قرقيعان' } });
    expect(taken).toMatchObject({ name: 'قرقيعان', ar: starter?.ar, en: starter?.en, variables: starter?.variables });
  });

  it('can be looked at, but not changed, by a viewer', async () => {
    expect(await problemOf(as(viewer).create({ body: createWords() }))).toMatchObject({ status: 403 });
  });

  it.each([
    ['template.empty', { ar: ' ', en: '' }],
    ['template.too_long', { ar: 'ق'.repeat(5120), en: '' }],
    ['template.stray_brace', { en: 'a { b' }],
    ['template.unknown_variable', { en: '{colour}' }],
    ['template.circular_default', { variables: [...createWords().variables, circle('a', 'b'), circle('b', 'a')] }],
    [
      'template.default_unfit',
      {
        variables: [
          { name: 'product', kind: 'text' },
          { name: 'price', kind: 'money', default: '1.2345' },
        ],
      },
    ],
    ['template.named_twice', { variables: [...createWords().variables, { name: 'price', kind: 'text' }] }],
  ] as const)('that could not be filled are refused in both languages: %s', async (code, wrong) => {
    const body = {
      ...createWords(),
      ...wrong,
      variables: [...('variables' in wrong ? wrong.variables : createWords().variables)],
    };
    expect(await problemOf(as(editor).create({ body }))).toMatchObject({ code, status: 422 });
    const { templateId } = await kept();
    const changing = as(editor).change({ params: { templateId }, body: { ...body, revision: 1 } });
    expect(await problemOf(changing)).toMatchObject({ code, status: 422 });
    expect(problems[code].ar).toMatch(/\p{Script=Arabic}/u);
    expect(problems[code].en).toMatch(/[a-z]/);
  });
});

function circle(name: string, inner: string) {
  return { name, kind: 'text' as const, default: `{${inner}}` };
}
