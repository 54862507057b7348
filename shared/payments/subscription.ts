import { type BillingInterval, monthsAfter, type Period, periodOf } from './period.ts';

/** What somebody subscribes to: a plan in the version they were told, and how often they pay. */
export type Choice = { readonly planId: string; readonly version: number; readonly interval: BillingInterval };

/**
 * A business's subscription, as data that only events change. Whether it is late or read-only is not stored: it follows
 * from the clock, so that no job has to run for it to be true (`standingAt`).
 */
export type Subscription = {
  readonly choice: Choice;
  /** From where periods are counted, and how many of them are paid (epoch ms). */
  readonly anchor: number;
  readonly paidPeriods: number;
  /** Paid, tried for free or granted until here. */
  readonly until: number;
  /** Whether `until` comes from a trial that nobody paid for. */
  readonly trial: boolean;
  /** What begins when the paid period ends. */
  readonly next?: Choice | undefined;
  /** What runs until the moment named, when the next period was paid early and is of another plan. */
  readonly before?: { readonly choice: Choice; readonly until: number } | undefined;
  /** It ends at `until` and is not asked to be renewed. */
  readonly cancelled: boolean;
};

export const standings = ['trial', 'active', 'ending', 'late', 'read_only', 'ended'] as const;
/**
 * `trial`, `active`: everything works. `ending`: works until it ends, by the customer's own wish. `late`: works, and
 * asks to be paid. `read_only`: nothing goes out and nothing is lost. `ended`: the same, and nobody is asked.
 */
export type Standing = (typeof standings)[number];

const DAY_MS = 86_400_000;
/** So long a subscription that was not paid in time goes on working. */
export const GRACE_MS = 7 * DAY_MS;

/** How a subscription stands at a moment. */
export function standingAt({ until, trial, cancelled }: Subscription, now: number): Standing {
  if (now < until) return cancelled ? 'ending' : trial ? 'trial' : 'active';
  if (cancelled) return 'ended';
  // A trial was a present; only who has paid before is trusted for a week.
  return !trial && now < until + GRACE_MS ? 'late' : 'read_only';
}

/** Whether posts go out and the team may work at a moment. */
export const worksAt = (subscription: Subscription, now: number): boolean =>
  !['read_only', 'ended'].includes(standingAt(subscription, now));

/** The plan that counts at a moment: one that was paid ahead begins with its period. */
export const choiceAt = ({ choice, before }: Subscription, now: number): Choice =>
  before && now < before.until ? before.choice : choice;

/** A trial of whole days. */
export const trialFrom = (choice: Choice, now: number, days: number): Subscription => ({
  choice,
  anchor: now,
  paidPeriods: 0,
  until: now + days * DAY_MS,
  trial: true,
  cancelled: false,
});

/** What the next payment is for. */
export type Offer = {
  readonly choice: Choice;
  readonly period: Period;
  readonly anchor: number;
  readonly index: number;
};

/**
 * The period that a payment made at `now` buys. Who pays while it still works (also late) continues where the last
 * period ended; who comes back after that begins today. Another interval begins a count of its own.
 */
export function nextOffer(subscription: Subscription, now: number): Offer {
  const choice = subscription.next ?? subscription.choice;
  const continues = worksAt(subscription, now);
  const start = continues ? subscription.until : now;
  const counts =
    continues && !subscription.trial && choice.interval === subscription.choice.interval && onCount(subscription);
  const anchor = counts ? subscription.anchor : start;
  const index = counts ? subscription.paidPeriods : 0;
  return { choice, anchor, index, period: periodOf(anchor, choice.interval, index) };
}

/** Whether `until` is where the count of periods says, and not where somebody granted more time. */
const onCount = ({ anchor, paidPeriods, until, choice }: Subscription): boolean =>
  paidPeriods > 0 && periodOf(anchor, choice.interval, paidPeriods - 1).until === until;

/** The subscription once an offer is paid. The same offer again changes nothing. */
export function paid(subscription: Subscription, { choice, anchor, index, period }: Offer): Subscription {
  if (!subscription.trial && subscription.until >= period.until) return subscription;
  const bought = { choice, anchor, paidPeriods: index + 1, until: period.until, trial: false, cancelled: false };
  const isAhead = !subscription.trial && subscription.until === period.from && !isSame(choice, subscription.choice);
  return isAhead ? { ...bought, before: { choice: subscription.choice, until: subscription.until } } : bought;
}

export const isSame = (one: Choice, other: Choice): boolean =>
  one.planId === other.planId && one.version === other.version && one.interval === other.interval;

/** Ends it at the end of what is paid. */
export const cancelled = (subscription: Subscription): Subscription => ({
  ...subscription,
  next: undefined,
  cancelled: true,
});

/** Takes a cancellation back; undefined once it has ended, because then it is a new subscription. */
export const reactivated = (subscription: Subscription, now: number): Subscription | undefined =>
  now < subscription.until ? { ...subscription, cancelled: false } : undefined;

/** Another plan from the end of what is paid. The one that runs already takes such a wish back. */
export const changedLater = (subscription: Subscription, choice: Choice): Subscription => ({
  ...subscription,
  next: isSame(choice, subscription.choice) ? undefined : choice,
});

/** Time that the owner gives without payment, in whole months from where it would end (or from now). */
export const granted = (subscription: Subscription, now: number, months: number): Subscription => ({
  ...subscription,
  until: monthsAfter(Math.max(now, subscription.until), months),
  cancelled: false,
});
