import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '#functions/audit/audit.store.ts';
import { handler as calendarHandler } from '#functions/calendar/api.ts';
import { now } from '#runtime/clock.ts';
import { addDays, clockOf, kuwaitDayOf } from '#shared/calendar/civil-day.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { type PrayerMode, type PrayerPolicy, usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import { client } from '#shared/contract/client.ts';
import { type Backend, startBackend } from '#test/support/backend.ts';
import { sendFor } from '#test/support/gateway.ts';
import { openScene, type Scene } from './scene.ts';

let backend: Backend;
let day: string;
let maghrib: number;
beforeAll(async () => {
  backend = await startBackend();
  day = addDays(kuwaitDayOf(now()), 3);
  ({ maghrib } = computedTimes(day, 'capital'));
});
afterAll(() => backend.close());

const at = (minute: number) => `${day}T${clockOf(minute)}`;

async function withRule(mode: PrayerMode, around: PrayerPolicy['around'] = usualPolicy.around): Promise<Scene> {
  const scene = await openScene(backend);
  const mine = client(calendar, sendFor(calendarHandler, scene.token));
  await mine.changePolicy({ body: { version: 0, policy: { ...usualPolicy, mode, around } } });
  return scene;
}

describe('a post is scheduled eight minutes before Maghrib', () => {
  it('shift: it goes out eighteen minutes later, and says why', async () => {
    const scene = await withRule('shift');
    const post = await scene.schedule(await scene.draft(), at(maghrib - 8));
    expect(post.schedule).toEqual({
      publishAt: fromWallTime(at(maghrib + 10)),
      wallTime: at(maghrib + 10),
      zone: 'Asia/Kuwait',
      shifted: { prayer: 'maghrib', minutes: 18 },
    });
    const { items } = await eventsOf(scene.clientId, post.postId, { limit: 1, cursor: null });
    expect(items).toMatchObject([{ detail: { prayer: 'maghrib', shiftedMinutes: 18 } }]);
    const { from, to } = { from: fromWallTime(`${day}T00:00`), to: fromWallTime(`${day}T23:59`) };
    expect((await scene.calls.list({ query: { from, to } })).items).toMatchObject([{ schedule: post.schedule }]);
  });

  it('moved to a free time, it says so no more', async () => {
    const scene = await withRule('shift');
    const post = await scene.schedule(await scene.draft(), at(maghrib - 8));
    const moved = await scene.schedule(post, at(maghrib + 40));
    expect(moved.schedule).toEqual({
      publishAt: fromWallTime(at(maghrib + 40)),
      wallTime: at(maghrib + 40),
      zone: 'Asia/Kuwait',
    });
  });

  it.each(['off', 'warn', 'hold'] as const)('%s: it keeps its time', async (mode) => {
    const scene = await withRule(mode);
    const post = await scene.schedule(await scene.draft(), at(maghrib - 8));
    expect(post.schedule).toMatchObject({ wallTime: at(maghrib - 8) });
    expect(post.schedule?.shifted).toBeUndefined();
  });

  it('where the rest of the day is kept clear it goes out before', async () => {
    const late = { before: 10, after: 180 };
    const scene = await withRule('shift', { ...usualPolicy.around, maghrib: late, isha: { before: 180, after: 180 } });
    const post = await scene.schedule(await scene.draft(), at(maghrib + 8));
    expect(post.schedule).toMatchObject({ shifted: { prayer: 'maghrib' } });
  });
});
