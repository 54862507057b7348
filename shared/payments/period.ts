import { fromWallTime, toWallTime } from '../calendar/wall-time.ts';

export const billingIntervals = ['month', 'year'] as const;
export type BillingInterval = (typeof billingIntervals)[number];

/** From (included) until (excluded), in milliseconds since the epoch. */
export type Period = { readonly from: number; readonly until: number };

/**
 * The moment that is `months` Kuwaiti months after `anchor`, at the same time of day. A day that the month does not
 * have becomes its last one, and the day comes back in the next month that has it: always count from the anchor.
 *
 * @example 31 January + 1 month = 28 February; + 2 months = 31 March
 */
export function monthsAfter(anchor: number, months: number): number {
  const wall = toWallTime(anchor);
  const [year = 0, month = 1, day = 1] = wall.slice(0, 10).split('-').map(Number);
  const monthsFromZero = year * 12 + (month - 1) + months;
  const inYear = Math.floor(monthsFromZero / 12);
  const inMonth = (monthsFromZero % 12) + 1;
  const last = new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
  const two = (value: number) => String(value).padStart(2, '0');
  const minute = fromWallTime(`${inYear}-${two(inMonth)}-${two(Math.min(day, last))}${wall.slice(10)}`);
  return minute + (anchor % 60_000);
}

const monthsOf = { month: 1, year: 12 } as const satisfies Record<BillingInterval, number>;

/** The `index`th period (from 0) of a subscription that runs since `anchor`. They meet without gap or overlap. */
export const periodOf = (anchor: number, interval: BillingInterval, index: number): Period => ({
  from: monthsAfter(anchor, index * monthsOf[interval]),
  until: monthsAfter(anchor, (index + 1) * monthsOf[interval]),
});

/** The Kuwaiti calendar month of an instant, as limits count it: `2026-11`. */
export const kuwaitiMonth = (instant: number): string => toWallTime(instant).slice(0, 7);
