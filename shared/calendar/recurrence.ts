import * as z from 'zod/mini';
import { civilDay } from './civil-day.ts';

const monthDay = z.int().check(z.minimum(1), z.maximum(31));
const hijriDay = z.int().check(z.minimum(1), z.maximum(30));
const weekday = z.int().check(z.minimum(0), z.maximum(6));
const upTo = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

/** The most occurrences a rule may have, ended or not: a plan of the business may allow fewer. */
export const MOST_OCCURRENCES = 400;

/**
 * How a post repeats, on days of Kuwait; the time of day is not the rule's. `weekly` counts weeks from Sunday.
 * `monthly` and `hijri_monthly` have days of the month, by the one calendar or the other; `hijri_yearly` has a day of
 * a Hijri month every year. A day that a month does not have is left out, never moved.
 * It ends on a day, after a count, or never; what is skipped counts as an occurrence.
 */
export const Recurrence = z.strictObject({
  first: civilDay,
  repeats: z.union([
    z.strictObject({ every: z.literal('week'), interval: upTo(52), weekdays: z.array(weekday).check(z.minLength(1)) }),
    z.strictObject({ every: z.literal('month'), interval: upTo(24), days: z.array(monthDay).check(z.minLength(1)) }),
    z.strictObject({
      every: z.literal('hijri_month'),
      interval: upTo(24),
      days: z.array(hijriDay).check(z.minLength(1)),
    }),
    z.strictObject({
      every: z.literal('hijri_year'),
      month: upTo(12),
      days: z.array(hijriDay).check(z.minLength(1)),
    }),
  ]),
  until: z.optional(civilDay),
  count: z.optional(upTo(MOST_OCCURRENCES)),
  skipped: z.array(civilDay).check(z.maxLength(MOST_OCCURRENCES)),
});
export type Recurrence = z.infer<typeof Recurrence>;
