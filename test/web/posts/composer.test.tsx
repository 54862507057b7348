import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Post } from '#shared/posts/contract.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';
import { createAccount, createPost, createTarget } from './builders.ts';

let server: ReturnType<typeof startFakeServer> | undefined;
// A page that is left stores what waits, so it is left before the next test answers.
afterEach(() => {
  cleanup();
  server?.stop();
});

// jsdom lays nothing out, so it cannot scroll either.
Element.prototype.scrollIntoView = () => undefined;

type Answers = Parameters<typeof startFakeServer>[0];

const scheduled = createPost();
const { postId } = scheduled;
const ok = (body: unknown) => ({ status: 200, body });
const asDraft = (changes: Partial<Post>) => createPost({ state: 'draft', media: [], targets: [], ...changes });

const base: Answers = {
  'POST /auth/refresh': () => ok(createSignedIn()),
  'GET /social/accounts': () => ok({ items: [createAccount()] }),
  'POST /posts': () => ({ status: 201, body: asDraft({ revision: 1 }) }),
  [`GET /posts/${postId}`]: () => ok(scheduled),
  [`GET /posts/${postId}/history`]: () => ok({ items: [] }),
};

/** `writing`: what an earlier visit kept of a draft without an account. */
function open(path: string, answers: Answers = {}, writing: string | null = null) {
  server = startFakeServer({ ...base, ...answers });
  return { server, ...renderApp(path, { returning: true, writing }) };
}

const caption = () => screen.findByLabelText<HTMLTextAreaElement>('نص المنشور');
/** Typing 2,201 letters one by one takes long; pasting is what people do with long texts. */
const write = async (text: string) => fireEvent.change(await caption(), { target: { value: text } });

describe('writing a post', () => {
  it('shows what is left of each limit, the tightest first', async () => {
    open('/compose');
    await write(`${'#قهوة '.repeat(28)}`);
    const counters = within(screen.getByRole('list', { name: 'ما بقي من الحدود' })).getAllByRole('listitem');
    expect(counters[0]?.textContent?.replace(/[\u2068\u2069]/g, '')).toBe('بقي 2 من 30 وسم');
    expect(counters).toHaveLength(3);
  });

  it('names the account that would refuse a text that is too long, while it is typed', async () => {
    open('/compose');
    await write('ق'.repeat(2201));
    const said = (await screen.findByText(/اختصره/)).textContent?.replace(/[\u2068\u2069]/g, '');
    expect(said).toBe('@cafe.kw: النص 2,201 حرف، والحد 2,200. اختصره.');
  });

  it('takes a first comment, counts it apart, and stores it with the draft', async () => {
    const { server, user } = open('/compose');
    const comment = await screen.findByLabelText('أول تعليق (اختياري)');
    expect(screen.queryByRole('list', { name: 'ما بقي لأول تعليق' })).toBeNull();
    await user.type(comment, '#قهوة #كويت');
    const counters = within(screen.getByRole('list', { name: 'ما بقي لأول تعليق' })).getAllByRole('listitem');
    expect(counters.map((one) => one.textContent?.replace(/[\u2068\u2069]/g, ''))).toContain('بقي 28 من 30 وسم');
    await waitFor(() => expect(server.to('POST /posts')).toHaveLength(1));
    expect(server.to('POST /posts')[0]?.body).toMatchObject({ caption: '', firstComment: '#قهوة #كويت' });
  });

  it('says beside the first comment that it is too long, and does not schedule', async () => {
    const { server, user } = open('/compose');
    const comment = await screen.findByLabelText('أول تعليق (اختياري)');
    fireEvent.change(comment, { target: { value: 'ق'.repeat(2201) } });
    const said = await screen.findByText(/أول تعليق .*2,201/);
    const field = comment.closest('div:has(> ul)') ?? document.body;
    expect(field.parentElement?.contains(said)).toBe(true);
    await user.click(screen.getByRole('button', { name: 'جدولة' }));
    expect(server.asked.filter(({ path }) => path.includes('schedule'))).toEqual([]);
  });

  it('takes hidden direction overrides out and says so', async () => {
    open('/compose');
    await write('قهوة\u202e عربية');
    expect((await caption()).value).toBe('قهوة عربية');
    expect(screen.getByText(/رموزًا خفية/)).toBeDefined();
  });

  it('keeps the placeholder where Arabic begins while nothing is written', async () => {
    open('/compose');
    expect((await caption()).hasAttribute('dir')).toBe(false);
    await write('Coffee');
    expect((await caption()).getAttribute('dir')).toBe('auto');
  });

  it('saves itself as one draft and says so', async () => {
    const { server, at } = open('/compose');
    await write('قهوة');
    expect(await screen.findByText(/^حُفظ/)).toBeDefined();
    expect(server.to('POST /posts')).toHaveLength(1);
    await waitFor(() => expect(at()).toBe(`/compose?postId=${postId}`));
    expect((await caption()).value).toBe('قهوة');
  });

  it('refuses to schedule without image and time, says both, and asks the server nothing', async () => {
    const { server, user } = open('/compose');
    await user.click(await screen.findByRole('button', { name: 'جدولة' }));
    expect(await screen.findByText(/أضف صورة/)).toBeDefined();
    expect(screen.getByText('اختر التاريخ والوقت.')).toBeDefined();
    expect(server.asked.filter(({ path }) => path.includes('schedule'))).toEqual([]);
  });

  it('may begin before an account is connected, and goes on with it afterwards', async () => {
    const none = { 'GET /social/accounts': () => ok({ items: [] }) };
    const first = open('/compose', none);
    await write('قهوة');
    expect(screen.getByRole('list', { name: 'ما بقي من الحدود' })).toBeDefined();
    await waitFor(() => expect(first.server.to('POST /posts')).toHaveLength(1));
    await first.user.click(screen.getByRole('button', { name: 'جدولة' }));
    expect(await screen.findByText('اربط حسابًا يظهر عليه المنشور.')).toBeDefined();
    const kept = localStorage.getItem('ksa.writing');
    cleanup();
    first.server.stop();

    const draft = asDraft({ revision: 1, caption: 'قهوة' });
    const again = open('/compose', { [`GET /posts/${postId}`]: () => ok(draft) }, kept);
    await waitFor(() => expect(again.at()).toBe(`/compose?postId=${postId}`));
    await waitFor(async () => expect((await caption()).value).toBe('قهوة'));
    expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(true);
  });

  it('is not offered to somebody who may only look', async () => {
    open('/compose', { 'POST /auth/refresh': () => ok(createSignedIn({ me: createMe({ role: 'viewer' }) })) });
    expect(await screen.findByText('دورك للاطّلاع فقط.')).toBeDefined();
    expect(screen.queryByRole('textbox')).toBeNull();
  });
});

describe('what stands in the way', () => {
  const bar = () => screen.getByRole('button', { name: 'جدولة' }).closest('.sticky') ?? document.body;
  const draft = createPost({ state: 'draft', revision: 1, targets: [createTarget({ state: 'draft' })] });
  const opened = { [`GET /posts/${postId}`]: () => ok(draft) };
  const slot = `/compose?postId=${postId}&at=2030-02-18T20:00`;

  it('is said before publishing is asked about, and each part is one press away', async () => {
    const { user } = open('/compose');
    await user.click(await screen.findByRole('button', { name: 'انشر الآن' }));
    expect(within(within(bar() as HTMLElement).getByRole('alert')).getByText(/بقي قبل النشر/)).toBeDefined();
    expect(screen.queryByRole('alertdialog')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'جدولة' }));
    const parts = within(within(bar() as HTMLElement).getByRole('alert')).getAllByRole('button');
    expect(parts.map(({ textContent }) => textContent)).toEqual(['الصورة', 'موعد النشر']);
    await user.click(screen.getByRole('button', { name: 'موعد النشر' }));
    expect(document.activeElement?.closest('[data-field]')?.getAttribute('data-field')).toBe('when');
  });

  it('is said beside the buttons when the server refuses, not over them', async () => {
    const { user } = open(slot, {
      ...opened,
      [`POST /posts/${postId}/schedule`]: () => problem(409, 'post.publishing'),
    });
    const schedule = await screen.findByRole('button', { name: 'جدولة' });
    const beside = bar() as HTMLElement;
    await user.click(schedule);
    expect(await within(beside).findByText(/يُنشر هذا المنشور الآن/)).toBeDefined();
    expect(screen.queryByRole('region', { name: 'رسائل' })).toBeNull();
  });

  it('is said beside the time when the time is refused, until another is chosen', async () => {
    const { user } = open(slot, {
      ...opened,
      [`POST /posts/${postId}/schedule`]: () => problem(422, 'post.time_past'),
    });
    await user.click(await screen.findByRole('button', { name: 'جدولة' }));
    const when = screen.getByRole('region', { name: 'موعد النشر' });
    expect(await within(when).findByText(/الوقت المختار مضى/)).toBeDefined();
    await user.click(within(when).getByRole('button', { name: 'مساء الغد' }));
    expect(within(when).queryByText(/الوقت المختار مضى/)).toBeNull();
  });
});

describe('writing and pressing at once', () => {
  afterEach(() => void vi.useRealTimers());

  it('schedules what was just written, though it was about to be saved by itself', async () => {
    const targets = [createTarget({ state: 'draft' })];
    let stored = createPost({ state: 'draft', revision: 1, targets });
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const writing = (change: Partial<Post>) => (asked: { body: unknown }) => {
      const { revision } = asked.body as { revision: number };
      if (revision !== stored.revision) return problem(409, 'post.changed');
      stored = { ...stored, ...change, revision: revision + 1 };
      return ok(stored);
    };
    const save = writing({ caption: 'قهوة عربية' });
    const { server, at } = open(`/compose?postId=${postId}&at=2030-02-18T20:00`, {
      [`GET /posts/${postId}`]: () => ok(stored),
      [`PUT /posts/${postId}`]: (asked) => gate.then(() => save(asked)),
      [`POST /posts/${postId}/schedule`]: writing({ state: 'scheduled' }),
    });
    const field = await caption();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fireEvent.change(field, { target: { value: 'قهوة عربية' } });
    fireEvent.click(screen.getByRole('button', { name: 'جدولة' }));
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    answer();
    vi.useRealTimers();
    await waitFor(() => expect(at()).toBe(`/posts/${postId}`));
    expect(server.to(`PUT /posts/${postId}`)).toHaveLength(1);
    expect(stored).toMatchObject({ state: 'scheduled', caption: 'قهوة عربية' });
  });
});

describe('changing a scheduled post', () => {
  const edited = createPost({ revision: 4, caption: 'نص جديد' });
  const edits = { [`PUT /posts/${postId}`]: () => ok(edited) };

  it('sends nothing before one presses save, and then exactly one change however often it is pressed', async () => {
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { server, user, at } = open(`/compose?postId=${postId}`, {
      [`PUT /posts/${postId}`]: async () => {
        await gate;
        return ok(edited);
      },
    });
    await write('نص جديد');
    expect(await screen.findByText(/محفوظ على هذا الجهاز/)).toBeDefined();
    expect(server.to(`PUT /posts/${postId}`)).toHaveLength(0);
    await user.dblClick(screen.getByRole('button', { name: 'حفظ التعديل' }));
    await user.keyboard('{Control>}[KeyS]{/Control}{Control>}[Enter]{/Control}');
    answer();
    await waitFor(() => expect(at()).toBe(`/posts/${postId}`));
    expect(server.to(`PUT /posts/${postId}`)).toHaveLength(1);
    expect(server.to(`PUT /posts/${postId}`)[0]?.body).toMatchObject({ revision: 3, caption: 'نص جديد' });
  });

  it('saves with Ctrl+S on an Arabic keyboard as well', async () => {
    const { server } = open(`/compose?postId=${postId}`, edits);
    await write('نص جديد');
    fireEvent.keyDown(document.body, { code: 'KeyS', key: 'س', ctrlKey: true });
    await waitFor(() => expect(server.to(`PUT /posts/${postId}`)).toHaveLength(1));
  });

  it('shows what a colleague wrote meanwhile and overwrites it only when told to', async () => {
    const theirs = createPost({ revision: 7, caption: 'نص زميلتي' });
    let revision = 3;
    const by = [{ path: 'body.revision', issue: 'changed_by_colleague', limit: 7, by: 'نورة' }];
    const changedByHer = { status: 409, body: { code: 'post.changed', message: '', requestId: 'r', details: by } };
    const { server, user } = open(`/compose?postId=${postId}`, {
      [`GET /posts/${postId}`]: (_, times) => ok(times === 1 ? scheduled : theirs),
      [`PUT /posts/${postId}`]: ({ body }) => {
        revision = body && typeof body === 'object' && 'revision' in body ? Number(body.revision) : 0;
        return revision === 7 ? ok(createPost({ revision: 8, caption: 'نصي' })) : changedByHer;
      },
    });
    await write('نصي');
    await user.click(screen.getByRole('button', { name: 'حفظ التعديل' }));
    await screen.findByText('تغيّر المنشور من مكان آخر');
    const banner = screen.getAllByRole('alert')[0] ?? document.body;
    expect(banner.textContent).toContain('نص زميلتي');
    expect(banner.textContent).toContain('نورة');
    expect((await caption()).value).toBe('نصي');
    await user.click(within(banner).getByRole('button', { name: 'أبقِ ما كتبته' }));
    await user.click(screen.getByRole('button', { name: 'حفظ التعديل' }));
    await waitFor(() => expect(revision).toBe(7));
    expect(server.to(`PUT /posts/${postId}`)).toHaveLength(2);
  });

  it('publishes now only after naming the account, and repeats a lost request with the same key', async () => {
    const keys: (string | null)[] = [];
    const { user, at } = open(`/compose?postId=${postId}`, {
      [`POST /posts/${postId}/publish`]: ({ headers }) => {
        keys.push(headers.get('idempotency-key'));
        return keys.length === 1 ? 'silence' : ok(createPost({ revision: 4, state: 'publishing' }));
      },
    });
    for (const _ of ['lost', 'again']) {
      await user.click(await screen.findByRole('button', { name: 'انشر الآن' }));
      const dialog = await screen.findByRole('alertdialog');
      expect(dialog.textContent).toContain('@cafe.kw');
      await user.click(within(dialog).getByRole('button', { name: 'انشر الآن' }));
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    }
    await waitFor(() => expect(at()).toBe(`/posts/${postId}`));
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });
});
