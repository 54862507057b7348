import { busyStates, isResting, type TargetState } from '#shared/publishing/states.ts';
import { brokenComment } from './comments.ts';
import type { History } from './simulate.ts';

const MINUTE = 60_000;
/** Nothing may stand in an in-between state for longer when one thing goes wrong a few times … */
const LONGEST_IN_BETWEEN_MS = 15 * MINUTE;
/** … nor for longer than this when workers die and tables throttle one after the other, at every second step. */
const LONGEST_IN_DISASTER_MS = 40 * MINUTE;
const EARLIEST_MS = 60_000;
const working = new Set<TargetState>(busyStates);

/** What a history broke of the promises, in words; empty when it kept them all. */
export function broken(history: History): string[] {
  return history.table
    .all()
    .flatMap((target) => [...brokenFor(history, target.targetId), ...brokenComment(target, history.comments)]);
}

function brokenFor({ table, accepted, only }: History, targetId: string): string[] {
  const found: string[] = [];
  const rows = table.history(targetId);
  const last = rows.at(-1)?.target;
  if (last === undefined) return ['a target is gone'];
  const out = accepted.filter((post) => post.targetId === targetId);
  const say = (invariant: string, text: string) => void found.push(`${invariant} ${targetId}: ${text}`);

  // A person who saw nothing and asked for it again may well have it twice on two revisions; never on one.
  for (const revision of new Set(out.map((post) => post.revision))) {
    const times = out.filter((post) => post.revision === revision).length;
    if (times > 1) say('I1', `revision ${revision} went out ${times} times`);
  }
  if (out.length > 1) say('I1', `went out as revisions ${out.map(({ revision }) => revision).join(' and ')}`);
  if (last.state === 'published' && out.length === 0) say('I2', 'is shown as published, and the platform has nothing');
  if (last.state === 'published' && out[0] && out[0].revision > last.revision) say('I2', 'another revision is out');
  if ((last.state === 'failed' || last.state === 'missed' || last.state === 'draft') && out.length > 0)
    say('I3', `is ${last.state}, and the platform has it`);
  if (!isResting(last.state)) say('I4', `has not come to rest, but is ${last.state}`);
  for (const [at, row] of rows.entries()) {
    const until = rows[at + 1]?.at;
    const patience = only === undefined ? LONGEST_IN_DISASTER_MS : LONGEST_IN_BETWEEN_MS;
    if (working.has(row.target.state) && until !== undefined && until - row.at > patience)
      say('I4', `stood ${Math.round((until - row.at) / MINUTE)} minutes as ${row.target.state}`);
    const before = rows[at - 1]?.target;
    if (before && row.target.fence < before.fence) say('I5', 'its fence went back');
    if (before && row.target.version !== before.version + 1) say('I5', 'a version was written twice or left out');
  }
  if (table.audits.filter((audit) => audit.targetId === targetId).length !== rows.length)
    say('I6', 'a change has no audit row');
  for (const post of out) {
    const asked = rows.filter(({ at }) => at <= post.at).at(-1)?.target;
    if (asked?.publishAt !== undefined && post.at < asked.publishAt - EARLIEST_MS) say('F12', 'went out too early');
    if (asked?.graceUntil !== undefined && post.at > asked.graceUntil + MINUTE) say('F19', 'went out after its grace');
  }
  return found;
}
