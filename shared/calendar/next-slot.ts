import { addDays, type CivilDay, instantIn, kuwaitDayOf, weekdayOf } from './civil-day.ts';
import type { PrayerPolicy } from './prayer-policy.ts';
import { type Slot, slotMinute } from './slot.ts';
import { judge, type Limits, type TimesOf } from './verdict.ts';

/** The weekly times of a queue: those of Ramadan take over by themselves. */
export type SlotSet = { usual: readonly Slot[]; ramadan: readonly Slot[] };

/** What the search for a free slot needs to know. `taken` holds instants (ms) that have a post already. */
export type SlotSearch = {
  after: number;
  taken: ReadonlySet<number>;
  policy: PrayerPolicy;
  timesOf: TimesOf;
  isRamadan: (day: CivilDay) => boolean;
  limits?: Limits;
};

/** A slot on its day. `minutes` is how far a prayer moved it. */
export type OpenSlot = { publishAt: number; minutes: number };

/** A queue that is full for longer than this has no next slot that anybody would wait for. */
const DAYS_AHEAD = 92;
const MINUTE_MS = 60_000;

/** The first slot after an instant that has no post yet; undefined when the set has no slots or none is free. */
export const nextFreeSlot = (set: SlotSet, search: SlotSearch): OpenSlot | undefined =>
  freeSlots(set, search).next().value;

/**
 * Free slots in their order, as far as anybody plans. A slot inside a prayer counts where the policy moves it; one that
 * may not go out at all is passed over. A moved slot never lands on a post.
 */
export function* freeSlots(set: SlotSet, search: SlotSearch): Generator<OpenSlot, undefined> {
  const { after, taken, policy, timesOf, limits } = search;
  if (set.usual.length + set.ramadan.length === 0) return undefined;
  const first = kuwaitDayOf(after);
  let last = after;
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
    for (const planned of slotsOn(addDays(first, ahead), set, search)) {
      const verdict = judge(planned, policy, timesOf, { ...limits, earliest: after + MINUTE_MS });
      if (verdict.kind === 'refused') continue;
      const publishAt = verdict.kind === 'shift' ? verdict.publishAt : planned;
      // Slots of two days may change places around midnight; what was passed is not offered again.
      if (publishAt <= last || taken.has(publishAt) || taken.has(planned)) continue;
      last = publishAt;
      yield { publishAt, minutes: Math.round((publishAt - planned) / MINUTE_MS) };
    }
  }
  return undefined;
}

/** The instants (ms) of a day's slots, in order, each once. */
export function slotsOn(
  day: CivilDay,
  { usual, ramadan }: SlotSet,
  { timesOf, isRamadan }: Pick<SlotSearch, 'timesOf' | 'isRamadan'>,
): number[] {
  const slots = isRamadan(day) ? ramadan : usual;
  const instants = slots
    .filter(({ weekdays }) => weekdays.includes(weekdayOf(day)))
    .map(({ time }) => instantIn(day, slotMinute(time, timesOf, day)));
  return [...new Set(instants)].sort((one, other) => one - other);
}
