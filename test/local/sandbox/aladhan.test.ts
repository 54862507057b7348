import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { openGate } from '#cloud/aws/service.ts';
import { type AladhanSandbox, startAladhan } from '#local/sandbox/aladhan.ts';

const db = new DatabaseSync(':memory:');
const clock = createClock();
let sandbox: AladhanSandbox;
beforeAll(async () => {
  sandbox = await startAladhan({ clock, db, gate: openGate, dataDir: '', region: 'me-south-1', account: '0' });
});
afterEach(async () => {
  sandbox.setDefaultMethod(9);
  // Another second, for the limit.
  await clock.advance(1000);
});
afterAll(async () => {
  clock.stop();
  await sandbox.close();
  db.close();
});

const KUWAIT = 'latitude=29.3759&longitude=47.9774';
const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}/v1${path}`, { redirect: 'manual', headers });
const dataOf = async (path: string) => ((await (await ask(path)).json()) as { data: never }).data;

describe('timings of a day', () => {
  it('are texts without a suffix, with both calendars beside them', async () => {
    const data = await dataOf(`/timings/05-03-2026?${KUWAIT}&method=9`);
    expect(data).toMatchObject({
      timings: {
        ...{ Imsak: '04:41', Fajr: '04:51', Sunrise: '06:10', Dhuhr: '12:00', Asr: '15:20' },
        ...{ Sunset: '17:50', Maghrib: '17:50', Isha: '19:07' },
      },
      date: {
        hijri: { date: '16-09-1447', day: '16', year: '1447', month: { number: 9, en: 'Ramaḍān', ar: 'رَمَضان' } },
        gregorian: { date: '05-03-2026', day: '05', month: { number: 3 }, weekday: { en: 'Thursday' } },
      },
      meta: { timezone: 'Asia/Kuwait', method: { id: 9, name: 'Kuwait' }, school: 'STANDARD' },
    });
  });

  it('without a date send one on to today', async () => {
    const answer = await ask(`/timings?${KUWAIT}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(/^\/v1\/timings\/\d\d-\d\d-\d{4}\?latitude=29/);
  });

  it('follow school, tune, method and iso8601', async () => {
    const asr = async (more: string) =>
      ((await dataOf(`/timings/05-03-2026?${KUWAIT}&${more}`)) as { timings: { Asr: string } }).timings.Asr;
    expect(await asr('school=1')).toBe('16:11');
    expect(await asr('tune=0,0,0,0,7')).toBe('15:27');
    expect(await asr('iso8601=true')).toBe('2026-03-05T15:20:00+03:00');
  });

  it('without a method are those of whatever it takes then', async () => {
    sandbox.setDefaultMethod(3);
    expect(await dataOf(`/timings/05-03-2026?${KUWAIT}`)).toMatchObject({ meta: { method: { id: 3 } } });
  });
});

describe('calendars', () => {
  it('of a month are a list, with the zone behind each time', async () => {
    const days = (await dataOf(`/calendar/2026/2?${KUWAIT}`)) as { timings: { Maghrib: string } }[];
    expect(days).toHaveLength(28);
    expect(days[17]?.timings.Maghrib).toBe('17:40 (+03)');
  });

  it('of a year are an object by month', async () => {
    const months = await dataOf(`/calendar/2028?${KUWAIT}`);
    expect(Object.keys(months)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
    expect((months as { 2: unknown[] })[2]).toHaveLength(29);
  });
});

it('the Hijri date of a day and the methods can be asked for', async () => {
  expect(await dataOf('/gToH/18-02-2026')).toMatchObject({ hijri: { date: '01-09-1447' } });
  expect(await dataOf('/methods')).toMatchObject({ Kuwait: { id: 9 } });
});

describe('refusals', () => {
  it.each([
    ['/timings/05-03-2026', 'Please specify a latitude and longitude.'],
    ['/timings/05-03-2026?latitude=129&longitude=47', 'Please specify a valid latitude and longitude.'],
    [`/calendar/2026/13?${KUWAIT}`, 'Please specify a valid month.'],
  ])('%s: %s', async (path, data) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ code: 400, status: 'BAD_REQUEST', data });
  });

  it('more than 24 calls in a second', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => ask(`/timings/05-03-2026?${KUWAIT}`)));
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});

it('what has not changed is not sent again', async () => {
  const first = await ask(`/timings/05-03-2026?${KUWAIT}`);
  expect(first.headers.get('cache-control')).toBe('public, max-age=3600');
  const again = await ask(`/timings/05-03-2026?${KUWAIT}`, { 'if-none-match': first.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
});

it('an outage and a wrong answer can be ordered', async () => {
  sandbox.faults.add({ operation: 'timings', status: 502, body: '<html>Bad gateway</html>' });
  expect((await ask(`/timings/05-03-2026?${KUWAIT}`)).status).toBe(502);
  expect((await ask(`/timings/05-03-2026?${KUWAIT}`)).status).toBe(200);
});
