import { now } from '#runtime/clock.ts';
import type { Prayer } from '#shared/calendar/prayer.ts';
import type { PrayerPolicy } from '#shared/calendar/prayer-policy.ts';
import { heldUntil } from '#shared/calendar/verdict.ts';
import { calendarOfClient } from './client-calendar.store.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';

/** A changed rule is in force within a minute: this, and the lag of an eventual read. */
const REMEMBERED_MS = 55_000;
const rules = new Map<string, { policy: PrayerPolicy; until: number }>();

/**
 * The prayer that a business keeps clear at this moment, with the instant (ms) of its end; undefined when posts may go
 * out. Remembered by a warm function, so that a business's posts cost one read a minute.
 */
export async function prayerNow(clientId: string): Promise<{ prayer: Prayer; until: number } | undefined> {
  const policy = await ruleOf(clientId);
  if (policy.mode !== 'shift' && policy.mode !== 'hold') return undefined;
  const { timesIn } = await kuwaitCalendar();
  return heldUntil(now(), policy, timesIn(policy.governorate));
}

async function ruleOf(clientId: string): Promise<PrayerPolicy> {
  const known = rules.get(clientId);
  if (known && known.until > now()) return known.policy;
  const { policy } = await calendarOfClient(clientId);
  for (const [old, { until }] of rules) if (until <= now()) rules.delete(old);
  rules.set(clientId, { policy, until: now() + REMEMBERED_MS });
  return policy;
}
