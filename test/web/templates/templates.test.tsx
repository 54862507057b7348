import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { TeamRole } from '#shared/contract/permission.ts';
import type { Template } from '#shared/templates/contract.ts';
import { starters } from '#shared/templates/library/starters.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const templateId = 'tp_0mb4zzzzzz0000000000000001';
const createTemplate = (overrides: Partial<Template> = {}): Template => ({
  templateId,
  revision: 3,
  name: 'Karak week',
  category: 'offer',
  ar: 'كرك بـ {price}',
  en: 'Karak for {price}, call {phone}',
  variables: [
    { name: 'price', kind: 'money' },
    { name: 'phone', kind: 'phone' },
  ],
  createdAt: 1,
  updatedAt: 1,
  ...overrides,
});
const answers = (items: Template[], role: TeamRole = 'editor') => ({
  'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: createMe({ role }) }) }),
  'GET /templates': () => ({ status: 200, body: { items } }),
  'GET /templates/library': () => ({ status: 200, body: { items: starters } }),
});
const open = () => renderApp('/templates', { language: 'en', returning: true });
const field = (name: string | RegExp) => screen.findByRole('textbox', { name });
const paste = async (user: ReturnType<typeof open>['user'], name: string | RegExp, text: string) => {
  await user.click(await field(name));
  await user.paste(text);
};

describe('the templates page', () => {
  it('is in the navigation, and shows both texts side by side', async () => {
    server = startFakeServer(answers([createTemplate()]));
    open();
    const row = (await screen.findByText('Karak week')).closest('li');
    expect(row?.textContent).toContain('كرك بـ {price}');
    expect(row?.textContent).toContain('Karak for {price}');
    expect(screen.getAllByRole('link', { name: 'Templates' }).length).toBeGreaterThan(0);
  });

  it('can be looked at, but not changed, by a viewer', async () => {
    server = startFakeServer(answers([createTemplate()], 'viewer'));
    open();
    await screen.findByText('Karak week');
    expect(screen.queryByRole('button', { name: /Options|Write a post|New template|library/ })).toBeNull();
  });

  it('copies one of the library at a press, once', async () => {
    const copy = () => ({ status: 201, body: createTemplate({ name: 'Gergean boxes' }) });
    server = startFakeServer({ ...answers([]), 'POST /templates/copies': copy });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Template library' }));
    await user.selectOptions(await screen.findByLabelText('Kind of business'), 'Sweets');
    await user.dblClick(await screen.findByRole('button', { name: /^Add .*Gergean boxes/ }));
    await screen.findAllByText(/was added/);
    const sent = server.to('POST /templates/copies').map(({ body }) => body);
    expect(sent[0]).toEqual({ source: 'sweets-gergean', name: 'Gergean boxes' });
    expect(screen.queryByRole('button', { name: /A new drink/ })).toBeNull();
  });

  it('asks before it deletes one', async () => {
    server = startFakeServer({
      ...answers([createTemplate()]),
      [`DELETE /templates/${templateId}`]: () => ({ status: 204 }),
    });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: /^Options for/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: 'Delete template' }));
    await screen.findAllByText(/was deleted/);
    expect(server.to(`DELETE /templates/${templateId}`)).toHaveLength(1);
  });
});

describe('writing a template', () => {
  it('describes the variables of the texts by itself, and shows what it will look like', async () => {
    const create = () => ({ status: 201, body: createTemplate({ name: 'New' }) });
    server = startFakeServer({ ...answers([]), 'POST /templates': create });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'New template' }));
    await paste(user, 'Name', 'New');
    await paste(user, 'English text', 'Only {price} for {size}');
    const preview = await screen.findByRole('region', { name: 'Preview with sample values' });
    expect(preview.textContent).toContain('Only KWD 2.500 for ‹size›');
    await user.selectOptions(screen.getByLabelText(/^Kind of .*size/), 'One of a list');
    await paste(user, /^Choices of .*size/, 'S\nL\n');
    await user.click(screen.getByRole('button', { name: 'Save template' }));
    await screen.findAllByText(/was saved/);
    expect(server.to('POST /templates')[0]?.body).toEqual({
      name: 'New',
      category: 'offer',
      ar: '',
      en: 'Only {price} for {size}',
      variables: [
        { name: 'price', kind: 'money' },
        { name: 'size', kind: 'choice', choices: ['S', 'L'] },
      ],
    });
  });

  it('says what is wrong before it is sent', async () => {
    server = startFakeServer(answers([]));
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'New template' }));
    await paste(user, 'Name', 'New');
    await paste(user, 'English text', 'Only {Price}');
    expect((await screen.findByRole('alert')).textContent).toContain('belongs to no variable');
    await user.click(screen.getByRole('button', { name: 'Save template' }));
    expect(server.to('POST /templates')).toHaveLength(0);
  });

  it('keeps what was written when somebody else changed it first', async () => {
    const change = () => problem(409, 'template.changed');
    server = startFakeServer({ ...answers([createTemplate()]), [`PUT /templates/${templateId}`]: change });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: /^Options for/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
    await user.type(await field('Name'), '!');
    await user.click(screen.getByRole('button', { name: 'Save template' }));
    await screen.findByText(/has changed since you opened it/);
    expect(await field('Name')).toHaveProperty('value', 'Karak week!');
    expect(server.to(`PUT /templates/${templateId}`)[0]?.body).toMatchObject({ revision: 3, name: 'Karak week!' });
  });
});

describe('filling a template', () => {
  it('names what is missing, and opens the filled text as a draft', async () => {
    const create = () => problem(500, 'internal.unexpected');
    server = startFakeServer({ ...answers([createTemplate()]), 'POST /posts': create });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: /^Write a post with/ }));
    const dialog = await screen.findByRole('dialog');
    const preview = () => within(dialog).getByRole('region', { name: 'Text of the post' }).textContent;
    expect(preview()).toMatch(/Still to be filled:.*Price.*Phone number/);
    await user.click(within(dialog).getByRole('button', { name: 'Open the post' }));
    expect(within(dialog).getAllByText('Fill this in.')).toHaveLength(2);
    expect(server.to('POST /posts')).toHaveLength(0);
    await user.type(await field('Price'), '٢٫٥');
    await user.type(await field('Phone number'), '50001111');
    expect(preview()).toContain('Karak for KWD 2.500, call +965 50001111');
    await user.click(within(dialog).getByRole('radio', { name: 'Both' }));
    await user.click(within(dialog).getByRole('button', { name: 'Open the post' }));
    await waitFor(() => expect(server?.to('POST /posts')).toHaveLength(1));
    const caption = 'كرك بـ 2.500 د.ك\n\nKarak for KWD 2.500, call +965 50001111';
    expect(server.to('POST /posts')[0]?.body).toEqual({ caption, mediaIds: [], accountIds: [] });
    await within(dialog).findByRole('alert');
    expect(await field('Price')).toHaveProperty('value', '٢٫٥');
  });

  it('asks only for what the chosen language needs', async () => {
    server = startFakeServer(answers([createTemplate()]));
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: /^Write a post with/ }));
    await user.click(await screen.findByRole('radio', { name: 'Arabic' }));
    expect(await field('Price')).toBeDefined();
    expect(screen.queryByRole('textbox', { name: 'Phone number' })).toBeNull();
  });
});
