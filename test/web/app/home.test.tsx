import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { PostSummary } from '#shared/posts/contract.ts';
import { createAccount } from '../posts/builders.ts';
import { startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

const PAST = 1_000;
const FUTURE = 4_000_000_000_000;
const passed = {
  excerpt: 'forgotten',
  schedule: { publishAt: PAST, wallTime: '2026-01-01T10:00', zone: 'Asia/Kuwait' },
};

type Business = {
  accounts?: number;
  drafts?: number;
  timed?: PostSummary['state'][];
  paused?: PostSummary[];
  role?: 'manager' | 'viewer';
};

const summary = (state: PostSummary['state'], index = 0): PostSummary => ({
  postId: `po_0mb4zzzzzz000000000000000${index}`,
  revision: 1,
  state,
  excerpt: 'قهوة',
  platforms: ['instagram'],
  accountIds: [],
  updatedAt: 1,
});

function open({ accounts = 0, drafts = 0, timed = [], paused = [], role = 'manager' }: Business) {
  const list = (items: PostSummary[]) => ({ status: 200, body: { items } });
  server = startFakeServer({
    'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: createMe({ role }) }) }),
    'GET /social/accounts': () => ({
      status: 200,
      body: { items: Array.from({ length: accounts }, () => createAccount()) },
    }),
    'GET /posts': ({ path }) => {
      if (path.includes('state=draft')) return list(Array.from({ length: drafts }, (_, at) => summary('draft', at)));
      if (path.includes('state=paused')) return list(paused);
      return list(path.includes('from=0&') ? timed.map(summary) : []);
    },
  });
  return renderApp('/', { language: 'en', returning: true });
}

const undone = async () => {
  await screen.findByText('Your first steps');
  return screen
    .getAllByRole('listitem')
    .filter((step) => !within(step).queryByText('(done)'))
    .map((step) => step.querySelector('p')?.textContent?.trim());
};

describe('what waits for somebody on Home', () => {
  it('is a paused post whose time has passed, and not one whose time is still to come', async () => {
    const planned = (publishAt: number, index: number, excerpt: string) => ({
      ...summary('paused', index),
      excerpt,
      schedule: { publishAt, wallTime: '2026-01-01T10:00', zone: 'Asia/Kuwait' },
    });
    open({ accounts: 1, timed: ['paused'], paused: [planned(PAST, 1, 'forgotten'), planned(FUTURE, 2, 'in time')] });
    expect(await screen.findByText('forgotten')).toBeDefined();
    expect(screen.queryByText('in time')).toBeNull();
  });
});

describe('an account that cannot publish', () => {
  const withAccount = (account: ReturnType<typeof createAccount>, counts = { planned: 0, stopped: 0, failed: 0 }) => {
    const { accountId } = account;
    const soon = { publishAt: Date.now() + 3_600_000, wallTime: '2026-01-01T10:00', zone: 'Asia/Kuwait' };
    const planned = { ...summary('scheduled'), accountIds: [accountId], schedule: soon };
    server = startFakeServer({
      'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: createMe({ role: 'manager' }) }) }),
      'GET /social/accounts': () => ({ status: 200, body: { items: [account] } }),
      [`GET /social/accounts/${accountId}/posts`]: () => ({ status: 200, body: counts }),
      'GET /posts': ({ path }) => ({
        status: 200,
        body: { items: path.includes('state=') ? [] : [planned] },
      }),
    });
    return renderApp('/', { language: 'en', returning: true });
  };
  const text = () => document.body.textContent?.replace(/[\u2068\u2069]/g, '');

  it('is named with how many posts wait for it, and each of its posts is marked', async () => {
    const broken = createAccount({ health: 'needs_reconnect', obstacle: 'account.reconnect' });
    withAccount(broken, { planned: 2, stopped: 0, failed: 1 });
    expect(await screen.findByText('Account needs reconnecting')).toBeDefined();
    await waitFor(() => expect(text()).toContain('@cafe.kw needs reconnecting, or its posts will not go out.'));
    await waitFor(() => expect(text()).toContain('3 posts wait for that.'));
  });

  const gone = createAccount({ health: 'disconnected', obstacle: 'account.disconnected' });

  it('because somebody disconnected it is told of while posts wait for it', async () => {
    withAccount(gone, { planned: 0, stopped: 4, failed: 0 });
    await waitFor(() => expect(text()).toContain('@cafe.kw is disconnected.'));
    expect(text()).toContain('4 posts wait for that.');
  });

  it('because somebody disconnected it is not told of when nothing waits for it', async () => {
    withAccount(gone);
    await screen.findByText('Account disconnected');
    expect(text()).not.toContain('@cafe.kw is disconnected.');
  });

  it('at the minute of a post only is told at that post', async () => {
    withAccount(createAccount({ health: 'expiring', endsAt: Date.now() + 60_000 }));
    expect(await screen.findByText('Connection ends before its time')).toBeDefined();
    expect(text()).toContain('The connection of @cafe.kw ends soon.');
  });
});

describe('a list on Home', () => {
  const many = (state: PostSummary['state'], count: number, schedule = FUTURE) =>
    Array.from({ length: count }, (_, at) => ({
      ...summary(state),
      postId: `po_${String(at).padStart(26, '0')}`,
      excerpt: `${state} ${at}`,
      schedule: { publishAt: schedule, wallTime: '2026-01-01T10:00', zone: 'Asia/Kuwait' },
    }));

  /** Lists as the server gives them: in pages of at most `limit`. `lists` holds the whole ones. */
  function openPaged(lists: Partial<Record<PostSummary['state'] | 'timed', PostSummary[]>>) {
    server = startFakeServer({
      'POST /auth/refresh': () => ({ status: 200, body: createSignedIn({ me: createMe() }) }),
      'GET /social/accounts': () => ({ status: 200, body: { items: [createAccount()] } }),
      'GET /posts': ({ path }) => {
        const query = new URL(path, 'http://127.0.0.1').searchParams;
        const list = Object.entries(lists).find(([name]) => name === (query.get('state') ?? 'timed'))?.[1] ?? [];
        const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
        const items = list.slice(from, from + limit);
        return { status: 200, body: { items, ...(from + limit < list.length ? { cursor: `${from + limit}` } : {}) } };
      },
    });
    return renderApp('/', { language: 'en', returning: true });
  }

  it('finds what goes out next behind a month full of paused posts', async () => {
    openPaged({ timed: [...many('paused', 60), ...many('scheduled', 1)] });
    expect(await screen.findByText('scheduled 0')).toBeDefined();
  });

  it('finds the paused post whose time has passed behind many whose time is still to come', async () => {
    openPaged({ paused: [...many('paused', 130), { ...summary('paused', 1), ...passed }], timed: many('paused', 1) });
    expect(await screen.findByText('forgotten')).toBeDefined();
  });

  it('shows what goes out right now, and what is late', async () => {
    openPaged({ timed: many('publishing', 1, PAST) });
    expect(await screen.findByText('publishing 0')).toBeDefined();
    const asked = server?.asked.filter(({ path }) => path.includes('limit=25') && !path.includes('from=0&')) ?? [];
    const from = new URL(asked[0]?.path ?? '', 'http://127.0.0.1').searchParams.get('from');
    expect(Number(from)).toBeLessThan(Date.now() - 3_600_000);
  });

  it('of forty missed posts shows a few, says how many there are, and shows all at a press', async () => {
    const { user } = openPaged({ missed: many('missed', 40, PAST), timed: many('missed', 1, PAST) });
    expect(await screen.findByText('missed 4')).toBeDefined();
    expect(screen.queryByText('missed 39')).toBeNull();
    await user.click(screen.getByRole('button', { name: /Show all .*40/ }));
    expect(screen.getByText('missed 39')).toBeDefined();
  });

  it('knows a business by its first scheduled post, however many cancelled ones stand before it', async () => {
    openPaged({ timed: [...many('draft', 60), ...many('published', 1)] });
    await screen.findByText('Next posts');
    expect(screen.queryByText('Your first steps')).toBeNull();
  });
});

describe('the first steps on Home', () => {
  it('tell a new business all there is to do, and nothing else', async () => {
    open({});
    expect(await undone()).toHaveLength(3);
    expect(screen.queryByText('Next posts')).toBeNull();
    expect(screen.getByRole('link', { name: /^Start: Connect/ }).getAttribute('href')).toBe('/connections');
  });

  it('keep the last one open while there are only drafts', async () => {
    open({ accounts: 1, drafts: 1 });
    expect(await undone()).toEqual(['Choose a time and schedule it']);
    expect(screen.getByText('Next posts')).toBeDefined();
  });

  it('do not take a cancelled schedule for a scheduled post', async () => {
    open({ accounts: 1, drafts: 1, timed: ['draft'] });
    expect(await undone()).toEqual(['Choose a time and schedule it']);
  });

  it.each(['scheduled', 'published', 'failed'] as const)('are over once a post is %s', async (state) => {
    open({ accounts: 1, timed: [state] });
    await screen.findByText('Next posts');
    expect(screen.queryByText('Your first steps')).toBeNull();
  });

  it('are not shown to somebody who may only look', async () => {
    open({ role: 'viewer' });
    await screen.findByText('Next posts');
    expect(screen.queryByText('Your first steps')).toBeNull();
  });
});
