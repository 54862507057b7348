import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  composerOf,
  contentOf,
  emptyComposer,
  isDirty,
} from '../../../web/src/features/posts/composer/composer-state.ts';
import { type Act, createDraft } from '../../../web/src/features/posts/composer/draft.ts';
import { ConflictError } from '../../../web/src/features/posts/composer/draft-saver.ts';
import { createLines } from '../../../web/src/features/posts/post-line.ts';
import { NetworkError } from '../../../web/src/lib/api-problem.ts';
import { createPost } from './builders.ts';
import { type Fate, startModelServer } from './model-server.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Done = { name: Act; caption: string; wallTime: string; result: boolean | 'lost' | 'conflict' };

/** A composer over a model server; time passes only when a test lets it. */
function open(fates: readonly Fate[], from?: ReturnType<typeof createPost>) {
  const server = startModelServer(fates, from);
  const state = from ? composerOf(from) : emptyComposer();
  const draft = createDraft(state, { api: server.api, lines: createLines(server.api), onStored: () => undefined });
  const stop = draft.start();
  const done: Done[] = [];
  let typed = 0;
  let hour = 10;

  const press = (name: Act) => {
    const { caption, date, time } = draft.state.get();
    const pressed = { name, caption, wallTime: `${date}T${time}` };
    draft.act(name).then(
      (result) => done.push({ ...pressed, result }),
      (error: unknown) => {
        if (error instanceof NetworkError) done.push({ ...pressed, result: 'lost' });
        else if (error instanceof ConflictError) done.push({ ...pressed, result: 'conflict' });
        else throw error;
      },
    );
  };
  const events = {
    type: () => draft.dispatch({ kind: 'typed', caption: `نص ${++typed}` }),
    time: () => draft.dispatch({ kind: 'time_chosen', date: '2026-03-01', time: `${++hour % 24}:00`.padStart(5, '0') }),
    // The composer does not let anybody press it without a time.
    schedule: () => (draft.state.get().date === '' ? undefined : press('schedule')),
    publish: () => press('publish'),
    save: () => press('save'),
    // Offered only for what is planned.
    cancel: () => draft.state.get().post?.state === 'scheduled' && press('cancel'),
    online: () => void dispatchEvent(new Event('online')),
    colleague: () => server.colleague({ caption: 'نص سارة' }),
  };
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { server, draft, done, events, pass, stop, typed: () => typed };
}
type Event = keyof ReturnType<typeof open>['events'];

const quick: Fate = { there: 80, back: 80 };
const well = Array.from({ length: 200 }, () => quick);
const asDraft = () => createPost({ state: 'draft', caption: 'نص', media: [], revision: 1 });

describe('typing and pressing Schedule right after', () => {
  it.each([100, 300, 500, 700, 790, 800, 810, 1000])(
    'schedules exactly what was written, %i ms after the last letter, on a slow link',
    async (after) => {
      for (const latency of [20, 165, 300, 560]) {
        const fate = { there: latency / 2, back: latency / 2 };
        const { server, draft, done, events, pass, stop } = open([fate], asDraft());
        events.time();
        events.type();
        await pass(after);
        events.schedule();
        await pass(10_000);
        stop(true);
        expect(done.map(({ result }) => result)).toEqual([true]);
        expect(draft.saving.get().kind).toBe('saved');
        // One save and one schedule: nothing is written twice.
        expect(server.accepted.map(({ what, caption }) => [what, caption])).toEqual([
          ['edit', 'نص 1'],
          ['schedule', 'نص 1'],
        ]);
      }
    },
  );
});

describe('an act', () => {
  it('keeps what was typed while it was under way, and does not put it into what is scheduled', async () => {
    const { server, draft, events, pass } = open([quick], asDraft());
    events.time();
    events.type();
    events.schedule();
    await pass(100);
    events.type();
    await pass(10_000);
    expect(server.post()).toMatchObject({ state: 'scheduled', caption: 'نص 1' });
    expect(draft.state.get().caption).toBe('نص 2');
    expect(isDirty(draft.state.get())).toBe(true);
  });

  it('saves once, though a save by itself was already waiting for its turn', async () => {
    const slow: Fate = { there: 600, back: 600 };
    const { server, events, pass } = open([slow], asDraft());
    events.time();
    events.type();
    await pass(900);
    events.type();
    await pass(850);
    events.schedule();
    events.type();
    await pass(20_000);
    expect(server.accepted.map(({ what, caption }) => [what, caption])).toEqual([
      ['edit', 'نص 1'],
      ['edit', 'نص 2'],
      ['schedule', 'نص 2'],
    ]);
  });

  it('whose answer was lost is found again by what is written next, and blames nobody', async () => {
    const lost: Fate = { there: 80, back: 80, lost: 'after' };
    const { server, draft, done, events, pass } = open([lost, ...well], asDraft());
    events.time();
    events.schedule();
    await pass(1_000);
    events.type();
    await pass(10_000);
    expect(done.map(({ result }) => result)).toEqual(['lost']);
    // What was scheduled is not replaced by half a sentence, and the screen knows that it is scheduled.
    expect(server.post()).toMatchObject({ state: 'scheduled', caption: 'نص' });
    expect(draft.state.get().post?.state).toBe('scheduled');
    expect(draft.saving.get().kind).not.toBe('conflict');
  });

  it('never repeats itself: a lost publish stays lost until somebody presses again', async () => {
    const { server, events, pass, draft } = open([{ ...quick, lost: 'before' }, quick], asDraft());
    events.publish();
    await pass(60_000);
    expect(server.accepted).toEqual([]);
    expect(draft.busy.get()).toBeUndefined();
  });
});

describe('leaving the page', () => {
  it('stores what was typed in the last moment, once', async () => {
    const { server, events, pass, stop } = open([quick], asDraft());
    events.type();
    await pass(100);
    stop(true);
    await pass(60_000);
    expect(server.accepted.map(({ caption }) => caption)).toEqual(['نص 1']);
  });

  it('stores nothing for somebody who has just signed out', async () => {
    const { server, events, pass, stop } = open([quick], asDraft());
    events.type();
    stop(false);
    await pass(60_000);
    expect(server.calls()).toBe(0);
  });
});

const ours: Event[] = ['type', 'type', 'time', 'schedule', 'publish', 'save', 'cancel', 'online'];
const fate = (lost: fc.Arbitrary<Fate['lost']>) =>
  fc
    .record({ there: fc.nat(600), back: fc.nat(600), lost })
    .map(({ lost: how, ...times }): Fate => (how ? { ...times, lost: how } : times));
const sound = fate(fc.constant(undefined));
const lossy = fate(
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.constantFrom('before', 'after', 'late')),
);
const steps = (events: readonly Event[]) =>
  fc.array(fc.tuple(fc.nat(1_500), fc.constantFrom(...events)), { minLength: 1, maxLength: 12 });
const start = fc.constantFrom(undefined, asDraft(), createPost({ media: [], revision: 1 }));

/** Plays the events, then lets everything come to rest. */
async function play(fates: readonly Fate[], from: ReturnType<typeof asDraft> | undefined, events: [number, Event][]) {
  const scene = open(fates, from);
  for (const [gap, event] of events) {
    await scene.pass(gap);
    scene.events[event]();
  }
  await scene.pass(300_000);
  return scene;
}

describe('every order of what a person does', () => {
  const run = { numRuns: 200 };

  it('is carried out one after the other and refuses nothing, while only we write', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sound, { minLength: 1 }), start, steps(ours), async (fates, from, events) => {
        const { server, draft, done, typed, stop } = await play(fates, from, events);
        stop(true);
        expect(server.most()).toBeLessThanOrEqual(1);
        expect(draft.saving.get().kind).not.toBe('conflict');
        for (const { result } of done) expect(result).toBeTypeOf('boolean');
        // What was acted on is what was on the screen at the press.
        const acted = done.filter(({ name, result }) => result === true && (name === 'schedule' || name === 'publish'));
        const there = server.accepted.filter(({ what }) => what === 'schedule' || what === 'publish');
        expect(there.map(({ what, caption }) => [what, caption])).toEqual(
          acted.map(({ name, caption }) => [name, caption]),
        );
        for (const [index, { name, wallTime }] of acted.entries())
          if (name === 'schedule') expect(there[index]?.wallTime).toBe(wallTime);
        // Nothing is stored twice, and a draft ends as it is on the screen.
        const texts = server.accepted.filter(({ what }) => what === 'edit' || what === 'create');
        for (const [index, { caption }] of texts.entries()) expect(caption).not.toBe(texts[index - 1]?.caption);
        if (server.post()?.state === 'draft' && typed() > 0)
          expect(server.post()?.caption).toBe(draft.state.get().caption);
      }),
      run,
    );
  });

  it('ends well when answers are lost: no false colleague, no second draft, nothing typed lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(lossy, { minLength: 1 }), start, steps(ours), async (fates, from, events) => {
        // In the end the network is well again, or nothing could ever arrive.
        const { server, draft, done, stop } = await play([...fates, ...well], from, events);
        stop(true);
        expect(draft.saving.get().kind).not.toBe('conflict');
        expect(done.filter(({ result }) => result === 'conflict')).toEqual([]);
        expect(server.accepted.filter(({ what }) => what === 'create').length).toBeLessThanOrEqual(1);
        const { post } = draft.state.get();
        if (post?.state === 'draft' && server.post()?.state === 'draft')
          expect(contentOf(composerOf(server.post() ?? asDraft())).caption).toBe(draft.state.get().caption);
      }),
      run,
    );
  });

  it('never overwrites a colleague, and names nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lossy, { minLength: 1 }),
        start.filter((from) => from !== undefined),
        steps([...ours, 'colleague']),
        async (fates, from, events) => {
          const { server, draft, stop } = await play(fates, from, events);
          stop(true);
          const first = server.accepted.findIndex(({ by }) => by === 'colleague');
          const saving = draft.saving.get();
          if (saving.kind === 'conflict') {
            expect(first).toBeGreaterThanOrEqual(0);
            // A change between the refusal and the look at it is nobody's for us.
            expect(['colleague', 'unknown']).toContain(saving.by.kind);
          }
          // Nobody was asked, so nothing of ours comes after a change that we have not seen.
          if (first >= 0) expect(server.accepted.slice(first).filter(({ by }) => by === 'me')).toEqual([]);
        },
      ),
      run,
    );
  });
});
