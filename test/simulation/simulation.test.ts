import { describe, expect, it } from 'vitest';
import { percentile } from '#bench/burst/percentile.ts';
import type { TargetState } from '#shared/publishing/states.ts';
import { timing } from '#shared/publishing/target.ts';
import { DUE } from '../shared/publishing/build.ts';
import { campaign, darkIftar, notices } from './campaign.ts';
import { broken } from './check.ts';
import { allFaultRows } from './faults.ts';
import { guardNames } from './guards.ts';
import { simulate } from './simulate.ts';
import type { Audit } from './table.ts';

const SEEDS = 500;
/** What was armed in the last instant before something may arrive so much later. */
const LATEST_ARRIVAL_MS = timing.armMs + timing.inFlightMs;
const seed = Date.now() % 2 ** 31;

const rowsOf = (audits: readonly Audit[], of: string) =>
  audits.flatMap(({ targetId, action }) => (targetId === of ? [action] : []));

describe('days of publishing on which everything goes wrong', () => {
  it(`nothing goes out twice, nothing is lost, nothing stays in between (${SEEDS} days from seed ${seed})`, () => {
    const tally = campaign(seed, SEEDS);
    expect(tally.wrong).toEqual([]);
    // A day without faults proves nothing.
    expect(tally.injected / tally.histories).toBeGreaterThan(10);
  }, 120_000);

  it.each(allFaultRows)('%s alone, a few times a day', (row) => {
    const tally = campaign(seed, 150, row);
    expect(tally.wrong).toEqual([]);
    expect(tally.injected, 'the fault really happened').toBeGreaterThan(20);
  });

  it.each(guardNames)(
    'the checker notices when this guard is taken away: %s',
    (guard) => {
      expect(notices(guard, 1, 20_000)).toBeDefined();
    },
    60_000,
  );

  it('comes to every state that a target can be in', () => {
    const seen = new Set<TargetState>();
    for (let at = 1; at <= 300; at++)
      for (const { targetId } of simulate(at).table.all())
        for (const { target } of simulate(at).table.history(targetId)) seen.add(target.state);
    const never = new Set<TargetState>(['accepted', 'cancelled']);
    for (const state of ['draft', 'scheduled', 'claimed', 'staged', 'armed', 'unknown', 'published'] as const)
      expect(seen, state).toContain(state);
    for (const state of ['failed', 'missed', 'needs_review', 'partial', 'paused'] as const)
      expect(seen, state).toContain(state);
    for (const state of never) expect(seen, `${state} is for networks to come`).not.toContain(state);
  });

  it('three hundred posts on a network that answers nobody for two hours: no storm, and nothing is flushed after', () => {
    const { table, calls, accepted, ...history } = simulate(seed, darkIftar);
    const states = table.all().map(({ state }) => state);
    expect(broken({ table, calls, accepted, ...history })).toEqual([]);
    expect(calls.duringOutage).toBeLessThanOrEqual(1.1 * states.length);
    // Whose irreversible call met the outage cannot be told; everybody else is asked without having been tried.
    expect(new Set(states)).toEqual(new Set(['missed', 'needs_review']));
    expect(accepted).toEqual([]);
  });

  it('a network that comes back within the grace gets every post, once', () => {
    const { table, accepted } = simulate(seed, { ...darkIftar, outage: [-5, 20] });
    const held = table
      .all()
      .filter(({ targetId }) => table.audits.some((row) => row.targetId === targetId && row.action === 'target.held'));
    const gone = held.filter(({ state, reason }) => state === 'missed' || reason === 'platform.unavailable');
    expect(held.length).toBeGreaterThan(100);
    expect(gone).toEqual([]);
    expect(new Set(accepted.map(({ targetId, part }) => `${targetId} ${part}`)).size).toBe(accepted.length);
  });

  it.each(['F4', 'F5'] as const)(
    '%s twenty workers die after arming: the last post is out in three minutes',
    (only) => {
      const late: number[] = [];
      for (let at = 1; at <= 20; at++) {
        const history = simulate(at, { only, times: 20, crowd: 20 });
        expect(broken(history)).toEqual([]);
        expect(history.injected.get(only)).toBe(20);
        for (const { state, pieces = 1, publishAt = 0, publishedAt = 0 } of history.table.all())
          if (state === 'published' && pieces === 1) late.push(publishedAt - publishAt);
      }
      // A few of them meet more than their death: a slow image, a call that takes its time.
      expect(late.length).toBeGreaterThan(200);
      expect(percentile(late, 0.95)).toBeLessThanOrEqual(3 * 60_000);
    },
  );

  it('a business that is active again within the grace has every post out a few minutes later, once', () => {
    const { table, accepted } = simulate(seed, { only: 'none', crowd: 100, suspended: [-10, 20] });
    const held = table.all().filter(({ targetId }) => rowsOf(table.audits, targetId).includes('target.suspended'));
    expect(held).toHaveLength(100);
    expect(new Set(accepted.map(({ targetId, part }) => `${targetId} ${part}`)).size).toBe(accepted.length);
    const first = Math.min(...accepted.map(({ at }) => at));
    expect(first).toBeGreaterThanOrEqual((held[0]?.publishAt ?? 0) + 20 * 60_000);
    // What the network refuses by chance aside.
    const out = held.filter(({ state, publishedAt = 0 }) => state === 'published' && publishedAt < first + 10 * 60_000);
    expect(out.length).toBeGreaterThan(80);
    expect(held.filter(({ state }) => state === 'missed')).toEqual([]);
  });

  it('a business that stays suspended past the grace is asked about every post, and none goes out', () => {
    const { table, accepted, calls } = simulate(seed, { only: 'none', crowd: 100, suspended: [-60, 90] });
    expect(new Set(table.all().map(({ state, reason }) => `${state} ${reason}`))).toEqual(
      new Set(['missed client.suspended']),
    );
    expect([accepted.length, calls.all]).toEqual([0, 0]);
  });

  it('at prayer time nothing goes out, whatever goes wrong, and after it all does, once', { timeout: 60_000 }, () => {
    const [from, to] = [-5, 75];
    let waited = 0;
    for (let day = seed; day < seed + 400; day++) {
      const history = simulate(day, { prayer: [from, to] });
      expect(broken(history), `seed ${day}`).toEqual([]);
      const inside = history.accepted.filter(
        // What was armed in the last instant before it arrives later; a clock may be a minute wrong.
        ({ at }) => at > DUE + from * 60_000 + LATEST_ARRIVAL_MS && at < DUE + to * 60_000 - 60_000,
      );
      expect(inside, `seed ${day}`).toEqual([]);
      waited += history.table.all().filter((target) => target.waited && target.state === 'published').length;
    }
    expect(waited).toBeGreaterThan(200);
  });

  it('a post that waited for a prayer goes out soon after its end', () => {
    const { table } = simulate(seed, { only: 'none', crowd: 100, prayer: [-5, 75] });
    const out = table.all().filter(({ state }) => state === 'published');
    expect(out.length).toBeGreaterThan(80);
    for (const { waited } of out) expect(waited).toEqual({ prayer: 'maghrib', minutes: 75 });
    // What the network keeps waiting by chance aside.
    const late = out.map(({ publishedAt = 0 }) => publishedAt - (DUE + 75 * 60_000));
    expect(percentile(late, 0.5)).toBeLessThan(60_000);
    expect(percentile(late, 0.95)).toBeLessThan(4 * 60_000);
  });

  it('media are with the network before their minute, also when one in twenty is slow', () => {
    const { table } = simulate(seed, { only: 'none', crowd: 2_000 });
    const targets = table.all().map(({ targetId }) => table.history(targetId).map(({ target }) => target));
    const ahead = targets.filter((rows) =>
      rows.some(({ preparedAt, publishAt = 0 }) => (preparedAt ?? publishAt) < publishAt),
    );
    expect(ahead.length / targets.length).toBeGreaterThanOrEqual(0.99);
  });

  it('plays the same day again from the same seed, write by write', () => {
    const play = () => {
      const { table, accepted, injected, calls } = simulate(seed);
      return JSON.stringify([table.audits, table.all(), accepted, [...injected], calls]);
    };
    expect(play()).toBe(play());
    expect(broken(simulate(seed))).toEqual([]);
  });

  it('a message that nobody can read ends among the dead letters, and nothing else does', () => {
    const day = Array.from({ length: 50 }, (_, at) => simulate(at + 1, { only: 'F20' }));
    expect(day.reduce((sum, { poisoned }) => sum + poisoned, 0)).toBeGreaterThan(0);
    expect(day.reduce((sum, { deadLetters }) => sum + deadLetters, 0)).toBe(0);
  });
});
