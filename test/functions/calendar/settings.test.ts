import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler } from '#functions/calendar/api.ts';
import { now } from '#runtime/clock.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { type PrayerPolicy, usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { client } from '#shared/contract/client.ts';
import { openScene } from '#test/functions/posts/scene.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { call, problemOf, sendFor } from '#test/support/gateway.ts';
import type { Person } from '#test/support/people.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const as = (person: Person) => client(calendar, sendFor(handler, person.token));
const shift: PrayerPolicy = { ...usualPolicy, mode: 'shift' };

describe('the rule for prayer times', () => {
  it('warns until a business says otherwise', async () => {
    const manager = await backend.signInAs('manager');
    expect(await as(manager).settings({})).toMatchObject({ version: 0, policy: usualPolicy });
  });

  it('is changed with an audit row, and read by the whole team', async () => {
    const manager = await backend.signInAs('manager');
    const changed = await as(manager).changePolicy({ body: { version: 0, policy: shift } });
    expect(changed).toMatchObject({ version: 1, policy: { mode: 'shift' } });
    const viewer = await backend.signInAs('viewer', manager.clientId);
    expect(await as(viewer).settings({})).toEqual(changed);
    const { items } = await eventsOf(manager.clientId, manager.clientId, { limit: 5, cursor: null });
    expect(items).toMatchObject([{ action: 'calendar.policy_changed', detail: { mode: 'shift' } }]);
  });

  it('two people cannot overwrite each other', async () => {
    const manager = await backend.signInAs('manager');
    await as(manager).changePolicy({ body: { version: 0, policy: shift } });
    expect(await problemOf(as(manager).changePolicy({ body: { version: 0, policy: usualPolicy } }))).toMatchObject({
      code: 'calendar.changed',
    });
    const both = [1, 1].map((version) => as(manager).changePolicy({ body: { version, policy: usualPolicy } }));
    const ends = await Promise.allSettled(both);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of one business is nobody else’s', async () => {
    const [mine, theirs] = [await backend.signInAs('manager'), await backend.signInAs('manager')];
    await as(mine).changePolicy({ body: { version: 0, policy: shift } });
    expect(await as(theirs).settings({})).toMatchObject({ version: 0, policy: usualPolicy });
  });

  it.each([
    ['minutes below zero', { around: { ...shift.around, fajr: { before: -1, after: 0 } } }],
    ['half a day around a prayer', { around: { ...shift.around, asr: { before: 720, after: 0 } } }],
    ['an unknown mode', { mode: 'maybe' }],
    ['a missing prayer', { around: { fajr: { before: 0, after: 0 } } }],
  ])('%s is refused', async (_, change) => {
    const manager = await backend.signInAs('manager');
    const body = { version: 0, policy: { ...shift, ...change } };
    const answer = await call(handler, {
      method: 'PUT',
      path: '/calendar/settings/policy',
      body,
      token: manager.token,
    });
    expect(answer.status).toBe(422);
  });
});

describe('the verdict on a time', () => {
  const query = { wallTime: '2028-03-01T17:45' };

  it.each(['warn', 'shift', 'hold'] as const)('is what the rule says: %s', async (mode) => {
    const manager = await backend.signInAs('manager');
    await as(manager).changePolicy({ body: { version: 0, policy: { ...usualPolicy, mode } } });
    expect(await as(manager).verdict({ query })).toMatchObject({
      kind: mode,
      prayer: 'maghrib',
      free: { wallTime: '2028-03-01T17:58', minutes: 13 },
    });
    expect(await as(manager).verdict({ query: { wallTime: '2028-03-01T16:00' } })).toEqual({ kind: 'clear' });
  });

  it('has the free time on the clock that was asked by', async () => {
    const manager = await backend.signInAs('manager');
    const at = { wallTime: '2028-03-01T14:45', zone: 'Europe/London' };
    expect(await as(manager).verdict({ query: at })).toMatchObject({ free: { wallTime: '2028-03-01T14:58' } });
  });
});

describe('slots', () => {
  it('the next one has no post of this business', async () => {
    const scene = await openScene(backend);
    const mine = client(calendar, sendFor(handler, scene.token));
    const { slots } = await mine.nextSlots({ query: { limit: 3 } });
    expect(slots).toHaveLength(3);
    const [first] = slots;
    expect(first?.publishAt).toBeGreaterThan(now());
    expect(first?.wallTime).toBe(toWallTime(first?.publishAt ?? 0));
    await scene.schedule(await scene.draft(), first?.wallTime);
    expect((await mine.nextSlots({ query: {} })).slots).toEqual([slots[1]]);
  });

  it('of one account are not taken by posts of another', async () => {
    const scene = await openScene(backend);
    const mine = client(calendar, sendFor(handler, scene.token));
    const [first] = (await mine.nextSlots({ query: {} })).slots;
    await scene.schedule(await scene.draft(), first?.wallTime);
    const other = 'ac_00000000000000000000000000';
    expect((await mine.nextSlots({ query: { accountId: other } })).slots).toEqual([first]);
    const own = await mine.nextSlots({ query: { accountId: scene.accountId } });
    expect(own.slots).not.toEqual([first]);
  });

  it('there is none where there are no slots', async () => {
    const manager = await backend.signInAs('manager');
    await as(manager).changeSlots({ body: { version: 0, slots: { usual: [], ramadan: [] } } });
    expect(await as(manager).nextSlots({ query: {} })).toEqual({ slots: [] });
  });
});

it('the best hours say that they do not rest on the business’s own results yet', async () => {
  const viewer = await backend.signInAs('viewer');
  const { usual, ramadan } = await as(viewer).bestTimes();
  expect(usual).toMatchObject({ basis: 'prior', posts: 0, enough: 30 });
  expect([usual.heat.length, usual.heat[0]?.length]).toEqual([7, 24]);
  expect(ramadan.heat).not.toEqual(usual.heat);
});
