import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PostSummary } from '#shared/posts/contract.ts';
import { createPost, createSummary } from '../posts/builders.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

const NOW = Date.parse('2026-02-18T09:00:00Z');
let server: ReturnType<typeof startFakeServer> | undefined;
beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => {
  server?.stop();
  vi.useRealTimers();
});

/** jsdom has no screen; a test says whether it is a phone's. */
function onScreen(kind: 'desktop' | 'phone') {
  const answer = { matches: kind === 'phone', addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(window, { matchMedia: () => answer });
}

type Answers = Parameters<typeof startFakeServer>[0];
const ok = (body: unknown) => ({ status: 200, body });

function open(posts: PostSummary[], options: { path?: string; phone?: boolean; answers?: Answers } = {}) {
  onScreen(options.phone ? 'phone' : 'desktop');
  server = startFakeServer({
    'POST /auth/refresh': () => ok(createSignedIn()),
    'GET /posts': () => ok({ items: posts }),
    ...options.answers,
  });
  return { server, ...renderApp(options.path ?? '/calendar', { returning: true, language: 'en' }) };
}

/** What was asked of posts, as addresses. */
const postsAsked = ({ asked }: ReturnType<typeof startFakeServer>) =>
  asked.filter(({ path }) => path.startsWith('/posts?')).map(({ path }) => new URL(path, 'http://127.0.0.1'));

const excerpt = 'عرض رمضان على Flat White';
const cell = (name: RegExp) => screen.getByRole('cell', { name });

describe('the calendar', () => {
  it('begins the week on Sunday and asks for exactly what the month shows', async () => {
    const { server } = open([createSummary()]);
    await screen.findByText(excerpt);
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Sunday',
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
    ]);
    const query = new URLSearchParams(server.asked.find(({ path }) => path.startsWith('/posts?'))?.path.split('?')[1]);
    expect(Number(query.get('from'))).toBe(Date.parse('2026-01-31T21:00:00Z'));
    expect(Number(query.get('to'))).toBe(Date.parse('2026-02-28T21:00:00Z'));
  });

  it('puts a post on its day in Kuwait and marks Ramadan', async () => {
    open([createSummary()]);
    await screen.findByText(excerpt);
    expect(within(cell(/18 February/)).getByText(excerpt)).toBeDefined();
    expect(within(cell(/18 February/)).getByText('Ramadan')).toBeDefined();
    expect(within(cell(/17 February/)).queryByText('Ramadan')).toBeNull();
  });

  it('fetches every page of a busy month', async () => {
    const second = createSummary({ postId: `po_${'1'.repeat(26)}`, excerpt: 'second page' });
    open([], {
      answers: {
        'GET /posts': ({ path }) =>
          ok(path.includes('cursor=next') ? { items: [second] } : { items: [createSummary()], cursor: 'next' }),
      },
    });
    expect(await screen.findByText('second page')).toBeDefined();
    expect(screen.getByText(excerpt)).toBeDefined();
  });

  it('offers empty slots only where time is left', async () => {
    open([createSummary()]);
    await screen.findByText(excerpt);
    const at = within(cell(/19 February/)).getByRole('link', { name: /New post/ });
    expect(at.getAttribute('href')).toBe('/compose?at=2026-02-19T10%3A00');
    expect(within(cell(/17 February/)).queryByRole('link', { name: /New post/ })).toBeNull();
  });

  it('shows a list on a phone, without the table', async () => {
    open([createSummary()], { phone: true });
    expect(await screen.findByText(excerpt)).toBeDefined();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('as a list goes on into the next month by itself, and further at a press', async () => {
    const march = createSummary({
      postId: `po_${'3'.repeat(26)}`,
      excerpt: 'in March',
      schedule: { publishAt: Date.parse('2026-03-02T15:00Z'), wallTime: '2026-03-02T18:00', zone: 'Asia/Kuwait' },
    });
    const { server, user } = open([createSummary(), march], { phone: true });
    expect(await screen.findByText('in March')).toBeDefined();
    expect(screen.getByText('March 2026')).toBeDefined();
    await user.click(screen.getByRole('button', { name: /Go on to .*April 2026/ }));
    await screen.findByRole('button', { name: /Go on to .*May 2026/ });
    const until = postsAsked(server).flatMap(({ searchParams }) => searchParams.get('to') ?? []);
    expect(until.map(Number)).toEqual([Date.parse('2026-03-31T21:00Z'), Date.parse('2026-04-30T21:00Z')]);
  });

  it('as a list of a later month begins with that month and ends with it, until somebody goes on', async () => {
    const { server } = open([], { phone: true, path: '/calendar?date=2026-05-01' });
    await screen.findByRole('button', { name: /Go on to .*June 2026/ });
    const query = postsAsked(server).at(-1)?.searchParams ?? new URLSearchParams();
    expect(Number(query.get('from'))).toBe(Date.parse('2026-04-30T21:00Z'));
    expect(Number(query.get('to'))).toBe(Date.parse('2026-05-31T21:00Z'));
  });

  it('hides more than three behind a button', async () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((letter) =>
      createSummary({ postId: `po_${letter.repeat(26)}`, excerpt: `post ${letter}` }),
    );
    const { user } = open(many);
    await screen.findByText('post a');
    expect(screen.queryByText('post d')).toBeNull();
    await user.click(screen.getByRole('button', { name: /\+.*2/ }));
    expect(within(await screen.findByRole('dialog')).getByText('post e')).toBeDefined();
  });

  it('changes view and month by keys, also on an Arabic keyboard, and keeps them in the address', async () => {
    const { at } = open([createSummary()]);
    await screen.findByText(excerpt);
    fireEvent.keyDown(document.body, { code: 'ArrowRight', key: 'ArrowRight' });
    await waitFor(() => expect(at()).toBe('/calendar?date=2026-03-01'));
    fireEvent.keyDown(document.body, { code: 'KeyW', key: 'ص' });
    await waitFor(() => expect(at()).toContain('view=week'));
    expect(at()).toContain('date=2026-03-01');
    fireEvent.keyDown(document.body, { code: 'KeyT', key: 'ف' });
    await waitFor(() => expect(at()).toBe('/calendar?view=week'));
  });

  it('filters by state and says so when nothing is left', async () => {
    open([createSummary()], { path: '/calendar?view=list&state=failed' });
    expect(await screen.findByText('No posts in this state in this period')).toBeDefined();
  });

  it('shows a paused post dimmed, lets it be opened and edited, and not be dragged back into the plan', async () => {
    const { user } = open([createSummary({ state: 'paused' })], { path: '/calendar?state=paused' });
    const card = (await screen.findByText(excerpt)).closest('article') ?? document.body;
    expect(within(card).getByText('Paused')).toBeDefined();
    expect(card.className).toContain('border-dashed');
    expect(screen.queryByRole('button', { name: /^Drag/ })).toBeNull();
    await user.click(within(card).getByRole('button', { name: /Options/ }));
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Open post', 'Edit']);
  });

  it('gives somebody who may only look nothing to change', async () => {
    const { user } = open([createSummary()], {
      answers: { 'POST /auth/refresh': () => ok(createSignedIn({ me: createMe({ role: 'viewer' }) })) },
    });
    await user.click(await screen.findByRole('button', { name: /Options/ }));
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Open post']);
    expect(screen.queryByRole('link', { name: /New post/ })).toBeNull();
  });
});

describe('moving a post by its menu', () => {
  const { postId } = createSummary();
  const path = `/posts/${postId}/schedule`;
  const moveTo = { revision: 4, schedule: { publishAt: 0, wallTime: '2026-02-18T19:00', zone: 'Asia/Kuwait' } };

  async function moveOneHour(answers: Answers) {
    const page = open([createSummary()], { answers });
    await page.user.click(await screen.findByRole('button', { name: /Options/ }));
    await page.user.click(screen.getByRole('menuitem', { name: 'Move to…' }));
    const hour = await screen.findByRole('spinbutton', { name: /^hour/i });
    hour.focus();
    await page.user.keyboard('{ArrowUp}');
    await page.user.click(screen.getByRole('button', { name: 'Save time' }));
    return page;
  }

  it('stores the new time with the revision that was seen, and can be undone', async () => {
    const { server, user } = await moveOneHour({ [`POST ${path}`]: () => ok(createPost(moveTo)) });
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(server.to(`POST ${path}`)).toHaveLength(2));
    expect(server.to(`POST ${path}`).map(({ body }) => body)).toEqual([
      { revision: 3, wallTime: '2026-02-18T19:00', zone: 'Asia/Kuwait' },
      { revision: 4, wallTime: '2026-02-18T18:00', zone: 'Asia/Kuwait' },
    ]);
  });

  it('puts the post back and says why when the server refuses', async () => {
    await moveOneHour({ [`POST ${path}`]: () => problem(409, 'post.publishing') });
    const said = await within(screen.getByRole('dialog')).findByRole('alert');
    await waitFor(() => expect(said.textContent).toMatch(/is being published right now/));
    const card = screen.getByText(excerpt).closest('article') ?? document.body;
    await waitFor(() => expect(card.textContent).toContain('6:00'));
    expect(card.textContent).not.toContain('7:00');
  });
});
