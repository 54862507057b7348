import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { PLATFORM } from '#functions/audit/audit-row.ts';
import { handler } from '#functions/calendar/api.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { client } from '#shared/contract/client.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person, Teammate } from '#test/support/people.ts';

let backend: Backend;
let owner: Person;
let admin: Person;
let viewer: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  [owner, admin, viewer] = await Promise.all([
    backend.signInAs('owner'),
    backend.signInAs('admin'),
    backend.signInAs('viewer'),
  ]);
});
afterAll(() => backend.close());

const as = (person: Person) => client(calendar, sendFor(handler, person.token));
const versionNow = async () => (await as(owner).platform({})).version;
const dayOf = async (date: string) => (await as(viewer).days({ query: { from: date, to: date } })).days[0];
const announce = async (laterBy: -1 | 0 | 1 | null, month = 9) =>
  as(owner).announceMonth({ body: { version: await versionNow(), year: 1447, month, laterBy } });

describe('the moon', () => {
  it('is announced a day later: every business has Ramadan a day later, and Eid where it was', async () => {
    expect(await dayOf('2026-02-18')).toMatchObject({ ramadan: true, hijri: { month: 9, day: 1 } });
    await announce(1);
    expect(await dayOf('2026-02-18')).toMatchObject({ ramadan: false, hijri: { month: 8, day: 30 } });
    expect(await dayOf('2026-02-19')).toMatchObject({ ramadan: true, hijri: { month: 9, day: 1 } });
    expect(await dayOf('2026-03-20')).toMatchObject({ occasions: [{ name: 'eid_fitr', expected: true }] });
  });

  it('is announced as calculated: the day is no longer only expected', async () => {
    await announce(0);
    expect((await dayOf('2026-02-18'))?.occasions).toMatchObject([{ name: 'ramadan', expected: false }]);
    const { announced } = await announce(null);
    expect(announced).toEqual([]);
  });

  it('cannot be announced so that a month has 28 days', async () => {
    await announce(1);
    expect(await problemOf(announce(-1, 10))).toMatchObject({
      code: 'calendar.moon_contradicts',
      details: [{ path: 'body.laterBy', issue: 'month_length' }],
    });
    await announce(null);
  });

  it('every announcement has its audit row', async () => {
    const { items } = await eventsOf(PLATFORM, 'calendar', { limit: 1, cursor: null });
    expect(items).toMatchObject([{ action: 'calendar.month_announced', detail: { year: 1447, month: 9 } }]);
  });
});

it('the owner holds Ramadan on or off whatever the moon does', async () => {
  await as(owner).switchRamadan({ body: { version: await versionNow(), ramadan: 'on' } });
  expect(await dayOf('2026-06-01')).toMatchObject({ ramadan: true });
  await as(owner).switchRamadan({ body: { version: await versionNow(), ramadan: 'auto' } });
  expect(await dayOf('2026-06-01')).toMatchObject({ ramadan: false });
});

it('a holiday that the Cabinet moved names the day that is off', async () => {
  const version = await versionNow();
  const moved = { name: 'isra', date: '2026-01-16', observed: '2026-01-18' } as const;
  await as(owner).moveHoliday({ body: { version, ...moved } });
  expect((await dayOf('2026-01-16'))?.occasions).toMatchObject([{ name: 'isra', observed: '2026-01-18' }]);
});

describe('the Ministry’s minutes', () => {
  const table = (line: string) => `date,fajr,sunrise,dhuhr,asr,maghrib,isha\n${line}`;

  it('are what everybody is told once they are imported', async () => {
    const imported = await as(owner).importMinutes({
      body: {
        table: table('2026-02-18,05:03,06:25,12:02,15:15,17:40,18:57\n2026-02-19,05:02,06:24,12:02,15:15,17:41,18:58'),
      },
    });
    expect(imported.ministry).toMatchObject([{ year: 2026, days: 2 }]);
    const { days } = await as(viewer).prayerTimes({ query: { from: '2026-02-18', to: '2026-02-20' } });
    expect(days.map(({ source, times }) => `${source} ${times.fajr}`)).toEqual([
      'ministry 05:03',
      'ministry 05:02',
      'computed 05:03',
    ]);
  });

  it('a later import replaces the days that it names, and keeps the others', async () => {
    const imported = await as(owner).importMinutes({
      body: {
        table: table('2026-02-19,05:04,06:24,12:02,15:15,17:41,18:58\n2027-02-08,05:11,06:33,12:02,15:09,17:32,18:50'),
      },
    });
    expect(imported.ministry).toMatchObject([
      { year: 2026, days: 2 },
      { year: 2027, days: 1 },
    ]);
    const { days } = await as(viewer).prayerTimes({ query: { from: '2026-02-18', to: '2026-02-19' } });
    expect(days.map(({ times }) => times.fajr)).toEqual(['05:03', '05:04']);
  });

  it('a faulty table is taken in no part, and every line of it is named', async () => {
    const faulty = as(owner).importMinutes({
      body: {
        table: table(
          '2026-02-20,05:03,06:25,12:02,15:15,17:40,18:57\n2026-02-30,05:03\n2026-02-21,x,06:25,12:02,15:15,17:40,18:57',
        ),
      },
    });
    expect(await problemOf(faulty)).toMatchObject({
      code: 'calendar.table_faulty',
      details: [
        { path: 'body.table.3', issue: 'columns' },
        { path: 'body.table.4.fajr', issue: 'time' },
      ],
    });
    const { days } = await as(viewer).prayerTimes({ query: { from: '2026-02-20', to: '2026-02-20' } });
    expect(days[0]?.source).toBe('computed');
  });
});

describe('who may say so', () => {
  it('support sees it and changes nothing', async () => {
    expect(await as(admin).platform({})).toMatchObject({ ramadan: 'auto' });
    const body = { version: 0, ramadan: 'off' as const };
    expect(await problemOf(as(admin).switchRamadan({ body }))).toMatchObject({ status: 403 });
  });

  it('two owners cannot overwrite each other', async () => {
    const body = { version: await versionNow(), ramadan: 'auto' as const };
    await as(owner).switchRamadan({ body });
    expect(await problemOf(as(owner).switchRamadan({ body }))).toMatchObject({ code: 'calendar.changed' });
  });

  it('the Ramadan that is now or next is told', async () => {
    expect(await as(owner).platform({})).toMatchObject({ nextRamadan: { year: expect.any(Number), expected: true } });
  });
});
