import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { handler as calendarApi } from '#functions/calendar/api.ts';
import { now } from '#runtime/clock.ts';
import { addDays, clockOf, instantIn, kuwaitDayOf } from '#shared/calendar/civil-day.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { type PrayerMode, usualPolicy } from '#shared/calendar/prayer-policy.ts';
import { computedTimes } from '#shared/calendar/prayer-times.ts';
import { client } from '#shared/contract/client.ts';
import type { Post } from '#shared/posts/contract.ts';
import { sendFor } from '#test/support/gateway.ts';
import { restaurant } from '#test/support/instagram.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Hours pass in these tests, half a minute at a time.
vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
let world: PublishingWorld;
let holding: Business;
let open: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  holding = await world.openBusiness();
  open = await world.openBusiness(restaurant.id);
  await withRule(holding, 'hold');
  await withRule(open, 'warn');
}, 30_000);
afterAll(() => world.close());

const withRule = ({ subject }: Business, mode: PrayerMode) =>
  client(calendar, (call) => sendFor(calendarApi, world.backend.issuer.issue(subject))(call)).changePolicy({
    body: { version: 0, policy: { ...usualPolicy, mode } },
  });

/** Maghrib of tomorrow, in minutes of its day and as an instant (ms). */
const maghrib = () => {
  const day = addDays(kuwaitDayOf(now()), 1);
  const minute = computedTimes(day, 'capital').maghrib;
  return { day, minute, at: instantIn(day, minute) };
};
const goTo = async (at: number) => {
  await world.backend.advance(at - now());
  await world.pump();
};
const read = ({ calls }: Business, { postId }: Post) => calls.get({ params: { postId } });
const actionsOf = async ({ calls }: Business, { postId }: Post) =>
  (await calls.history({ params: { postId }, query: {} })).items.map(({ action }) => action);

describe('a post whose minute is inside Maghrib', () => {
  it('waits for its end where the business holds, and goes out where it only warns', async () => {
    const { day, minute, at } = maghrib();
    const time = `${day}T${clockOf(minute - 8)}`;
    const held = await holding.schedule(await holding.write('held'), time);
    const other = await open.schedule(await open.write('other'), time);
    await goTo(at - 11 * MINUTE);
    await world.pass(6, { steps: 2 });

    expect([world.heldWith('held').length, world.heldWith('other').length]).toEqual([0, 1]);
    expect(await read(open, other)).toMatchObject({ state: 'published' });
    expect(await read(holding, held)).toMatchObject({
      state: 'scheduled',
      targets: [
        {
          state: 'scheduled',
          retryAt: at + 10 * MINUTE,
          waited: { prayer: 'maghrib', minutes: 18 },
          problem: { reason: 'prayer.time', step: 'wait' },
        },
      ],
    });

    await world.pass(14, { steps: 2 });
    expect(world.heldWith('held').length).toBe(0);
    await world.pass(3);

    const out = await read(holding, held);
    expect(out).toMatchObject({ state: 'published', targets: [{ attempt: 1, waited: { minutes: 18 } }] });
    expect(out.targets[0]?.publishedAt).toBeGreaterThanOrEqual(at + 10 * MINUTE);
    expect(out.targets[0]?.publishedAt).toBeLessThan(at + 12 * MINUTE);
    expect(world.heldWith('held').length).toBe(1);
    const told = (await actionsOf(holding, held)).filter((action) => action === 'target.held_for_prayer');
    expect(told).toHaveLength(1);
  });

  it('is held although it is to go out now: the rule is the business’s own', async () => {
    const { at } = maghrib();
    await goTo(at - 2 * MINUTE);
    const post = await holding.now(await holding.write('now'));
    await world.pass(3, { steps: 2 });
    expect(world.heldWith('now').length).toBe(0);
    await world.pass(12, { steps: 2 });
    expect(await read(holding, post)).toMatchObject({ state: 'published' });
    expect(world.heldWith('now').length).toBe(1);
  });
});
