import { now } from '#runtime/clock.ts';
import type { FreeTime, TimeVerdict } from '#shared/calendar/contract.ts';
import { judge, type Limits, type Verdict } from '#shared/calendar/verdict.ts';
import { fromWallTime, toWallTime } from '#shared/calendar/wall-time.ts';
import { calendarOfClient } from './client-calendar.store.ts';
import { kuwaitCalendar } from './kuwait-calendar.ts';

/** What a business's rule says to an instant (ms): the same wherever a post is scheduled. */
export async function judgeTime(clientId: string, at: number, limits: Limits = {}): Promise<Verdict> {
  const [{ policy }, { timesIn }] = await Promise.all([calendarOfClient(clientId), kuwaitCalendar()]);
  return judge(at, policy, timesIn(policy.governorate), { earliest: now(), ...limits });
}

/** The same as the composer is told, with a free time on the clock that it asked by. */
export async function tellVerdict(
  clientId: string,
  { wallTime, zone }: { wallTime: string; zone: string },
): Promise<TimeVerdict> {
  const verdict = await judgeTime(clientId, fromWallTime(wallTime, zone));
  if (verdict.kind === 'clear') return { kind: 'clear' };
  const { kind, prayer, from, to } = verdict;
  const free = freeOf(verdict, zone);
  return { kind, prayer, from, to, ...(free ? { free } : {}) };
}

function freeOf(verdict: Exclude<Verdict, { kind: 'clear' }>, zone: string): FreeTime | undefined {
  if (verdict.kind === 'refused') return undefined;
  const free = verdict.kind === 'warn' ? verdict.suggested : verdict;
  return free && { publishAt: free.publishAt, wallTime: toWallTime(free.publishAt, zone), minutes: free.minutes };
}
