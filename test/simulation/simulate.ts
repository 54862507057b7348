import { needsWorker } from '#shared/publishing/look.ts';
import type { Target } from '#shared/publishing/target.ts';
import { createTarget, DUE } from '../shared/publishing/build.ts';
import { chanceOf } from './chance.ts';
import { createComments } from './comments.ts';
import { type FaultRow, faultsOf } from './faults.ts';
import { allGuards, type Guards } from './guards.ts';
import { createKernel, Dead, type Process } from './kernel.ts';
import { createMachines, type Trouble } from './machine.ts';
import { createPeople } from './people.ts';
import { createPlanner, type Planned } from './planner.ts';
import { createPlatform, type Outage } from './platform.ts';
import { createQueue } from './queue.ts';
import { createStaff, type Suspension } from './staff.ts';
import { createTable } from './table.ts';
import { createWorker, type Look } from './worker.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SWEEP_MS = 5 * MINUTE;
/** Long enough for everything that may still be going on, and for people's answers to it. */
const LENGTH_MS = 9 * HOUR;

/** What is left of one simulated day: what the table says, what the platform has, and what went wrong on the way. */
export type History = ReturnType<typeof simulate>;

export type Options = {
  guards?: Guards;
  /** Only faults of this row, or none at all. @default whatever the seed decides */
  only?: FaultRow | 'none';
  /** The first so many times without fail. @default now and then, three times at most */
  times?: number;
  /** This many posts in the same minute, which nobody touches. @default one to three, within three minutes */
  crowd?: number;
  /** When the network answers nobody, in minutes from the due minute. */
  outage?: readonly [from: number, to: number];
  /** When the business is suspended, in minutes from the due minute. @default as the seed decides */
  suspended?: readonly [from: number, to: number];
  /** When there is a prayer that the business keeps clear, in minutes from the due minute. @default never */
  prayer?: readonly [from: number, to: number];
};

/**
 * Plays one day of a few posts on a few accounts, with everything going wrong that `seed` decides. The same seed plays
 * the same day, event by event.
 */
export function simulate(
  seed: number,
  { guards = allGuards, only, times, crowd, outage, suspended, prayer }: Options = {},
) {
  const chance = chanceOf(seed);
  const faults = faultsOf(chance, only, times);
  const kernel = createKernel(DUE - HOUR, chance, faults);
  const table = createTable(kernel, chance, faults, guards);
  const dark: Outage | undefined = outage && { from: DUE + outage[0] * MINUTE, to: DUE + outage[1] * MINUTE };
  const platform = createPlatform(kernel, chance, faults, dark);
  const held: Suspension | undefined = suspended && {
    from: DUE + suspended[0] * MINUTE,
    to: DUE + suspended[1] * MINUTE,
  };
  const staff = createStaff(kernel, chance, faults, DUE, held);
  const comments = createComments({ kernel, chance, faults, guards });
  const trouble: Trouble = { row: { failures: 0, trips: 0 } };
  const machine = createMachines(kernel, chance, faults, guards, trouble, staff);
  const worker = createWorker({
    kernel,
    chance,
    faults,
    guards,
    table,
    platform,
    comments,
    machine,
    prayerAt,
    sendLook,
  });
  const publish = createQueue<Look | 'poison'>(kernel, chance, faults, workOnMessage);
  const due = createQueue<Planned>(kernel, chance, faults, fanOut);
  const planner = createPlanner(kernel, chance, faults, (planned) => due.send(planned, 0));
  const people = createPeople({ kernel, chance, faults, table, platform, changed: planner.changed });

  const [prayerFrom, prayerTo] = (prayer ?? [0, 0]).map((minutes) => DUE + minutes * MINUTE) as [number, number];
  function prayerAt(now: number) {
    const inside = prayerFrom <= now && now < prayerTo;
    return inside ? ({ prayer: 'maghrib', until: prayerTo } as const) : undefined;
  }
  function sendLook(message: Look, delayMs: number): void {
    if (faults.strikes('F20')) publish.send('poison', delayMs);
    publish.send(message, delayMs);
  }
  function* workOnMessage(message: Look | 'poison'): Process {
    if (message === 'poison') return yield* unreadable();
    yield* worker(message);
  }
  /** One message per target that still waits for this revision. */
  function* fanOut({ postId, revision }: Planned): Process {
    yield { ms: chance.between(2, 20), deadly: 'F1' };
    for (const target of table.all()) {
      const meant = target.postId === postId && needsWorker(target);
      if (!meant || (guards.dueTime && target.revision !== revision)) continue;
      sendLook({ targetId: target.targetId, known: target }, 0);
      yield { ms: 5, deadly: 'F1' };
    }
  }
  const sweep = (): void => {
    const overdue = guards.sweeper ? table.overdue(kernel.now()) : [];
    for (const { targetId } of overdue) sendLook({ targetId }, 0);
    kernel.after(SWEEP_MS, sweep);
  };

  const posts = crowd ?? chance.between(1, 3);
  for (let post = 1; post <= posts; post++) {
    const postId = `po_${post}`;
    const dueAt = crowd === undefined ? DUE + chance.between(0, 3) * MINUTE : DUE;
    const accounts = crowd === undefined ? chance.between(1, 2) : 1;
    for (let at = 1; at <= accounts; at++)
      table.put(draft(postId, at, `ac_${crowd ? post % 20 : at}`), 'target.created');
    people.schedule(postId, dueAt);
    people.interfere(postId, dueAt);
  }
  if (crowd === undefined) people.answer(3);
  kernel.after(chance.below(SWEEP_MS), sweep);
  kernel.run(DUE - HOUR + LENGTH_MS);

  const deadLetters = publish.deadLetters.filter((message) => message !== 'poison').length;
  const poisoned = publish.deadLetters.length - deadLetters;
  return {
    seed,
    only,
    table,
    accepted: platform.accepted,
    comments: comments.taken,
    suspensions: staff.suspensions,
    calls: platform.calls,
    injected: faults.injected(),
    deadLetters,
    poisoned,
  };
}

/** Nobody can read it: the function fails on it each time, and on nothing else. */
function* unreadable(): Process {
  yield { ms: 5 };
  throw new Dead();
}

/** Posts on the first account have a first comment. */
const draft = (postId: string, at: number, accountId: string): Target =>
  createTarget({
    postId,
    targetId: `${postId}_tg_${at}`,
    accountId,
    state: 'draft',
    revision: 1,
    version: 1,
    publishAt: undefined,
    graceUntil: undefined,
    checkAt: undefined,
    ...(at === 1 ? { comment: { state: 'waiting', attempt: 0 } } : {}),
  });
