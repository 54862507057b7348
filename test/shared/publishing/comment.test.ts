import { describe, expect, it } from 'vitest';
import { applyCommand } from '#shared/publishing/command.ts';
import { withFirstComment } from '#shared/publishing/comment.ts';
import type { PublishingEvent, Step } from '#shared/publishing/event.ts';
import { postStateOf } from '#shared/publishing/states.ts';
import { step } from '#shared/publishing/step.ts';
import { type FirstComment, type Target, timing } from '#shared/publishing/target.ts';
import { addPostcard, CARD, POSTCARD } from '#test/support/made-up-network.ts';
import { at, createTarget, DUE } from './build.ts';

const MINUTE = 60_000;
const unclear = { disposition: 'unknown', reason: 'publishing.in_doubt' } as const;
const waiting: FirstComment = { state: 'waiting', attempt: 0 };
const posting: FirstComment = { state: 'posting', attempt: 1, at: DUE + 7_000, nextAt: DUE + 87_000 };

const armed = createTarget({
  ...{ state: 'armed', fence: 2, attempt: 1, handle: { containerId: '9' }, comment: waiting },
  ...{ stagedAt: DUE + 1_000, armedAt: DUE + 6_000, armUntil: DUE + 26_000, checkAt: DUE + 180_000 },
});
const out = (comment: FirstComment, change: Partial<Target> = {}) =>
  createTarget({
    ...{ state: 'published', fence: 2, attempt: 1, externalId: '17', permalink: 'https://p', comment },
    ...{ publishedAt: DUE + 7_000, checkAt: DUE + 187_000, ...change },
  });

function moved(result: Step) {
  if (result.kind !== 'moved') throw new Error(`Expected a move, got ${JSON.stringify(result)}`);
  return result;
}
const play = (target: Target, event: PublishingEvent, ms: number) => moved(step(target, event, at(ms)));
const look: PublishingEvent = { type: 'look' };
const sought = (found: 'absent' | 'unsure'): PublishingEvent => ({ type: 'comment_sought', fence: 2, found });
const fault = (during: 'comment' | 'find_comment', report: object): PublishingEvent =>
  ({ type: 'fault', fence: 2, during, fault: report }) as PublishingEvent;

describe('which targets have a first comment', () => {
  it('those of a post that has one, on a network that takes comments', () => {
    expect(withFirstComment(createTarget(), true).comment).toEqual(waiting);
    expect(withFirstComment(createTarget({ comment: waiting }), false).comment).toBeUndefined();
  });

  it('not on a network that takes none', () => {
    const remove = addPostcard();
    expect(withFirstComment(createTarget({ platform: POSTCARD, kind: CARD }), true).comment).toBeUndefined();
    remove();
  });

  it('a retried, moved or cancelled post keeps it', () => {
    const failed = createTarget({ state: 'failed', comment: waiting });
    for (const by of [
      { type: 'retry', revision: 4 },
      { type: 'schedule', revision: 4, publishAt: DUE },
      { type: 'cancel', revision: 4 },
    ] as const)
      expect(applyCommand(failed, by, DUE)).toMatchObject({ done: true, target: { comment: waiting } });
  });
});

describe('a first comment that meets no trouble', () => {
  it('is stored as being posted together with the publication, then posted, and the target rests', () => {
    const live = play(armed, { type: 'published', fence: 2, externalId: '17', permalink: 'https://p' }, 7_000);
    expect(live).toMatchObject({
      action: 'target.published',
      target: { state: 'published', comment: posting, checkAt: DUE + 7_000 + timing.watchMs, version: 8 },
      effects: [{ do: 'comment', afterMs: 0 }],
    });

    const done = play(live.target, { type: 'commented', fence: 2, externalId: 'c1' }, 8_000);
    expect(done).toMatchObject({ action: 'comment.posted', effects: [] });
    expect(done.target).toMatchObject({ state: 'published', comment: { state: 'posted', externalId: 'c1' } });
    expect(done.target.checkAt).toBeUndefined();
  });

  it('begins as well when the post is found live after doubt', () => {
    const doubted = createTarget({ ...armed, state: 'unknown' });
    const found = play(doubted, { type: 'reconciled', fence: 2, found: 'live', externalId: '17' }, 30_000);
    expect(found).toMatchObject({ target: { comment: { state: 'posting' } }, effects: [{ do: 'comment' }] });
  });

  it('leaves a post without one exactly as it was: no effect, nothing in the due index', () => {
    const plain = createTarget({ ...armed, comment: undefined });
    const live = play(plain, { type: 'published', fence: 2, externalId: '17', permalink: 'https://p' }, 7_000);
    expect(live.effects).toEqual([]);
    expect(live.target).toMatchObject({ state: 'published', checkAt: undefined, comment: undefined });
  });

  it('still has the address looked for when that was not found at first', () => {
    const done = play(out(posting, { permalink: undefined }), { type: 'commented', fence: 2, externalId: 'c' }, 8_000);
    expect(done.target.checkAt).toBe(DUE + 8_000 + timing.watchMs);
  });
});

describe('doubt about a comment', () => {
  it('an unclear answer is looked into, never sent again at once', () => {
    const doubt = play(out(posting), fault('comment', unclear), 27_000);
    expect(doubt).toMatchObject({
      action: 'comment.sought',
      target: { comment: { state: 'posting', attempt: 1, nextAt: DUE + 42_000 } },
      effects: [{ do: 'find_comment', afterMs: timing.firstDoubtMs }],
    });
  });

  it('a dead worker’s comment is looked for only when nobody can be sending it any more', () => {
    expect(step(out(posting), look, at(56_999))).toEqual({ kind: 'ignored', why: 'early' });
    expect(step(out(posting), look, at(87_000))).toEqual({
      kind: 'continue',
      effects: [{ do: 'find_comment', afterMs: 0 }],
    });
  });

  it('found means posted', () => {
    const found = play(out(posting), { type: 'comment_sought', fence: 2, found: 'live', externalId: 'c' }, 42_000);
    expect(found.target.comment).toEqual({ state: 'posted', attempt: 1, externalId: 'c' });
  });

  it('absence counts only after everybody’s time-outs and only twice a minute apart; then it is tried again', () => {
    const early = play(out(posting), sought('absent'), 42_000);
    expect(early.target.comment).toMatchObject({ state: 'posting', nextAt: DUE + 87_000 });
    expect(early.target.comment?.absentAt).toBeUndefined();
    const once = play(early.target, sought('absent'), 87_000);
    expect(once.target.comment).toMatchObject({ state: 'posting', absentAt: DUE + 87_000, nextAt: DUE + 147_000 });
    const proved = play(once.target, sought('absent'), 147_000);
    expect(proved).toMatchObject({
      action: 'comment.deferred',
      target: { state: 'published', comment: { state: 'waiting', attempt: 1, nextAt: DUE + 162_000 } },
      effects: [{ do: 'look', afterMs: 15_000 }],
    });
    expect(step(proved.target, look, at(131_000))).toEqual({ kind: 'ignored', why: 'early' });
    const second = play(proved.target, look, 162_000);
    expect(second).toMatchObject({
      action: 'comment.posting',
      target: { fence: 3, comment: { state: 'posting', attempt: 2, at: DUE + 162_000 } },
      effects: [{ do: 'comment', afterMs: 0 }],
    });
  });

  it('a list that does not show everything proves nothing, and undoes an absence', () => {
    const once = out({ ...posting, absentAt: DUE + 87_000 });
    const unsure = play(once, sought('unsure'), 147_000);
    expect(unsure.target.comment).toEqual({ ...posting, nextAt: DUE + 287_000 });
  });

  it('is asked about ever more rarely', () => {
    const waits: number[] = [];
    let target = out(posting);
    for (let ms = 67_000; target.comment?.state === 'posting' && waits.length < 20; ) {
      const next = step(target, sought('unsure'), at(ms));
      if (next.kind !== 'moved') break;
      target = next.target;
      waits.push((next.effects[0]?.afterMs ?? 0) / 1_000);
      ms += (next.effects[0]?.afterMs ?? 0) + 1;
    }
    expect(waits.map(Math.round)).toEqual([60, 120, 240, 240, 0]);
    expect(target.comment?.state).toBe('unknown');
  });

  it.each([
    ['it could not be read', fault('find_comment', { disposition: 'reconnect', reason: 'account.reconnect' })],
    ['the list did not show everything', sought('unsure')],
    ['it was not there yet', sought('absent')],
  ])('for twelve minutes: %s; then it rests as unknown and is never sent again by itself', (_, event) => {
    const target = out({ ...posting, nextAt: undefined });
    const { comment } = play(target, event, 7_000 + 12 * MINUTE).target;
    expect(comment?.state).toBe('posting');
    const rests = event.type === 'comment_sought' && event.found === 'absent';
    const late = play(rests ? out({ ...posting, absentAt: undefined }) : target, event, 8_000 + 12 * MINUTE);
    expect(late.target).toMatchObject({
      state: 'published',
      comment: { state: 'unknown', reason: 'comment.in_doubt' },
    });
    expect(late.target.checkAt).toBeUndefined();
    expect(step(late.target, look, at(60 * MINUTE)).kind).toBe('ignored');
  });

  it('nobody who looks after those twelve minutes asks again, even when every worker before died', () => {
    expect(play(out(posting), look, 8_000 + 12 * MINUTE).target.comment?.state).toBe('unknown');
  });
});

describe('a comment that is refused', () => {
  it('fails for itself only; the post stays published and so does the whole', () => {
    const refused = { disposition: 'permanent', reason: 'comment.not_permitted' };
    const { target } = play(out(posting), fault('comment', refused), 8_000);
    expect([target.state, target.reason]).toEqual(['published', undefined]);
    expect(target.comment).toEqual({ state: 'failed', attempt: 1, reason: 'comment.not_permitted' });
    expect(postStateOf([target.state])).toBe('published');
  });

  it('is tried three times when that may help, each time later, and never before the network’s own wait', () => {
    const busy = { disposition: 'retry', reason: 'platform.busy', retryAfterMs: 20 * MINUTE };
    const first = play(out(posting), fault('comment', busy), 8_000);
    expect(first.target).toMatchObject({
      comment: { state: 'waiting', attempt: 1, reason: 'platform.busy', nextAt: DUE + 8_000 + 20 * MINUTE },
      checkAt: DUE + 8_000 + 20 * MINUTE + timing.leaseMs,
    });
    const third = play(out({ ...posting, attempt: 3 }), fault('comment', busy), 8_000);
    expect(third.target.comment).toEqual({ state: 'failed', attempt: 3, reason: 'comment.gave_up' });
  });
});

describe('a comment on a post whose id is not known yet', () => {
  const nameless = out(waiting, { externalId: undefined, permalink: undefined });

  it('waits while the post is looked for, and begins when it is found', () => {
    const looking = play(nameless, look, 187_000);
    expect(looking).toMatchObject({ target: { polls: 1 }, effects: [{ do: 'permalink' }] });
    const found = play(looking.target, { type: 'published', fence: 2, externalId: '17', permalink: 'p' }, 188_000);
    expect(found).toMatchObject({
      action: 'target.linked',
      target: { comment: { state: 'posting' }, checkAt: DUE + 188_000 + timing.watchMs },
      effects: [{ do: 'comment' }],
    });
  });

  it('is given up and says so when the post was not found three times', () => {
    const { target } = play({ ...nameless, polls: 3 }, look, 187_000);
    expect(target.comment).toEqual({ state: 'failed', attempt: 0, reason: 'comment.post_not_found' });
  });

  it('is looked for after a person has seen the post', () => {
    const asked = createTarget({ ...armed, state: 'needs_review', polls: 5, checkAt: undefined });
    const seen = applyCommand(asked, { type: 'resolve', revision: 4, seen: true }, DUE + 20 * MINUTE);
    if (!seen.done) throw new Error(seen.refusal);
    expect(play(seen.target, look, 20 * MINUTE)).toMatchObject({ effects: [{ do: 'permalink' }] });
  });
});

it('a worker who lost the fence can report nothing about the comment either', () => {
  const target = out(posting, { fence: 3 });
  for (const event of [
    { type: 'commented', fence: 2, externalId: 'c' } as const,
    sought('absent'),
    fault('comment', unclear),
  ])
    expect(step(target, event, at(8_000))).toEqual({ kind: 'ignored', why: 'fenced' });
});

it('nothing said about a comment moves one that is not being posted', () => {
  for (const state of ['waiting', 'posted', 'failed', 'unknown'] as const)
    for (const event of [
      { type: 'commented', fence: 2, externalId: 'c' } as const,
      sought('absent'),
      fault('comment', unclear),
      fault('find_comment', unclear),
    ])
      expect(step(out({ state, attempt: 1 }), event, at(8_000))).toEqual({ kind: 'ignored', why: 'impossible' });
});
