import { now } from '#runtime/clock.ts';
import { logger } from '#runtime/logger.ts';
import { kuwaitDayOf } from '#shared/calendar/civil-day.ts';
import type { PrayerCheck } from '#shared/calendar/contract.ts';
import { differenceOf } from '#shared/calendar/prayer.ts';
import { aladhanMonth } from './aladhan-month.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';
import { storeCheck } from './prayer-check.store.ts';

/** Methods round differently by a minute or two; more is a mistake, theirs or ours. */
const MOST_MINUTES = 3;

/**
 * Holds the prayer times of this month against an independent source, once a day, and stores the largest difference
 * for whoever runs the platform. Whatever it says, ours stay: a person looks at it.
 */
export async function compareTimes(): Promise<PrayerCheck> {
  const at = now();
  const { prayersOn } = await kuwaitCalendar({ fresh: true });
  const theirs = await aladhanMonth(kuwaitDayOf(at).slice(0, 7));
  if (!theirs) {
    logger.warn('no prayer times to compare with');
    return stored({ at, outcome: 'unreachable' });
  }
  const [furthest] = [...theirs]
    .map(([date, times]) => ({ date, minutes: differenceOf(times, prayersOn(date, 'capital').times) }))
    .sort((one, other) => other.minutes - one.minutes);
  const outcome = furthest && furthest.minutes > MOST_MINUTES ? 'differs' : 'compared';
  if (outcome === 'differs') logger.error('prayer times differ', { ...furthest });
  else logger.info('prayer times compared', { ...furthest });
  return stored({ at, outcome, ...furthest });
}

async function stored(found: PrayerCheck): Promise<PrayerCheck> {
  await storeCheck(found);
  return found;
}
