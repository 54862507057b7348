import { describe, expect, it } from 'vitest';
import { applyCommand } from '#shared/publishing/command.ts';
import { postStateOf } from '#shared/publishing/states.ts';
import { step } from '#shared/publishing/step.ts';
import { isPartlyPublished } from '#shared/publishing/transitions.ts';
import { at, createTarget, DUE } from './build.ts';
import { moved } from './moved.ts';

const held = { fence: 2, attempt: 1, leaseUntil: DUE + 90_000, checkAt: DUE + 180_000 };
const claimed = createTarget({ ...held, state: 'claimed' });
const begun = createTarget({ ...claimed, handle: { children: '1' } });
const thread = createTarget({
  ...held,
  state: 'armed',
  handle: { first: '1' },
  pieces: 3,
  armedAt: DUE,
  armUntil: DUE,
});
const second = createTarget({ ...thread, parts: ['p1'] });
const last = createTarget({ ...thread, parts: ['p1', 'p2'] });

describe('a post that is handed over in several calls', () => {
  it('keeps what is there after each, and goes on with the next', () => {
    const one = moved(step(claimed, { type: 'staged', fence: 2, handle: { children: '1' }, more: true }, at(1_000)));
    expect(one).toMatchObject({
      action: undefined,
      target: { state: 'claimed', handle: { children: '1' }, leaseUntil: DUE + 91_000 },
      effects: [{ do: 'stage', afterMs: 0 }],
    });
    const all = moved(step(one.target, { type: 'staged', fence: 2, handle: { parent: '9' } }, at(2_000)));
    expect(all.target).toMatchObject({ state: 'staged', handle: { parent: '9' }, stagedAt: DUE + 2_000 });
  });

  it('is continued, not begun anew, by whoever takes over', () => {
    expect(moved(step(begun, { type: 'look' }, at(90_000)))).toMatchObject({
      target: { state: 'claimed', handle: { children: '1' } },
      effects: [{ do: 'stage', afterMs: 0 }],
    });
  });

  it('uses the parts again when one of them fails for the moment, and none when the network wants it anew', () => {
    const failed = (disposition: 'retry' | 'restage') =>
      moved(
        step(
          begun,
          { type: 'fault', fence: 2, during: 'stage', fault: { disposition, reason: 'media.unreachable' } },
          at(5_000),
        ),
      ).target;
    expect(failed('retry')).toMatchObject({ state: 'scheduled', handle: { children: '1' } });
    expect(failed('restage')).toMatchObject({ state: 'scheduled', reason: 'media.unreachable' });
    expect(failed('restage').handle).toBeUndefined();
  });

  it('does so ahead of its minute too', () => {
    const ahead = createTarget({ state: 'scheduled' });
    const one = moved(
      step(ahead, { type: 'staged', fence: 1, handle: { a: '1' }, more: true, pieces: 2 }, at(-600_000)),
    );
    expect(one).toMatchObject({ target: { pieces: 2, handle: { a: '1' } }, effects: [{ do: 'stage', afterMs: 0 }] });
    expect(one.target.stagedAt).toBeUndefined();
  });
});

describe('a thread', () => {
  it('goes out part by part, each armed on its own', () => {
    const next = moved(step(thread, { type: 'published', fence: 2, externalId: 'p1' }, at(3_000)));
    expect(next).toMatchObject({
      action: 'target.part_published',
      target: { state: 'staged', parts: ['p1'], armedAt: undefined, armUntil: undefined },
      effects: [{ do: 'check', afterMs: 0 }],
    });
    expect(moved(step(next.target, { type: 'checked', fence: 2, found: 'ready' }, at(4_000))).target.state).toBe(
      'armed',
    );
    const done = moved(step(last, { type: 'published', fence: 2, externalId: 'p3', permalink: 'x' }, at(9_000)));
    expect(done.target).toMatchObject({ state: 'published', externalId: 'p1', parts: ['p1', 'p2', 'p3'] });
  });

  it('of which a part is refused is partly out, never failed; sent again it goes on from there', () => {
    const refused = { disposition: 'permanent', reason: 'content.refused' } as const;
    const { target } = moved(step(second, { type: 'fault', fence: 2, during: 'publish', fault: refused }, at(5_000)));
    expect(target).toMatchObject({ state: 'partial', parts: ['p1'], reason: 'content.refused' });
    const again = applyCommand(target, { type: 'retry', revision: 4 }, DUE + 60_000);
    expect(again.done && again.target).toMatchObject({ state: 'scheduled', parts: ['p1'], pieces: 3 });
    for (const by of [{ type: 'edit' }, { type: 'cancel' }, { type: 'schedule', publishAt: DUE }] as const)
      expect(applyCommand(target, { ...by, revision: 4 }, DUE)).toEqual({ done: false, refusal: 'published' });
  });

  it('on its way again cannot be edited or cancelled either', () => {
    const waiting = createTarget({ state: 'scheduled', parts: ['p1'], pieces: 3 });
    expect(applyCommand(waiting, { type: 'cancel', revision: 4 }, DUE)).toEqual({ done: false, refusal: 'published' });
  });

  it('past its grace is partly out, not missed', () => {
    const late = createTarget({ ...second, state: 'staged' });
    expect(moved(step(late, { type: 'checked', fence: 2, found: 'ready' }, at(3_700_000))).target.state).toBe(
      'partial',
    );
  });

  it('with a part that is live under an unknown id stops there, and is not sent again', () => {
    const doubtful = createTarget({ ...second, state: 'unknown' });
    const { target } = moved(step(doubtful, { type: 'reconciled', fence: 2, found: 'live' }, at(200_000)));
    expect(target).toMatchObject({ state: 'partial', parts: ['p1', ''], reason: 'publishing.in_doubt' });
    expect(applyCommand(target, { type: 'retry', revision: 4 }, DUE)).toEqual({
      done: false,
      refusal: 'not_retryable',
    });
  });

  it('of which the head is live under an unknown id stops at once', () => {
    const doubtful = createTarget({ ...thread, state: 'unknown' });
    const { target } = moved(step(doubtful, { type: 'reconciled', fence: 2, found: 'live' }, at(200_000)));
    expect(target).toMatchObject({ state: 'partial', parts: [''], reason: 'publishing.in_doubt' });
    expect(applyCommand(target, { type: 'retry', revision: 4 }, DUE)).toEqual({
      done: false,
      refusal: 'not_retryable',
    });
  });

  it('of which nothing is out yet fails and can be changed like any other post', () => {
    const refused = { disposition: 'permanent', reason: 'content.refused' } as const;
    const { target } = moved(step(thread, { type: 'fault', fence: 2, during: 'publish', fault: refused }, at(5_000)));
    expect(target.state).toBe('failed');
    expect(applyCommand(target, { type: 'edit', revision: 4 }, DUE)).toMatchObject({
      done: true,
      target: { state: 'draft' },
    });
  });

  it('is partly out from its first part until its last', () => {
    const outs = [[], ['p1'], ['p1', 'p2'], ['p1', 'p2', 'p3']].map((parts) => isPartlyPublished({ ...thread, parts }));
    expect(outs).toEqual([false, true, true, false]);
  });

  it('in doubt that a person has seen: only that part is out, unless it was the last', () => {
    const resolve = { type: 'resolve', revision: 4, seen: true } as const;
    const middle = applyCommand(createTarget({ ...second, state: 'needs_review' }), resolve, DUE);
    expect(middle.done && middle.target).toMatchObject({ state: 'partial', parts: ['p1', ''] });
    const head = applyCommand(createTarget({ ...thread, pieces: 2, state: 'needs_review' }), resolve, DUE);
    expect(head.done && head.target).toMatchObject({ state: 'partial', parts: [''] });
    const end = applyCommand(createTarget({ ...last, state: 'needs_review' }), resolve, DUE);
    expect(end.done && end.target).toMatchObject({ state: 'published' });
  });

  it('makes its post partly published', () => {
    expect(postStateOf(['partial'])).toBe('partial');
    expect(postStateOf(['partial', 'failed'])).toBe('partial');
    expect(postStateOf(['partial', 'scheduled'])).toBe('publishing');
    expect(postStateOf(['partial', 'needs_review'])).toBe('needs_review');
  });
});
