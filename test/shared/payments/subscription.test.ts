import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';
import { monthsAfter, periodOf } from '#shared/payments/period.ts';
import { upgraded, upgradeNow } from '#shared/payments/proration.ts';
import {
  type Choice,
  cancelled,
  changedLater,
  choiceAt,
  GRACE_MS,
  granted,
  nextOffer,
  paid,
  reactivated,
  type Subscription,
  standingAt,
  trialFrom,
  worksAt,
} from '#shared/payments/subscription.ts';

const DAY = 86_400_000;
const basic: Choice = { planId: 'basic', version: 1, interval: 'month' };
const pro: Choice = { planId: 'pro', version: 1, interval: 'month' };
const at = (wall: string) => fromWallTime(wall);
const start = at('2026-01-31T10:00');
const bought = (now: number, choice = basic): Subscription => {
  const trial = trialFrom(choice, now, 0);
  return paid(trial, nextOffer(trial, now));
};

describe('billing periods', () => {
  it('keep the day of the month they began on, and the last day where there is none', () => {
    const walls = [0, 1, 2, 3, 12, 13].map((months) => toWallTime(monthsAfter(start, months)));
    expect(walls).toEqual([
      '2026-01-31T10:00',
      '2026-02-28T10:00',
      '2026-03-31T10:00',
      '2026-04-30T10:00',
      '2027-01-31T10:00',
      '2027-02-28T10:00',
    ]);
    expect(toWallTime(monthsAfter(at('2028-02-29T23:59'), 12))).toBe('2029-02-28T23:59');
    expect(toWallTime(monthsAfter(at('2026-12-31T23:59'), 1))).toBe('2027-01-31T23:59');
  });

  it('meet without a gap or an overlap, whatever moment they began at', () => {
    const instant = fc.integer({ min: at('2025-01-01T00:00'), max: at('2040-01-01T00:00') });
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom('month', 'year'),
        fc.integer({ min: 0, max: 60 }),
        (anchor, interval, index) => {
          const period = periodOf(anchor, interval, index);
          expect(period.until).toBeGreaterThan(period.from);
          expect(periodOf(anchor, interval, index + 1).from).toBe(period.until);
          if (index === 0) expect(period.from).toBe(anchor);
        },
      ),
    );
  });
});

describe('how a subscription stands', () => {
  it('on trial everything works until its last moment, and nothing after it', () => {
    const trial = trialFrom(basic, start, 14);
    expect(standingAt(trial, start + 14 * DAY - 1)).toBe('trial');
    expect(standingAt(trial, start + 14 * DAY)).toBe('read_only');
  });

  it('unpaid it works for a week more, then it is read-only', () => {
    const one = bought(start);
    expect(standingAt(one, one.until - 1)).toBe('active');
    expect(standingAt(one, one.until)).toBe('late');
    expect(standingAt(one, one.until + GRACE_MS - 1)).toBe('late');
    expect(standingAt(one, one.until + GRACE_MS)).toBe('read_only');
  });

  it('cancelled it works until what was paid is over, and can be taken back until then', () => {
    const one = cancelled(bought(start));
    expect(standingAt(one, one.until - 1)).toBe('ending');
    expect(standingAt(one, one.until)).toBe('ended');
    expect(standingAt(reactivated(one, one.until - 1) ?? one, one.until - 1)).toBe('active');
    expect(reactivated(one, one.until)).toBeUndefined();
  });
});

describe('a payment', () => {
  it('made early, on time or late continues where the last period ended', () => {
    const one = bought(start);
    for (const now of [one.until - 7 * DAY, one.until, one.until + GRACE_MS - 1]) {
      const next = paid(one, nextOffer(one, now));
      expect(toWallTime(next.until)).toBe('2026-03-31T10:00');
    }
  });

  it('after the grace begins today, so that nobody pays for days without service', () => {
    const one = bought(start);
    const now = one.until + GRACE_MS + 3 * DAY;
    const next = paid(one, nextOffer(one, now));
    expect(next.until).toBe(monthsAfter(now, 1));
  });

  it('counted twice buys one period', () => {
    const one = bought(start);
    const offer = nextOffer(one, one.until);
    expect(paid(paid(one, offer), offer)).toEqual(paid(one, offer));
  });

  it('during a trial leaves the trial whole', () => {
    const trial = trialFrom(basic, start, 14);
    expect(nextOffer(trial, start + DAY).period.from).toBe(start + 14 * DAY);
  });

  it('buys what was chosen for later, once', () => {
    const one = changedLater(bought(start, pro), basic);
    expect(one.choice).toEqual(pro);
    const next = paid(one, nextOffer(one, one.until - DAY));
    expect(next.choice).toEqual(basic);
    expect(next.next).toBeUndefined();
    expect(changedLater(one, pro).next).toBeUndefined();
  });

  it('made ahead for another plan leaves the one that runs until its end', () => {
    const one = changedLater(bought(start, pro), basic);
    const next = paid(one, nextOffer(one, one.until - DAY));
    expect(choiceAt(next, one.until - 1)).toEqual(pro);
    expect(choiceAt(next, one.until)).toEqual(basic);
  });

  it('after months that were granted goes on from their end', () => {
    const one = granted(bought(start), start, 2);
    expect(nextOffer(one, one.until - DAY).period.from).toBe(one.until);
  });
});

describe('an upgrade in the middle of a period', () => {
  const prices = { from: { month: 12_000, year: 120_000 }, to: { month: 30_000, year: 300_000 } };

  it('costs the difference for the days that are left, and leaves the end where it was', () => {
    const one = bought(at('2026-04-01T00:00'));
    const upgrade = upgradeNow(one, pro, prices, at('2026-04-16T00:00'));
    expect(upgrade).toMatchObject({ price: 15_000, credit: 6_000, due: 9_000 });
    const now = upgrade && upgraded(one, upgrade);
    expect(now).toMatchObject({ choice: pro, until: one.until, paidPeriods: 1 });
    expect(now && toWallTime(nextOffer(now, one.until).period.until)).toBe('2026-06-01T00:00');
  });

  it('to a year begins it today and deducts what is left of the month', () => {
    const one = bought(at('2026-04-01T00:00'));
    const now = at('2026-04-16T00:00');
    const upgrade = upgradeNow(one, { ...pro, interval: 'year' }, prices, now);
    expect(upgrade).toMatchObject({ price: 300_000, credit: 6_000, due: 294_000 });
    expect(upgrade && upgraded(one, upgrade).until).toBe(at('2027-04-16T00:00'));
  });

  it('is none when what is left is worth more, when it is late, and on trial', () => {
    const one = bought(start, pro);
    const back = { from: prices.to, to: prices.from };
    expect(upgradeNow(one, basic, back, start + DAY)).toBeUndefined();
    expect(upgradeNow(one, basic, prices, one.until + 1)).toBeUndefined();
    expect(upgradeNow(trialFrom(basic, start, 14), pro, prices, start + DAY)).toBeUndefined();
  });
});

describe('five thousand years of subscriptions', () => {
  const act = fc.record({
    days: fc.integer({ min: 0, max: 90 * 24 }).map((hours) => hours / 24),
    what: fc.constantFrom('pay', 'pay twice', 'cancel', 'reactivate', 'later', 'upgrade', 'wait'),
  });

  it('every paid period is served once, and no day works that was neither paid, tried nor within the grace', () => {
    let years = 0;
    fc.assert(
      fc.property(fc.array(act, { minLength: 20, maxLength: 60 }), (acts) => {
        let now = start;
        let state = trialFrom(basic, now, 14);
        let served = now + 14 * DAY;
        for (const { days, what } of acts) {
          now += Math.round(days * DAY);
          if (what === 'cancel') state = cancelled(state);
          if (what === 'reactivate') state = reactivated(state, now) ?? state;
          if (what === 'later') state = changedLater(state, state.choice.planId === 'pro' ? basic : pro);
          if (what === 'pay' || what === 'pay twice') {
            const offer = nextOffer(state, now);
            // What is bought begins when nothing else is running, and never before what was served.
            expect(offer.period.from).toBe(worksAt(state, now) ? state.until : now);
            expect(offer.period.from).toBeGreaterThanOrEqual(Math.min(served, state.until));
            state = paid(state, offer);
            if (what === 'pay twice') state = paid(state, offer);
            expect(state.until).toBe(offer.period.until);
            served = offer.period.until;
          }
          if (what === 'upgrade') {
            const prices = { from: { month: 12_000, year: 120_000 }, to: { month: 30_000, year: 300_000 } };
            const upgrade = state.choice.planId === 'basic' ? upgradeNow(state, pro, prices, now) : undefined;
            if (upgrade) {
              expect(upgrade.due).toBeGreaterThanOrEqual(0);
              expect(upgrade.due).toBeLessThanOrEqual(30_000);
              state = upgraded(state, upgrade);
              expect(state.until).toBe(served);
            }
          }
          if (worksAt(state, now)) expect(now).toBeLessThan(served + (state.cancelled || state.trial ? 0 : GRACE_MS));
        }
        years += (now - start) / (365 * DAY);
      }),
      { numRuns: 1_300 },
    );
    expect(years).toBeGreaterThan(5_000);
  });
});
