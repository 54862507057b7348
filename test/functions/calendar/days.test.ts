import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handler } from '#functions/calendar/api.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { client } from '#shared/contract/client.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person, Teammate } from '#test/support/people.ts';

let backend: Backend;
let owner: Person;
let viewer: Teammate;
beforeAll(async () => {
  backend = await startBackend();
  [owner, viewer] = await Promise.all([backend.signInAs('owner'), backend.signInAs('viewer')]);
});
afterAll(() => backend.close());

const as = (person: Person) => client(calendar, sendFor(handler, person.token));

describe('prayer times', () => {
  it('of any days, on Kuwait’s clock, for the capital unless the business says otherwise', async () => {
    const answer = await as(viewer).prayerTimes({ query: { from: '2026-02-18', to: '2026-02-19' } });
    expect(answer.governorate).toBe('capital');
    expect(answer.days.map(({ date }) => date)).toEqual(['2026-02-18', '2026-02-19']);
    expect(answer.days[0]).toEqual({
      date: '2026-02-18',
      times: { fajr: '05:05', sunrise: '06:25', dhuhr: '12:02', asr: '15:15', maghrib: '17:40', isha: '18:57' },
      source: 'computed',
    });
  });

  it('are those of the business’s own governorate', async () => {
    const manager = await backend.signInAs('manager');
    await as(manager).changePolicy({ body: { version: 0, policy: { ...usualPolicy, governorate: 'jahra' } } });
    const { governorate, days } = await as(manager).prayerTimes({ query: { from: '2026-03-05', to: '2026-03-05' } });
    expect(governorate).toBe('jahra');
    expect(days[0]?.times.maghrib).toBe('17:51');
  });

  it('of another governorate can be asked for', async () => {
    const query = { from: '2026-03-05', to: '2026-03-05', governorate: 'ahmadi' as const };
    expect((await as(viewer).prayerTimes({ query })).days[0]?.times.isha).toBe('19:06');
  });

  it.each([
    ['30 February', 'from=2026-02-30&to=2026-03-01'],
    ['the end before the beginning', 'from=2026-03-02&to=2026-03-01'],
    ['more than a year', 'from=2026-01-01&to=2027-12-31'],
    ['a year without a calendar', 'from=2126-01-01&to=2126-01-02'],
    ['an instant instead of a day', 'from=2026-01-01T00:00:00Z&to=2026-01-02'],
    ['a governorate that Kuwait does not have', 'from=2026-01-01&to=2026-01-02&governorate=riyadh'],
  ])('%s is refused', async (_, query) => {
    const answer = await call(handler, { method: 'GET', path: `/prayer-times?${query}`, token: viewer.token });
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
  });
});

describe('days', () => {
  it('carry both dates, Ramadan, holidays and prayers', async () => {
    const { days } = await as(owner).days({ query: { from: '2026-02-24', to: '2026-02-26' } });
    expect(days.map(({ date, hijri }) => `${date} ${hijri.year}-${hijri.month}-${hijri.day}`)).toEqual([
      '2026-02-24 1447-9-7',
      '2026-02-25 1447-9-8',
      '2026-02-26 1447-9-9',
    ]);
    expect(days[1]).toMatchObject({
      ramadan: true,
      occasions: [{ name: 'national_day', kind: 'holiday', day: 1, expected: false }],
      prayers: { maghrib: '17:45' },
    });
  });

  it('a whole month with its margins comes in one answer', async () => {
    const { days } = await as(viewer).days({ query: { from: '2026-02-01', to: '2026-03-14' } });
    expect(days).toHaveLength(42);
    expect(days.filter(({ ramadan }) => ramadan)).toHaveLength(25);
  });
});

it('nobody who is not signed in is told', async () => {
  const anonymous = client(calendar, sendFor(handler));
  expect(await problemOf(anonymous.days({ query: { from: '2026-01-01', to: '2026-01-02' } }))).toMatchObject({
    status: 401,
  });
});
