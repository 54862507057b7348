import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bestTimes } from '#shared/calendar/best-times.ts';
import { addDays, daysBetween } from '#shared/calendar/civil-day.ts';
import type { KuwaitDay, PlatformCalendar } from '#shared/calendar/contract.ts';
import { calculatedMoon } from '#shared/calendar/moon.ts';
import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { createPost, createSummary } from '../posts/builders.ts';
import { problem, startFakeServer } from '../support/fake-server.ts';
import { createMe, createSignedIn } from '../support/people.ts';
import { renderApp } from '../support/render-app.tsx';

const NOW = Date.parse('2026-02-18T09:00:00Z');
let server: ReturnType<typeof startFakeServer> | undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  const answer = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(window, { matchMedia: () => answer });
});
afterEach(() => {
  cleanup();
  server?.stop();
  vi.useRealTimers();
});

type Answers = Parameters<typeof startFakeServer>[0];
const ok = (body: unknown) => ({ status: 200, body });

const prayers = { fajr: '05:05', sunrise: '06:25', dhuhr: '12:02', asr: '15:15', maghrib: '17:40', isha: '18:57' };
/** The days that are asked for, with what a test says of some of them. */
const days =
  (said: Readonly<Record<string, Partial<KuwaitDay>>> = {}) =>
  ({ path }: { path: string }) => {
    const query = new URL(path, 'http://127.0.0.1').searchParams;
    const all = daysBetween(query.get('from') ?? '', query.get('to') ?? '');
    const items = all.map((date) => {
      const hijri = calculatedMoon.hijriOf(date);
      return { date, hijri, ramadan: hijri.month === 9, occasions: [], prayers, ...said[date] };
    });
    return ok({ days: items });
  };

function open(path: string, answers: Answers = {}, me = createMe()) {
  server = startFakeServer({
    'POST /auth/refresh': () => ok(createSignedIn({ me })),
    'GET /posts': () => ok({ items: [createSummary()] }),
    'GET /calendar/days': days(),
    'GET /social/accounts': () => ok({ items: [] }),
    ...answers,
  });
  return { server, ...renderApp(path, { returning: true, language: 'en' }) };
}

const plain = (element: Element) => element.textContent?.replace(/[\u2068\u2069]/g, '');

describe('layers of the calendar', () => {
  const national = { name: 'national_day', kind: 'holiday', day: 1, expected: false } as const;
  const eid = { name: 'eid_fitr', kind: 'holiday', day: 1, expected: true } as const;

  it('holidays stand on their day, and what depends on the moon is only expected', async () => {
    open('/calendar', {
      'GET /calendar/days': days({ '2026-02-25': { occasions: [national] }, '2026-02-27': { occasions: [eid] } }),
    });
    expect(plain(await screen.findByText('National Day'))).toBe('National Day');
    expect(plain(screen.getByText(/Eid al-Fitr/))).toBe('Eid al-Fitr (expected)');
  });

  it('the announced moon is shown, not the calculated one', async () => {
    const hijri = { year: 1447, month: 8, day: 30 };
    open('/calendar', { 'GET /calendar/days': days({ '2026-02-18': { hijri, ramadan: false } }) });
    const cell = await screen.findByRole('cell', { name: /18 February/ });
    await waitFor(() => expect(within(cell).getByText('30')).toBeDefined());
    expect(within(cell).queryByText('Ramadan')).toBeNull();
  });

  it('a week shows its prayers among the posts, with Jumu’ah on Friday, until somebody hides them', async () => {
    const { user } = open('/calendar?view=week');
    expect(await screen.findAllByText('Maghrib')).toHaveLength(7);
    expect(screen.getAllByText('Jumu’ah')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Layers of the calendar' }));
    await user.click(await screen.findByRole('menuitem', { name: /Hide: .*Prayer times/ }));
    await waitFor(() => expect(screen.queryByText('Maghrib')).toBeNull());
    expect(localStorage.getItem('ksa.layers')).toBe('prayers');
  });

  it('a calendar whose layers cannot be had still shows its posts', async () => {
    open('/calendar', { 'GET /calendar/days': () => problem(500, 'internal.unexpected') });
    expect(await screen.findByText('عرض رمضان على Flat White')).toBeDefined();
  });
});

describe('the settings of the calendar', () => {
  const best = (ramadan: boolean) => bestTimes([], ramadan);
  const settings = { version: 3, policy: usualPolicy, slots: { usual: [], ramadan: [] } };
  const answers: Answers = {
    'GET /calendar/settings': () => ok(settings),
    'GET /calendar/next-slots': () => ok({ slots: [] }),
    'GET /calendar/best-times': () => ok({ usual: best(false), ramadan: best(true) }),
    'PUT /calendar/settings/policy': ({ body }) => ok({ ...settings, ...Object(body), version: 4 }),
    'PUT /calendar/settings/slots': ({ body }) => ok({ ...settings, ...Object(body), version: 4 }),
  };

  it('are changed by a manager, with the version that was seen', async () => {
    const { user, server } = open('/calendar/settings', answers);
    await user.click(await screen.findByRole('radio', { name: /^Shift/ }));
    const [save] = screen.getAllByRole('button', { name: 'Save' });
    if (save) await user.click(save);
    await screen.findAllByText('Settings saved');
    expect(server.to('PUT /calendar/settings/policy')[0]?.body).toEqual({
      version: 3,
      policy: { ...usualPolicy, mode: 'shift' },
    });
  });

  it('minutes that make no sense are told beside their field, and nothing is sent', async () => {
    const { user, server } = open('/calendar/settings', answers);
    const field = await screen.findByLabelText('Minutes before Maghrib'.replace('Maghrib', '\u2068Maghrib\u2069'));
    await user.clear(field);
    await user.type(field, '999');
    expect(screen.getByText('Write a number from 0 to 180.')).toBeDefined();
    const [save] = screen.getAllByRole('button', { name: 'Save' });
    if (save) await user.click(save);
    expect(server.to('PUT /calendar/settings/policy')).toEqual([]);
  });

  it('minutes that make no sense are no matter once nothing is kept clear', async () => {
    const { user, server } = open('/calendar/settings', answers);
    await user.type(await screen.findByLabelText('Minutes before \u2068Maghrib\u2069'), '999');
    await user.click(screen.getByRole('radio', { name: /^Off/ }));
    const [save] = screen.getAllByRole('button', { name: 'Save' });
    if (save) await user.click(save);
    await screen.findAllByText('Settings saved');
    expect(server.to('PUT /calendar/settings/policy')[0]?.body).toEqual({
      version: 3,
      policy: { ...usualPolicy, mode: 'off' },
    });
  });

  it('a slot that is not saved yet stays when the rule is, and is saved with the version that follows', async () => {
    const { user, server } = open('/calendar/settings', answers);
    const [add] = await screen.findAllByRole('button', { name: 'Add a slot' });
    if (add) await user.click(add);
    await user.click(screen.getByRole('radio', { name: /^Hold/ }));
    const [saveRule] = screen.getAllByRole('button', { name: 'Save' });
    if (saveRule) await user.click(saveRule);
    await screen.findAllByText('Settings saved');
    expect(screen.getByText('Every day')).toBeDefined();
    const saveSlots = screen.getAllByRole('button', { name: 'Save' }).at(-1);
    if (saveSlots) await user.click(saveSlots);
    await waitFor(() => expect(server.to('PUT /calendar/settings/slots')).toHaveLength(1));
    expect(server.to('PUT /calendar/settings/slots')[0]?.body).toMatchObject({ version: 4, slots: { usual: [{}] } });
  });

  it('a slot is added with its days', async () => {
    const { user, server } = open('/calendar/settings', answers);
    const [add] = await screen.findAllByRole('button', { name: 'Add a slot' });
    if (add) await user.click(add);
    expect(await screen.findByText('Every day')).toBeDefined();
    const save = screen.getAllByRole('button', { name: 'Save' }).at(-1);
    if (save) await user.click(save);
    await screen.findAllByText('Settings saved');
    const slot = { weekdays: [0, 1, 2, 3, 4, 5, 6], time: { clock: '20:30' } };
    expect(server.to('PUT /calendar/settings/slots')[0]?.body).toEqual({
      version: 3,
      slots: { usual: [slot], ramadan: [] },
    });
  });

  it('show the best hours of both seasons, and say what they rest on', async () => {
    const { user } = open('/calendar/settings', answers);
    expect(plain(await screen.findByText(/^Best: /))).toMatch(/Thursday 9:00 PM/);
    expect(plain(screen.getByText(/Rests on/))).toBe(
      'Rests on what is said of Kuwait, not on your results yet: 0 of 30 posts.',
    );
    await user.selectOptions(screen.getByLabelText('Season'), 'In Ramadan');
    expect(plain(screen.getByText(/^Best: /))).toMatch(/10:00 PM/);
  });

  it('are read and not changed by others', async () => {
    open('/calendar/settings', answers, createMe({ role: 'viewer' }));
    expect(await screen.findByText('Only the manager of your business changes these settings.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  });
});

describe('the note on a time within a prayer', () => {
  const at = (clock: string) => Date.parse(`2026-02-19T${clock}:00+03:00`);
  const inside = { prayer: 'maghrib', from: at('17:30'), to: at('18:50') };
  const free = { publishAt: at('19:10'), wallTime: '2026-02-19T19:10', minutes: 90 };

  it.each([
    ['hold', 'The post will wait until 7:10 PM.'],
    ['shift', 'It will go out at 7:10 PM instead.'],
  ])('%s: says when it goes out, which is after the prayer that follows at once, too', async (kind, sentence) => {
    open('/compose?at=2026-02-19T17:40', { 'GET /calendar/verdict': () => ok({ kind, ...inside, free }) });
    const note = await screen.findByText(/This time is within/);
    expect(plain(note)?.replaceAll('\u202f', ' ')).toBe(`This time is within Maghrib (5:30 PM – 6:50 PM). ${sentence}`);
  });
});

describe('what a prayer did to a post', () => {
  const shifted = { prayer: 'maghrib', minutes: 18 } as const;

  it('stands on its page', async () => {
    const post = createPost();
    open(`/posts/${post.postId}`, {
      [`GET /posts/${post.postId}`]: () => ok({ ...post, schedule: { ...post.schedule, shifted } }),
      [`GET /posts/${post.postId}/history`]: () => ok({ items: [] }),
    });
    expect(plain(await screen.findByText(/Moved/))).toBe('Moved 18 minutes: Maghrib');
  });
});

describe('the calendar of the platform', () => {
  const platform: PlatformCalendar = {
    ...{ version: 7, ramadan: 'auto', announced: [], observed: [], ministry: [] },
    nextRamadan: { year: 1448, first: '2027-02-08', eid: addDays('2027-02-08', 29), expected: true },
  };
  const owner = createMe({ role: 'owner' });
  delete owner.client;
  const answers: Answers = { 'GET /calendar/platform': () => ok(platform) };

  it('the owner announces a month', async () => {
    const { user, server } = open(
      '/staff/calendar',
      { ...answers, 'PUT /calendar/platform/moon': () => ok({ ...platform, version: 8 }) },
      owner,
    );
    await user.selectOptions(await screen.findByLabelText('It begins'), 'A day later than calculated');
    await user.click(screen.getByRole('button', { name: 'Save the announcement' }));
    await screen.findAllByText('Saved');
    expect(server.to('PUT /calendar/platform/moon')[0]?.body).toEqual({
      ...{ version: 7, year: 1448, month: 9, laterBy: 1 },
    });
  });

  it('every faulty line of a table is named', async () => {
    const details = [
      { path: 'body.table.3', issue: 'columns' },
      { path: 'body.table.4.fajr', issue: 'time' },
    ];
    const { user } = open(
      '/staff/calendar',
      {
        ...answers,
        'PUT /calendar/platform/minutes': () => ({
          status: 422,
          body: { code: 'calendar.table_faulty', message: '', details, requestId: 'r' },
        }),
      },
      owner,
    );
    await user.type(await screen.findByLabelText('Table'), 'date');
    await user.click(screen.getByRole('button', { name: 'Import' }));
    const lines = (await screen.findAllByText(/Line/)).map(plain);
    expect(lines).toEqual(['Line 3: Not seven columns', 'Line 4: Not a time']);
  });

  it.each([
    [1, 'Largest difference 1 minute, '],
    [2, 'Largest difference 2 minutes, '],
  ])('counts %i minute(s) and the days of a year in words', async (minutes, sentence) => {
    const check = { at: NOW, outcome: 'compared', minutes, date: '2026-02-03' } as const;
    const ministry = [{ year: 2026, days: 1, importedAt: NOW }];
    open('/staff/calendar', { 'GET /calendar/platform': () => ok({ ...platform, ministry, check }) }, owner);
    expect(plain(await screen.findByText(/Largest difference/))).toContain(sentence);
    expect(plain(screen.getByText(/ day$/))).toBe('2026: 1 day');
  });

  it('support sees it and has nothing to press', async () => {
    const admin = createMe({ role: 'admin' });
    delete admin.client;
    open('/staff/calendar', answers, admin);
    expect(await screen.findByText('Only the owner of the platform changes this.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
  });
});
