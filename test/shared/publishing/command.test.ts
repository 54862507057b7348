import { describe, expect, it } from 'vitest';
import { applyCommand, type Command } from '#shared/publishing/command.ts';
import { postStateOf, type TargetState, targetStates } from '#shared/publishing/states.ts';
import { createTarget, DUE } from './build.ts';

const acts: Record<string, Command> = {
  schedule: { type: 'schedule', revision: 4, publishAt: DUE + 5_000 },
  edit: { type: 'edit', revision: 4 },
  cancel: { type: 'cancel', revision: 4 },
  pause: { type: 'pause', revision: 4 },
  resume: { type: 'resume', revision: 4 },
  retry: { type: 'retry', revision: 4 },
  seen: { type: 'resolve', revision: 4, seen: true },
  notSeen: { type: 'resolve', revision: 4, seen: false },
};

describe('what a person may do to a target', () => {
  it('answers every act in every state the same way for ever', () => {
    const table = Object.fromEntries(
      targetStates.map((state) => [
        state,
        Object.entries(acts)
          .map(([name, by]) => {
            const result = applyCommand(createTarget({ state }), by, DUE - 1);
            return `${name}:${result.done ? result.target.state : `!${result.refusal}`}`;
          })
          .join(' '),
      ]),
    );
    expect(table).toMatchInlineSnapshot(`
      {
        "accepted": "schedule:!publishing edit:!publishing cancel:!publishing pause:!publishing resume:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "armed": "schedule:!publishing edit:!publishing cancel:!publishing pause:!publishing resume:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "cancelled": "schedule:scheduled edit:draft cancel:!not_scheduled pause:!not_scheduled resume:!not_paused retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "claimed": "schedule:!publishing edit:!publishing cancel:draft pause:paused resume:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "draft": "schedule:scheduled edit:draft cancel:!not_scheduled pause:!not_scheduled resume:!not_paused retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "failed": "schedule:scheduled edit:draft cancel:draft pause:!not_scheduled resume:!not_paused retry:scheduled seen:!not_in_doubt notSeen:!not_in_doubt",
        "missed": "schedule:scheduled edit:draft cancel:draft pause:!not_scheduled resume:!not_paused retry:scheduled seen:!not_in_doubt notSeen:!not_in_doubt",
        "needs_review": "schedule:!in_doubt edit:!in_doubt cancel:!in_doubt pause:!in_doubt resume:!in_doubt retry:!not_retryable seen:published notSeen:unknown",
        "partial": "schedule:!published edit:!published cancel:!published pause:!published resume:!published retry:scheduled seen:!not_in_doubt notSeen:!not_in_doubt",
        "paused": "schedule:scheduled edit:paused cancel:draft pause:!not_scheduled resume:scheduled retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "published": "schedule:!published edit:!published cancel:!published pause:!published resume:!published retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "scheduled": "schedule:scheduled edit:scheduled cancel:draft pause:paused resume:!not_paused retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "staged": "schedule:!publishing edit:!publishing cancel:draft pause:paused resume:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "unknown": "schedule:!publishing edit:!publishing cancel:!publishing pause:!publishing resume:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
      }
    `);
  });

  it('takes the fence away from whoever works on the target, and grows the version', () => {
    for (const [state, by] of [
      ['claimed', acts.cancel],
      ['staged', acts.cancel],
      ['scheduled', acts.edit],
    ] as const) {
      const result = applyCommand(createTarget({ state }), by as Command, DUE);
      expect(result).toMatchObject({ done: true, target: { fence: 2, version: 8, revision: 4 } });
    }
  });

  it('keeps the plan of what is paused in sight, and nothing that could carry it out', () => {
    for (const state of ['scheduled', 'claimed', 'staged'] as const) {
      const holding = {
        handle: { containerId: '9' },
        stagedAt: DUE,
        leaseUntil: DUE + 1,
        attempt: 2,
        retryAt: DUE + 1,
      };
      const result = applyCommand(
        createTarget({ state, ...holding, reason: 'platform.busy' }),
        acts.pause as Command,
        DUE,
      );
      const { target } = result as Extract<typeof result, { done: true }>;
      expect(target).toMatchObject({ state: 'paused', publishAt: DUE, revision: 4, version: 8, fence: 2, attempt: 0 });
      const { checkAt, retryAt, leaseUntil, handle, stagedAt, reason } = target;
      expect([checkAt, retryAt, leaseUntil, handle, stagedAt, reason].filter((left) => left !== undefined)).toEqual([]);
    }
  });

  it('resumes at the same time while that lies ahead, and never late', () => {
    const paused = createTarget({ state: 'paused', checkAt: undefined });
    const back = applyCommand(paused, acts.resume as Command, DUE - 1);
    expect(back).toMatchObject({
      done: true,
      action: 'target.resumed',
      target: { state: 'scheduled', publishAt: DUE },
    });
    expect(back.done && back.target).toMatchObject({ revision: 4, checkAt: DUE + 90_000, graceUntil: DUE + 3_600_000 });
    for (const now of [DUE, DUE + 1])
      expect(applyCommand(paused, acts.resume as Command, now)).toEqual({ done: false, refusal: 'too_late' });
    const later = applyCommand(paused, { type: 'schedule', revision: 4, publishAt: DUE + 5_000 }, DUE + 1);
    expect(later).toMatchObject({ done: true, target: { state: 'scheduled', publishAt: DUE + 5_000 } });
  });

  it('what is held back for a reason keeps it through an edit, and may be sent late where somebody asks for it', () => {
    const stop = { ...(acts.pause as Command), reason: 'account.stopped' } as Command;
    const stopped = applyCommand(createTarget({ state: 'scheduled' }), stop, DUE - 1);
    if (!stopped.done) throw new Error('not stopped');
    expect(stopped.target).toMatchObject({ state: 'paused', reason: 'account.stopped', publishAt: DUE });
    const edited = applyCommand(stopped.target, acts.edit as Command, DUE + 1);
    expect(edited).toMatchObject({ done: true, target: { state: 'paused', reason: 'account.stopped' } });
    expect(applyCommand(stopped.target, acts.retry as Command, DUE + 9)).toMatchObject({
      ...{ done: true, action: 'target.retried' },
      target: { state: 'scheduled', publishAt: DUE + 9 },
    });
    const resumed = applyCommand(stopped.target, acts.resume as Command, DUE - 1);
    expect(resumed.done && resumed.target.reason).toBeUndefined();
  });

  it('an edit leaves what is paused paused, at its time', () => {
    const result = applyCommand(createTarget({ state: 'paused', checkAt: undefined }), acts.edit as Command, DUE + 1);
    expect(result).toMatchObject({ done: true, target: { state: 'paused', publishAt: DUE, revision: 4 } });
    expect(result.done && result.target.checkAt).toBeUndefined();
  });

  it('forgets the prepared container when the content changes, so that the old revision can never go out', () => {
    const result = applyCommand(
      createTarget({ handle: { containerId: '9' }, attempt: 2, retryAt: DUE + 1 }),
      acts.edit as Command,
      DUE,
    );
    expect(result).toMatchObject({ done: true, target: { state: 'scheduled', publishAt: DUE, attempt: 0 } });
    expect(result.done && result.target.handle).toBeUndefined();
  });

  it('gives a new time its full hour of grace', () => {
    const publishAt = DUE + 5_000;
    expect(applyCommand(createTarget(), { type: 'schedule', revision: 4, publishAt }, DUE)).toMatchObject({
      target: { publishAt, graceUntil: publishAt + 3_600_000 },
    });
  });

  it('what is edited and has no minute to wait for is a draft', () => {
    const result = applyCommand(createTarget({ publishAt: undefined }), acts.edit as Command, DUE);
    expect(result).toMatchObject({ done: true, target: { state: 'draft' } });
  });

  it('what they see went out when it was armed, as far as anybody knows', () => {
    const seen = (armedAt: number | undefined) =>
      applyCommand(createTarget({ state: 'needs_review', armedAt }), acts.seen as Command, DUE + 60_000);
    expect(seen(DUE)).toMatchObject({ target: { publishedAt: DUE } });
    expect(seen(undefined)).toMatchObject({ target: { publishedAt: DUE + 60_000 } });
  });
});

describe('the state of a post', () => {
  it.each<[TargetState[], string]>([
    [[], 'draft'],
    [['cancelled'], 'draft'],
    [['scheduled', 'scheduled'], 'scheduled'],
    [['claimed', 'scheduled'], 'publishing'],
    [['published', 'scheduled'], 'publishing'],
    [['published', 'published'], 'published'],
    [['published', 'failed'], 'partial'],
    [['failed', 'missed'], 'failed'],
    [['missed'], 'missed'],
    [['needs_review', 'published'], 'needs_review'],
    [['paused', 'draft'], 'paused'],
  ])('%j is shown as %s', (states, shown) => {
    expect(postStateOf(states)).toBe(shown);
  });
});
