import { auditRow } from '#functions/audit/audit-row.ts';
import { changersSince } from '#functions/audit/changers-since.ts';
import { backoff } from '#runtime/backoff.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { transactUnlessConflict, type Write } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem, type ProblemCode } from '#shared/contract/problem.ts';
import { applyCommand, type Command, type Refusal } from '#shared/publishing/command.ts';
import { postStateOf } from '#shared/publishing/states.ts';
import type { Target } from '#shared/publishing/target.ts';
import {
  bodyWrite,
  headerWrite,
  type PostBody,
  type PostHeader,
  targetRemoval,
  targetWrite,
  type WholePost,
  wholePost,
} from './post.store.ts';

/** What a use case wants to become of a post. `header` fields given here replace the old ones. */
export type Decision = {
  action: string;
  header?: Partial<PostHeader>;
  body?: PostBody;
  changed?: readonly Target[];
  added?: readonly Target[];
  removed?: readonly Target[];
  detail?: Record<string, string | number | boolean | undefined>;
  /** What else is written with it. When it is refused, the change is decided anew. */
  also?: readonly Write[];
};

/** A worker may move a target between our reading and our writing; then we read again and tell the truth. */
const TRIES = 4;

/**
 * Changes a post in one transaction: header, text, targets and the audit row, all conditional on what was read.
 * `decide` throws a `Problem` when the change is not possible; it is asked again after a lost race.
 */
export async function changePost(
  actor: TenantActor,
  postId: string,
  revision: number,
  deed: Deed<string>,
  decide: (whole: WholePost, nextRevision: number) => Decision | Promise<Decision>,
): Promise<WholePost> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await backoff(attempt);
    const whole = await wholePost(actor.clientId, postId);
    if (!whole) throw new Problem('post.not_found');
    if (whole.header.revision !== revision) throw await changedSince(actor, whole.header, revision);
    const decision = await decide(whole, revision + 1);
    const next = await save(actor, whole, decision, deed);
    if (next) return next;
  }
  throw new Problem('post.changed');
}

/** What the header repeats of the targets. */
export const placesOf = (targets: readonly Pick<Target, 'platform' | 'accountId'>[]) => ({
  platforms: [...new Set(targets.map(({ platform }) => platform))],
  accountIds: targets.map(({ accountId }) => accountId),
});

async function save(
  actor: TenantActor,
  whole: WholePost,
  decision: Decision,
  deed: Deed<string>,
): Promise<WholePost | undefined> {
  const { changed = [], added = [], removed = [] } = decision;
  const gone = new Set(removed.map(({ targetId }) => targetId));
  const replaced = new Map(changed.map((target) => [target.targetId, target]));
  const kept = whole.targets.filter(({ targetId }) => !gone.has(targetId));
  const targets = [...kept.map((target) => replaced.get(target.targetId) ?? target), ...added];
  const header: PostHeader = {
    ...whole.header,
    ...decision.header,
    revision: whole.header.revision + 1,
    version: whole.header.version + 1,
    state: postStateOf(targets.map(({ state }) => state)),
    ...placesOf(targets),
    updatedAt: now(),
  };
  const written = await transactUnlessConflict([
    ...headerWrite(header),
    ...(decision.body ? bodyWrite(decision.body) : []),
    ...changed.flatMap((target) => targetWrite(target)),
    ...added.flatMap((target) => targetWrite(target, true)),
    ...removed.flatMap(targetRemoval),
    ...auditRow({
      clientId: actor.clientId,
      subjectId: header.postId,
      action: decision.action,
      actor,
      detail: { revision: header.revision, ...decision.detail },
    }),
    ...(decision.also ?? []),
    ...deed.done(header.postId),
  ]);
  return written?.done ? { header, body: decision.body ?? whole.body, targets } : undefined;
}

/** Names a colleague only where one made a newer revision: whoever meets only their own is told just that. */
async function changedSince({ userId }: TenantActor, header: PostHeader, revision: number): Promise<Problem> {
  const changers = await changersSince(header.clientId, header.postId, revision);
  const colleague = changers.find((changer) => changer.userId !== userId);
  const issue = colleague ? 'changed_by_colleague' : changers.length > 0 ? 'changed_by_you' : 'changed';
  const named = colleague ? { by: colleague.name } : {};
  return new Problem('post.changed', { issues: [{ path: 'body.revision', issue, limit: header.revision, ...named }] });
}

const refusals: Record<Refusal, ProblemCode> = {
  publishing: 'post.publishing',
  published: 'post.already_published',
  in_doubt: 'post.publishing',
  not_scheduled: 'post.not_scheduled',
  not_paused: 'post.not_paused',
  too_late: 'post.resume_too_late',
  not_retryable: 'target.not_retryable',
  not_in_doubt: 'target.not_in_doubt',
};

/** Applies a person's act to a target, or says who was faster. */
export function applied(target: Target, by: Command): Target {
  const result = applyCommand(target, by, now());
  if (!result.done) throw new Problem(refusals[result.refusal]);
  return result.target;
}

/** Takes a post out of the calendar. The wall time stays, to be offered when it is scheduled again. */
export const unplanned = { publishAt: undefined, dueAt: undefined } as const;

/**
 * The other targets that go out by themselves at the planned minute, as they are in the new revision: its schedule
 * finds only what belongs to it. What is tried again has messages of its own.
 */
export const alongside = (targets: readonly Target[], chosen: readonly Target[], revision: number): Target[] =>
  targets
    .filter((target) => target.state === 'scheduled' && target.retryAt === undefined && !chosen.includes(target))
    .map((target) => applied(target, { type: 'edit', revision }));
