import { GRACE_MS, type Subscription } from './subscription.ts';

const DAY_MS = 86_400_000;

/** Before the end in days, and once when it is over. */
export const reminderStages = ['7', '3', '1', 'over'] as const;
export type ReminderStage = (typeof reminderStages)[number];

/** Subscriptions that may have to be reminded of: those that end in this span. */
export const remindedSpan = (now: number) => ({ from: now - GRACE_MS, until: now + 7 * DAY_MS });

/**
 * Which reminder a business should have had by now; undefined when none is due yet, when it does not want to go on, or
 * when it was over for so long that it knows. Whoever was not reached in time is told once where it stands, not thrice.
 */
export function reminderDue({ until, cancelled }: Subscription, now: number): ReminderStage | undefined {
  const left = until - now;
  if (cancelled || left > 7 * DAY_MS || left <= -GRACE_MS) return undefined;
  if (left <= 0) return 'over';
  return left <= DAY_MS ? '1' : left <= 3 * DAY_MS ? '3' : '7';
}

/** What a subscription notes of the last reminder: one end is reminded of once in each stage. */
export const reminderMark = ({ until }: Subscription, stage: ReminderStage): string => `${until}:${stage}`;
