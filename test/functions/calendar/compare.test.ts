import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { compareTimes } from '#functions/calendar/compare-times.ts';
import { lastCheck } from '#functions/calendar/prayer-check.store.ts';
import { type AladhanSandbox, aladhanHosts, startAladhan } from '#local/sandbox/aladhan.ts';
import { now } from '#runtime/clock.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';

let backend: Backend;
let sandbox: AladhanSandbox;
beforeAll(async () => {
  backend = await startBackend();
  sandbox = await startAladhan(backend.ground);
  process.env.ALADHAN_API_URL = `${sandbox.url}${aladhanHosts.api}`;
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.setDefaultMethod(9);
});
afterAll(async () => {
  await sandbox.close();
  await backend.close();
});

/** One day of the answer, so that a fault can replace the whole of it. */
const month = async () => {
  const query = 'latitude=29.3759&longitude=47.9774&method=9&school=0';
  const [year, number] = new Date(now() + 3 * 3_600_000).toISOString().split('-');
  const answer = await fetch(`${sandbox.url}/v1/calendar/${year}/${Number(number)}?${query}`);
  return (await answer.json()) as {
    data: { timings: Record<string, string>; date: { gregorian: { date: string } } }[];
  };
};
const compared = async () => {
  await compareTimes();
  return lastCheck();
};

describe('our prayer times, held against Aladhan’s', () => {
  it('differ by no more than rounding, and the owner can see it', async () => {
    const check = await compared();
    expect(check).toMatchObject({ outcome: 'compared', at: expect.any(Number) });
    expect(check?.minutes).toBeLessThanOrEqual(1);
  });

  it('it is told which method is meant, and does not choose one by itself', async () => {
    sandbox.setDefaultMethod(4);
    expect(await compared()).toMatchObject({ outcome: 'compared' });
  });

  it('a prayer seven minutes off is named with its day', async () => {
    const answer = await month();
    const day = answer.data[9];
    if (day) day.timings.Asr = '14:00 (+03)';
    sandbox.faults.add({ operation: 'calendar', body: answer });
    const check = await compared();
    expect(check).toMatchObject({ outcome: 'differs' });
    expect(check?.date?.endsWith('-10')).toBe(true);
    expect(check?.minutes).toBeGreaterThan(3);
  });

  it.each([
    ['an outage', { status: 502, body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } }],
    ['a limit', { status: 429, headers: { 'retry-after': '1' } }],
    ['an answer cut off', { body: '{"code":200,"data":[{"timings":{"Fajr":"04:' }],
    ['a dropped connection', { reset: 'before' as const }],
    ['an answer without days', { body: { code: 200, status: 'OK', data: [] } }],
    ['a move to another host', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
  ])('%s changes nothing but the note that nobody answered', async (_, fault) => {
    sandbox.faults.add({ operation: 'calendar', ...fault });
    expect(await compared()).toEqual({ at: expect.any(Number), outcome: 'unreachable' });
  });

  it('another month than was asked for is no answer', async () => {
    const answer = await month();
    for (const { date } of answer.data) date.gregorian.date = date.gregorian.date.replace(/\d{4}$/, '2001');
    sandbox.faults.add({ operation: 'calendar', body: answer });
    expect(await compared()).toMatchObject({ outcome: 'unreachable' });
  });

  it('prayers out of order are no answer', async () => {
    const answer = await month();
    const day = answer.data[3];
    if (day) day.timings.Isha = '03:00 (+03)';
    sandbox.faults.add({ operation: 'calendar', body: answer });
    expect(await compared()).toMatchObject({ outcome: 'unreachable' });
  });
});
