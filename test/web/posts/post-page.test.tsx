import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Post } from '#shared/posts/contract.ts';
import { postQuery } from '../../../web/src/features/posts/queries.ts';
import { startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount, createPost, createTarget } from './builders.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
afterEach(() => server?.stop());

type Answers = Parameters<typeof startFakeServer>[0];
const { postId } = createPost();
const { targetId } = createTarget();
const ok = (body: unknown) => ({ status: 200, body });

function open(post: Post, answers: Answers = {}, language: 'ar' | 'en' = 'en') {
  server = startFakeServer({
    'POST /auth/refresh': () => ok(createSignedIn()),
    'GET /social/accounts': () => ok({ items: [createAccount()] }),
    [`GET /posts/${postId}`]: () => ok(post),
    [`GET /posts/${postId}/history`]: () =>
      ok({ items: [{ at: post.createdAt, action: 'post.created', actor: 'سارة' }] }),
    ...answers,
  });
  return { server, ...renderApp(`/posts/${postId}`, { returning: true, language }) };
}

const clean = (element: Element) => element.textContent?.replace(/[\u2068\u2069]/g, '');

describe('the page of a post', () => {
  it('tells the time in both calendars, where it stands, and what happened', async () => {
    open(createPost());
    expect(clean(await screen.findByText(/1 Ramadan 1447/))).toContain('Kuwait time');
    const steps = await screen.findByRole('list', { name: /Progress/ });
    expect(within(steps).getByText('Scheduled').closest('li')?.getAttribute('aria-current')).toBe('step');
    expect(await screen.findByText('Draft created', { exact: false })).toBeDefined();
  });

  it('tells each act beside whoever did it, and what nobody did without a name', async () => {
    const items = [
      { at: 3, action: 'target.failed', state: 'failed', reason: 'platform.busy' },
      { at: 2, action: 'post.cancelled', actor: 'فاطمة العنزي' },
      { at: 1, action: 'post.something_new' },
    ];
    open(createPost({ state: 'failed' }), { [`GET /posts/${postId}/history`]: () => ok({ items }) }, 'ar');
    const history = (await screen.findByText(/فاطمة العنزي/)).closest('ol') ?? document.body;
    const [failed, cancelled, other] = [...history.querySelectorAll('li')].map(clean);
    expect(failed).toMatch(/^تعذّر النشركان .?إنستغرام.? مشغولًا\./);
    expect(cancelled).toMatch(/^إلغاء الجدولة — فاطمة العنزي/);
    expect(other).toMatch(/^تغيير آخر/);
  });

  it.each([
    ['missed', 'Was planned for'],
    ['failed', 'Was planned for'],
    ['scheduled', 'Goes out'],
    ['published', 'Published'],
  ] as const)('says of a %s post: %s', async (state, words) => {
    open(createPost({ state, targets: [createTarget({ state })] }));
    expect(await screen.findByRole('heading', { level: 2, name: words })).toBeDefined();
  });

  it('says that it is late when its time passed and it is still on its way', async () => {
    open(createPost({ state: 'publishing' }), {}, 'ar');
    expect(await screen.findByText('متأخر')).toBeDefined();
  });

  it('asks what was seen when the result is in doubt, and records the answer once', async () => {
    const doubt = createPost({
      state: 'needs_review',
      targets: [
        createTarget({
          ...{ state: 'needs_review', reason: 'publishing.in_doubt' },
          problem: { reason: 'publishing.in_doubt', step: 'resolve' },
        }),
      ],
    });
    const path = `/posts/${postId}/targets/${targetId}/resolve`;
    const seen = createPost({ revision: 4, state: 'published', targets: [createTarget({ state: 'published' })] });
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { server, user } = open(doubt, {
      [`GET /posts/${postId}`]: (_, times) => ok(times === 1 ? doubt : seen),
      [`POST ${path}`]: () => gate.then(() => ok(seen)),
    });
    await user.dblClick(await screen.findByRole('button', { name: 'I see it' }));
    answer();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'I see it' })).toBeNull());
    expect(server.to(`POST ${path}`).map(({ body }) => body)).toEqual([{ revision: 3, seen: true }]);
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  });

  it('says that it was found after all, when somebody had not seen it', async () => {
    open(createPost({ state: 'published', targets: [createTarget({ state: 'published', found: true })] }));
    expect(await screen.findByText(/found it there, so we did not send it again/)).toBeDefined();
  });

  it('says in Arabic why it failed and offers exactly one next step', async () => {
    const failed = createPost({
      state: 'failed',
      targets: [
        createTarget({
          ...{ state: 'failed', attempt: 5, reason: 'account.reconnect' },
          problem: { reason: 'account.reconnect', step: 'reconnect' },
        }),
      ],
    });
    open(failed, {}, 'ar');
    const sentence = await screen.findByText(/انتهت صلاحية ربط الحساب مع .?إنستغرام.?\./);
    const target = sentence.closest('li') ?? document.body;
    await waitFor(() => {
      const steps = [...target.querySelectorAll('a, button')].map(clean);
      expect(steps).toEqual(['أعد ربط الحساب']);
    });
    expect(clean(target)).toContain('حاولنا 5 مرات');
  });

  it('on an account that cannot publish offers what would be refused nowhere, and the way out once', async () => {
    const problem = { reason: 'account.disconnected', step: 'reconnect' } as const;
    open(createPost({ targets: [createTarget({ problem })] }));
    expect(await screen.findByText('This account was disconnected, so nothing goes out on it.')).toBeDefined();
    expect(screen.getAllByRole('link', { name: 'Reconnect the account' })).toHaveLength(1);
    for (const name of ['Publish now', 'Move to…']) expect(screen.queryByRole('button', { name })).toBeNull();
    for (const name of ['Pause', 'Cancel schedule']) expect(screen.getByRole('button', { name })).toBeDefined();
  });

  it('whose account’s access ends before its time is warned of, and can still be moved', async () => {
    const problem = { reason: 'account.ends_before', step: 'reconnect' } as const;
    open(createPost({ targets: [createTarget({ problem })] }));
    expect(await screen.findByText('The connection of this account ends before the time of the post.')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Move to…' })).toBeDefined();
  });

  it('refused because of its account says so', async () => {
    const { user } = open(createPost(), {
      [`POST /posts/${postId}/publish`]: () => ({
        status: 409,
        body: { code: 'account.reconnect', message: '', nextStep: 'reconnect', requestId: 'r' },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Publish now' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Publish now' }));
    const said = await screen.findAllByText(/The account needs reconnecting before anything can go out on it/);
    expect(said.length).toBeGreaterThan(0);
  });

  it('that was stopped goes on at one press once its account is connected again', async () => {
    const stopped = createPost({
      state: 'paused',
      schedule: { publishAt: 4_000_000_000_000, wallTime: '2096-10-02T10:06', zone: 'Asia/Kuwait' },
      targets: [createTarget({ state: 'paused', problem: { reason: 'account.stopped', step: 'resume' } })],
    });
    const { server, user } = open(stopped, { [`POST /posts/${postId}/resume`]: () => ok(createPost({ revision: 4 })) });
    await screen.findByText('This was stopped when the account was disconnected.');
    await user.click(screen.getByRole('button', { name: 'Let it go out at its time' }));
    await waitFor(() => expect(server.to(`POST /posts/${postId}/resume`)[0]?.body).toEqual({ revision: 3 }));
  });

  it('links to the published post', async () => {
    const permalink = 'https://www.instagram.com/p/abc/';
    open(createPost({ state: 'published', targets: [createTarget({ state: 'published', permalink })] }));
    const link = await screen.findByRole('link', { name: /Open it on .?Instagram/ });
    expect(link.getAttribute('href')).toBe(permalink);
  });

  it('has nothing to press for somebody who may only look', async () => {
    open(createPost(), { 'POST /auth/refresh': () => ok(createSignedIn({ me: createMe({ role: 'viewer' }) })) });
    expect(await screen.findByText('Your role can look but not change.')).toBeDefined();
    for (const name of ['Publish now', 'Move to…', 'Cancel schedule'])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('takes a scheduled post back only after asking', async () => {
    const path = `/posts/${postId}/cancel`;
    const { server, user } = open(createPost(), {
      [`POST ${path}`]: () => ok(createPost({ revision: 4, state: 'draft' })),
    });
    await user.click(await screen.findByRole('button', { name: 'Cancel schedule' }));
    expect(server.to(`POST ${path}`)).toHaveLength(0);
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Cancel schedule' }));
    await waitFor(() => expect(server.to(`POST ${path}`)[0]?.body).toEqual({ revision: 3 }));
  });
});

describe('the page of a draft', () => {
  const draft = (changes: Partial<Post> = {}): Post => {
    const { schedule: _, ...rest } = createPost({ state: 'draft', targets: [createTarget({ state: 'draft' })] });
    return { ...rest, ...changes };
  };

  it('schedules it, beginning with the time it had before it was taken back', async () => {
    const path = `/posts/${postId}/schedule`;
    const wallTime = '2030-02-18T21:30';
    const { server, user } = open(draft({ formerTime: { wallTime, zone: 'Asia/Kuwait' } }), {
      [`POST ${path}`]: () => ok(createPost({ revision: 4 })),
    });
    expect(clean(await screen.findByText(/It was planned for/))).toMatch(/18 February.* 9:30/);
    await user.click(screen.getByRole('button', { name: 'Schedule' }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findAllByRole('spinbutton');
    await user.click(within(dialog).getByRole('button', { name: 'Schedule' }));
    await waitFor(() => expect(server.to(`POST ${path}`)[0]?.body).toMatchObject({ revision: 3, wallTime }));
  });

  it.each(['Schedule', 'Publish now'])('says what is missing before it asks anything: %s', async (name) => {
    const { user } = open(draft({ media: [] }));
    await user.click(await screen.findByRole('button', { name }));
    expect(clean(await screen.findByRole('alert'))).toContain('Add an image');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('names the colleague who was faster, beside the button', async () => {
    const changed = [{ path: 'body.revision', issue: 'changed_by_colleague', limit: 4, by: 'نورة' }];
    const { user } = open(createPost(), {
      [`POST /posts/${postId}/pause`]: () => ({
        status: 409,
        body: { code: 'post.changed', message: '', requestId: 'r', details: changed },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(clean(await screen.findByRole('alert'))).toMatch(/^نورة has changed this post/);
    expect(screen.queryByRole('region', { name: 'Messages' })).toBeNull();
  });
});

describe('the first comment of a post that is out', () => {
  const withComment = (comment: NonNullable<Post['targets'][number]['comment']>) => {
    const permalink = 'https://www.instagram.com/p/abc/';
    const target = createTarget({ state: 'published', publishedAt: 1, permalink, comment });
    return createPost({ state: 'published', firstComment: '#قهوة #Kuwait', targets: [target] });
  };

  /** Opens the page and waits until all of it is there. */
  const shown = async (post: Post, language: 'ar' | 'en' = 'en') => {
    const app = open(post, {}, language);
    await screen.findByText(language === 'ar' ? 'إنشاء المسودة' : 'Draft created', { exact: false });
    return app;
  };

  it('is shown under the preview, with a quiet line that it is there', async () => {
    await shown(withComment({ state: 'posted' }));
    expect(await screen.findByText('The first comment is there.')).toBeDefined();
    const preview = screen.getByRole('article', { name: /Instagram.? preview/ });
    // Nothing but hashtags, and the first is Arabic.
    expect(within(preview).getByText('#قهوة').closest('p')?.dir).toBe('rtl');
    expect(screen.queryByRole('button', { name: 'Copy the comment' })).toBeNull();
  });

  it('that was refused says why and what to do, while the post stays published and linked', async () => {
    await shown(withComment({ state: 'failed', reason: 'comment.not_permitted' }));
    const line = await screen.findByText(/The first comment could not be posted/);
    expect(clean(line)).toBe(
      'The first comment could not be posted: The account was connected without permission to comment. Connect it again and allow it. Open the post and add the comment yourself.',
    );
    expect(screen.getByRole('link', { name: /Open it on .?Instagram/ })).toBeDefined();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('in doubt asks to look, and the words can be copied', async () => {
    const { user } = await shown(withComment({ state: 'unknown', reason: 'comment.in_doubt' }), 'ar');
    expect(clean(await screen.findByText(/لم نعرف هل ظهر/))).toContain('أضفه بنفسك إن لم تجده');
    await user.click(screen.getByRole('button', { name: 'انسخ التعليق' }));
    expect(await navigator.clipboard.readText()).toBe('#قهوة #Kuwait');
  });

  it('is asked about again within seconds while it is being posted, and calmly afterwards', () => {
    const pause = (post: Post) => {
      const { refetchInterval } = postQuery(postId);
      return typeof refetchInterval === 'function' && refetchInterval({ state: { data: post } } as never);
    };
    expect(pause(withComment({ state: 'posting' }))).toBe(3_000);
    expect(pause(withComment({ state: 'posted' }))).toBe(30_000);
  });

  it('is not mentioned before the post is out', async () => {
    const waiting = createTarget({ comment: { state: 'waiting' } });
    await shown(createPost({ firstComment: '#قهوة', targets: [waiting] }));
    expect(await screen.findByText('#قهوة')).toBeDefined();
    expect(screen.queryByText(/first comment/)).toBeNull();
  });
});
