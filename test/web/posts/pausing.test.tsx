import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '#shared/posts/contract.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount, createPost, createTarget } from './builders.ts';

const { postId, schedule } = createPost();
const BEFORE = (schedule?.publishAt ?? 0) - 3_600_000;
const AFTER = (schedule?.publishAt ?? 0) + 60_000;
const PAUSE = `POST /posts/${postId}/pause`;
const RESUME = `POST /posts/${postId}/resume`;

let server: ReturnType<typeof startFakeServer> | undefined;
beforeEach(() => vi.useFakeTimers({ now: BEFORE, toFake: ['Date'] }));
afterEach(() => {
  server?.stop();
  vi.useRealTimers();
});

type Answers = Parameters<typeof startFakeServer>[0];
const ok = (body: unknown) => ({ status: 200, body });
const paused = (overrides: Partial<Post> = {}) =>
  createPost({ revision: 4, state: 'paused', targets: [createTarget({ state: 'paused' })], ...overrides });

/** The page of a post. What an act answers is what is read afterwards. */
function open(post: Post, answers: Answers = {}, options: { language?: 'ar' | 'en'; path?: string } = {}) {
  let current: unknown = post;
  const kept = Object.fromEntries(
    Object.entries(answers).map(([key, answering]) => [
      key,
      async (...asked: Parameters<typeof answering>) => {
        const answer = await answering(...asked);
        if (key.startsWith('POST') && answer !== 'silence' && answer.status === 200) current = answer.body;
        return answer;
      },
    ]),
  );
  server = startFakeServer({
    'POST /auth/refresh': () => ok(createSignedIn()),
    'GET /social/accounts': () => ok({ items: [createAccount()] }),
    [`GET /posts/${postId}`]: () => ok(current),
    [`GET /posts/${postId}/history`]: () =>
      ok({
        items: [
          { at: 2, action: 'post.resumed', actor: 'سارة' },
          { at: 1, action: 'post.paused', actor: 'سارة' },
        ],
      }),
    ...kept,
  });
  const { language = 'en', path = `/posts/${postId}` } = options;
  return { server, ...renderApp(path, { returning: true, language }) };
}

/** What a message says; the same words are also spoken to screen readers. */
const told = async (text: string) => within(await screen.findByRole('region', { name: 'Messages' })).findByText(text);
const button = (name: string) => screen.queryByRole('button', { name });

describe('pausing on the page of a post', () => {
  it('happens once however often it is pressed, and says what it means', async () => {
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { server, user } = open(createPost(), { [PAUSE]: () => gate.then(() => ok(paused())) });
    await user.dblClick(await screen.findByRole('button', { name: 'Pause' }));
    answer();
    expect(await told('Paused. It will not go out until you resume it.')).toBeDefined();
    expect(await screen.findByText(/it will not go out until you resume it. Its time is kept./)).toBeDefined();
    expect(screen.getAllByText('Paused').length).toBeGreaterThan(1);
    expect(server.to(PAUSE).map(({ body }) => body)).toEqual([{ revision: 3 }]);
  });

  it('a double click does not resume what it has just paused, and the focus stays on the button', async () => {
    const { server, user } = open(createPost(), {
      [PAUSE]: () => ok(paused()),
      [RESUME]: () => ok(createPost({ revision: 5 })),
    });
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    const resume = await screen.findByRole('button', { name: 'Resume' });
    expect(document.activeElement).toBe(resume);
    await user.click(resume);
    expect(server.to(RESUME)).toHaveLength(0);
    vi.setSystemTime(BEFORE + 2_000);
    await user.click(resume);
    await screen.findByRole('button', { name: 'Pause' });
    expect(server.to(RESUME).map(({ body }) => body)).toEqual([{ revision: 4 }]);
  });

  it('too late says who was faster, and shows how things stand', async () => {
    let reads = 0;
    const out = createPost({ state: 'published', targets: [createTarget({ state: 'published' })] });
    const { server, user } = open(createPost(), {
      [PAUSE]: () => problem(409, 'post.already_published'),
      [`GET /posts/${postId}`]: () => ok(reads++ === 0 ? createPost() : out),
    });
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    expect((await screen.findByRole('alert')).textContent).toBe(
      'This post is already published and cannot be changed.',
    );
    await waitFor(() => expect(button('Pause')).toBeNull());
    expect(server.to(PAUSE)).toHaveLength(1);
  });

  it('is offered until the last instant, and for the rest when one account has it already', async () => {
    const rest = [createTarget({ state: 'published' }), createTarget({ targetId: 'tg_0mb4zzzzzz0000000000000001' })];
    const { user } = open(createPost({ state: 'publishing', targets: rest }), {
      [PAUSE]: () => ok(paused({ state: 'publishing', targets: [createTarget({ state: 'armed' })] })),
    });
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(await told('Paused on the accounts where it had not gone out yet.')).toBeDefined();
    await waitFor(() => expect(button('Pause')).toBeNull());
  });
});

describe('a paused post', () => {
  it('says so in Arabic, with its time, its history and what can be done', async () => {
    open(paused(), {}, { language: 'ar' });
    expect(await screen.findByText('متوقف مؤقتًا: لن يُنشر حتى تستأنفه. موعده محفوظ.')).toBeDefined();
    expect(screen.getByRole('heading', { name: 'الموعد المحفوظ' })).toBeDefined();
    for (const name of ['استئناف', 'تغيير الموعد', 'انشر الآن', 'إلغاء الجدولة'])
      expect(button(name), name).not.toBeNull();
    expect(await screen.findByText('إيقاف النشر مؤقتًا', { exact: false })).toBeDefined();
    expect(screen.getByText('استئناف النشر', { exact: false })).toBeDefined();
    const steps = screen.getByRole('list', { name: /مراحل النشر/ });
    expect(within(steps).getByText('متوقف مؤقتًا').closest('li')?.getAttribute('aria-current')).toBe('step');
  });

  it('a new time is chosen knowing that it then goes out', async () => {
    const path = `POST /posts/${postId}/schedule`;
    const { server, user } = open(paused(), { [path]: () => ok(createPost({ revision: 5 })) });
    await user.click(await screen.findByRole('button', { name: 'Move to…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Resume at another time' }));
    await user.click(dialog.getByRole('button', { name: 'Save time and resume' }));
    await waitFor(() => expect(server.to(path)).toHaveLength(1));
  });

  it('whose time has passed offers a new one instead of resuming', async () => {
    vi.setSystemTime(AFTER);
    const { server, user } = open(paused());
    expect(await screen.findByText(/Its time passed while it was paused/)).toBeDefined();
    expect(button('Resume')).toBeNull();
    expect(button('Move to…')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Choose a new time' }));
    expect(await screen.findByRole('dialog')).toBeDefined();
    expect(server.asked.filter(({ method, path }) => method === 'POST' && path.startsWith('/posts'))).toEqual([]);
  });

  it('whose time passes at the press is told so, and asked for a new one', async () => {
    const { user } = open(paused(), { [RESUME]: () => problem(409, 'post.resume_too_late') });
    await user.click(await screen.findByRole('button', { name: 'Resume' }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('The time of this post has passed. Choose a new one.');
  });

  it('that is out on another account can be given up, but not rewritten', async () => {
    const targets = [
      createTarget({ state: 'published' }),
      createTarget({ targetId: 'tg_0mb4zzzzzz0000000000000001', state: 'paused' }),
    ];
    const { user } = open(paused({ targets }));
    await user.click(await screen.findByRole('button', { name: 'Cancel schedule' }));
    expect(within(await screen.findByRole('alertdialog')).getByText(/What is published stays/)).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  });

  it('keeps its time in the composer, and only a new one would schedule it', async () => {
    open(paused(), {}, { path: `/compose?postId=${postId}` });
    expect(await screen.findByRole('button', { name: 'Save changes' })).toBeDefined();
    expect(button('Schedule')).toBeNull();
    expect(button('Save draft')).toBeNull();
  });
});
