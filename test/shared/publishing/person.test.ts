import { describe, expect, it } from 'vitest';
import { act, type PersonAct } from '#shared/publishing/person.ts';
import { postStateOf, type TargetState, targetStates } from '#shared/publishing/states.ts';
import { createTarget, DUE } from './build.ts';

const acts: Record<string, PersonAct> = {
  schedule: { type: 'schedule', revision: 4, publishAt: DUE + 5_000 },
  edit: { type: 'edit', revision: 4 },
  cancel: { type: 'cancel', revision: 4 },
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
            const result = act(createTarget({ state }), by, DUE);
            return `${name}:${result.done ? result.target.state : `!${result.refusal}`}`;
          })
          .join(' '),
      ]),
    );
    expect(table).toMatchInlineSnapshot(`
      {
        "accepted": "schedule:!publishing edit:!publishing cancel:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "armed": "schedule:!publishing edit:!publishing cancel:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "cancelled": "schedule:scheduled edit:draft cancel:!not_scheduled retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "claimed": "schedule:!publishing edit:!publishing cancel:draft retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "draft": "schedule:scheduled edit:draft cancel:!not_scheduled retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "failed": "schedule:scheduled edit:draft cancel:draft retry:scheduled seen:!not_in_doubt notSeen:!not_in_doubt",
        "missed": "schedule:scheduled edit:draft cancel:draft retry:scheduled seen:!not_in_doubt notSeen:!not_in_doubt",
        "needs_review": "schedule:!in_doubt edit:!in_doubt cancel:!in_doubt retry:!not_retryable seen:published notSeen:scheduled",
        "partial": "schedule:!published edit:!published cancel:!published retry:scheduled seen:!not_in_doubt notSeen:!not_in_doubt",
        "published": "schedule:!published edit:!published cancel:!published retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "scheduled": "schedule:scheduled edit:scheduled cancel:draft retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "staged": "schedule:!publishing edit:!publishing cancel:draft retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
        "unknown": "schedule:!publishing edit:!publishing cancel:!publishing retry:!not_retryable seen:!not_in_doubt notSeen:!not_in_doubt",
      }
    `);
  });

  it('takes the fence away from whoever works on the target, and grows the version', () => {
    for (const [state, by] of [
      ['claimed', acts.cancel],
      ['staged', acts.cancel],
      ['scheduled', acts.edit],
    ] as const) {
      const result = act(createTarget({ state }), by as PersonAct, DUE);
      expect(result).toMatchObject({ done: true, target: { fence: 2, version: 8, revision: 4 } });
    }
  });

  it('forgets the prepared container when the content changes, so that the old revision can never go out', () => {
    const result = act(
      createTarget({ handle: { containerId: '9' }, attempt: 2, retryAt: DUE + 1 }),
      acts.edit as PersonAct,
      DUE,
    );
    expect(result).toMatchObject({ done: true, target: { state: 'scheduled', publishAt: DUE, attempt: 0 } });
    expect(result.done && result.target.handle).toBeUndefined();
  });

  it('gives a new time its full hour of grace', () => {
    const publishAt = DUE + 5_000;
    expect(act(createTarget(), { type: 'schedule', revision: 4, publishAt }, DUE)).toMatchObject({
      target: { publishAt, graceUntil: publishAt + 3_600_000 },
    });
  });

  it('what is edited and has no minute to wait for is a draft', () => {
    const result = act(createTarget({ publishAt: undefined }), acts.edit as PersonAct, DUE);
    expect(result).toMatchObject({ done: true, target: { state: 'draft' } });
  });

  it('what she sees went out when it was armed, as far as anybody knows', () => {
    const seen = (armedAt: number | undefined) =>
      act(createTarget({ state: 'needs_review', armedAt }), acts.seen as PersonAct, DUE + 60_000);
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
  ])('%j is shown as %s', (states, shown) => {
    expect(postStateOf(states)).toBe(shown);
  });
});
