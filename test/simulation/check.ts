import { busyStates, isResting, type TargetState } from '#shared/publishing/states.ts';
import { timing } from '#shared/publishing/target.ts';
import { brokenComment } from './comments.ts';
import type { History } from './simulate.ts';

const MINUTE = 60_000;
/** Nothing may stand in an in-between state for longer when one thing goes wrong a few times … */
const LONGEST_IN_BETWEEN_MS = 15 * MINUTE;
/** … nor for longer than this when workers die and tables throttle one after the other, at every second step. */
const LONGEST_IN_DISASTER_MS = 40 * MINUTE;
/** Fewer than this do not even trip the circuit. */
const CROWD = 100;
const MOST_CALLS_PER_TARGET = 1.1;
/** What was armed in the last instant may arrive so much later. */
const UNDERWAY_MS = timing.armMs + timing.inFlightMs;
/** A warm worker remembers for so long that a business was active. */
const SEEN_MS = MINUTE + UNDERWAY_MS;
const EARLIEST_MS = 60_000;
/** States that say: it did not go out. */
const kept = new Set<TargetState>(['failed', 'missed', 'draft', 'paused']);
const working = new Set<TargetState>(busyStates);

/** What a history broke of the promises, in words; empty when it kept them all. */
export function broken(history: History): string[] {
  const { table, calls, comments } = history;
  const targets = table.all();
  const found = targets.flatMap((target) => [
    ...brokenFor(history, target.targetId),
    ...brokenComment(target, comments),
  ]);
  if (targets.length >= CROWD && calls.duringOutage > MOST_CALLS_PER_TARGET * targets.length)
    found.push(`F19: ${calls.duringOutage} calls for ${targets.length} targets while the platform was down`);
  if (calls.refreshes > calls.expiries) found.push(`F14: ${calls.refreshes} refreshes of ${calls.expiries} tokens`);
  return found;
}

function brokenFor({ table, accepted, comments, suspensions, only }: History, targetId: string): string[] {
  const found: string[] = [];
  const rows = table.history(targetId);
  const last = rows.at(-1)?.target;
  if (last === undefined) return ['a target is gone'];
  const out = accepted.filter((post) => post.targetId === targetId);
  const say = (invariant: string, text: string) => void found.push(`${invariant} ${targetId}: ${text}`);

  // Never on two revisions either: people never lie about what they see.
  const parts = new Set(out.map(({ part }) => part));
  for (const part of parts) {
    const revisions = out.filter((post) => post.part === part).map(({ revision }) => revision);
    if (revisions.length > 1) say('I1', `part ${part} went out ${revisions.length} times (revisions ${revisions})`);
  }
  if (last.state === 'published' && parts.size !== (last.pieces ?? 1))
    say('I2', `is shown as published, and the platform has ${parts.size} of ${last.pieces ?? 1} parts`);
  if (last.state === 'partial' && parts.size !== last.parts?.length)
    say('I2', `is shown with ${last.parts?.length} parts, and the platform has ${parts.size}`);
  if (last.state === 'published' && out[0] && out[0].revision > last.revision) say('I2', 'another revision is out');
  if (kept.has(last.state) && out.length > 0) say('I3', `is ${last.state}, and the platform has it`);
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
  const audited = new Set(table.audits.filter((audit) => audit.targetId === targetId).map(({ version }) => version));
  for (const [at, { target }] of rows.entries())
    if (target.state !== rows[at - 1]?.target.state && !audited.has(target.version))
      say('I6', `became ${target.state} without an audit row`);
  for (const { at } of [...out, ...comments.filter((comment) => comment.targetId === targetId)])
    if (suspensions.some(({ from, to }) => at > from + SEEN_MS && at < to))
      say('F33', 'went out of a suspended business');
  for (const post of out) {
    const asked = rows.filter(({ at }) => at <= post.at).at(-1)?.target;
    if (asked?.publishAt !== undefined && post.at < asked.publishAt - EARLIEST_MS) say('F12', 'went out too early');
    if (asked?.graceUntil !== undefined && post.at > asked.graceUntil + UNDERWAY_MS)
      say('F19', 'went out after its grace');
  }
  return found;
}
