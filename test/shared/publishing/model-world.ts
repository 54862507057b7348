import type { Effect, PublishingEvent } from '#shared/publishing/event.ts';
import { act, type PersonAct } from '#shared/publishing/person.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import { createTarget, DUE } from './build.ts';
import { createModelPlatform, type Fate } from './model-platform.ts';

const SECOND = 1000;
const VISIBILITY_MS = 360 * SECOND;
const LONGEST_DELAY_MS = 900 * SECOND;
const PACE = { pollDelaysMs: [5 * SECOND, 10 * SECOND, 60 * SECOND], giveUpMs: 300 * SECOND };

/** Guards that can be taken away, to see whether the model notices. */
export type Guards = {
  /** A write needs the version that was read. */
  versions: boolean;
  /** The arm is stored before the irreversible call. */
  armFirst: boolean;
  /** An arm that has run out is never fired. */
  armDeadline: boolean;
  /** Absence counts only when nobody can still be sending, and only when it is seen twice. */
  patience: boolean;
};
export const allGuards: Guards = { versions: true, armFirst: true, armDeadline: true, patience: true };

type Message = { at: number; known?: Target | undefined };
type Worker = { run: Generator<number, void>; startedAt: number; wakeAt: number; message: Message };
/** Decides how things go; the end of a tape means: well. */
export type Chance = (below: number) => number;

/**
 * Workers, messages, the sweeper and a person around one target, on a clock that only moves when told to. Every
 * `yield` of a worker is a moment at which it may be paused for any time, or die.
 */
export function createWorld(chance: Chance, guards: Guards = allGuards) {
  const platform = createModelPlatform();
  let now = DUE - 60 * SECOND;
  let target = createTarget({ publishAt: DUE, state: 'scheduled', version: 1 });
  const messages: Message[] = [{ at: DUE }];
  const workers = new Set<Worker>();
  const states = new Set<string>([target.state]);

  const store = (next: Target): boolean => {
    if (guards.versions && next.version !== target.version + 1) return false;
    target = next;
    states.add(next.state);
    return true;
  };
  const send = (delayMs: number, known?: Target) => {
    if (delayMs <= LONGEST_DELAY_MS) messages.push({ at: now + delayMs, known });
  };
  const fateOf = (...fates: Fate[]): Fate => fates[chance(fates.length + 6)] ?? 'done';
  const arrival = () => now + ([0, 0, 3, 24][chance(4)] ?? 0) * SECOND;

  function* work({ known }: Message): Generator<number, void> {
    let mine = known ?? target;
    let event: PublishingEvent | undefined = { type: 'look', fence: known?.fence };
    while (event) {
      yield now;
      const next = decide(mine, event);
      if (next.kind === 'ignored') return;
      let sent: PublishingEvent | undefined;
      const [effect] = next.effects;
      if (next.kind === 'moved') {
        if (!guards.armFirst && effect?.do === 'publish') sent = yield* carryOut(next.target, effect.do);
        yield now;
        if (!store(next.target)) return;
        mine = next.target;
      }
      if (!effect) return;
      yield now;
      if (effect.afterMs > 0 || effect.do === 'look')
        return send(effect.afterMs, effect.do === 'look' ? undefined : mine);
      event = sent ?? (yield* carryOut(mine, effect.do));
    }
  }

  const decide = (mine: Target, event: PublishingEvent) =>
    step(guards.patience ? mine : impatient(mine), event, { now, random: chance(100) / 100, pace: PACE });
  const impatient = (mine: Target): Target =>
    mine.state === 'armed' && workers.size < 2
      ? mine
      : { ...mine, absentAt: mine.armedAt && 0, armUntil: mine.armUntil && 0 };

  function* carryOut(mine: Target, doing: Effect['do']): Generator<number, PublishingEvent> {
    const { fence, handle } = mine;
    const fault = (report: Extract<PublishingEvent, { type: 'fault' }>['fault']): PublishingEvent => ({
      type: 'fault',
      fence,
      during: doing,
      fault: report,
    });
    if (doing === 'stage') {
      const outcome = platform.stage(
        fateOf('busy', 'refused', 'reconnect', 'lost_after'),
        mine.revision,
        now + chance(40) * SECOND,
      );
      yield now;
      return outcome.ok ? { type: 'staged', fence, handle: outcome.value } : fault(outcome.fault);
    }
    if (doing === 'check') {
      const outcome = platform.check(fateOf('busy', 'restage', 'lost_before'), handle, now);
      yield now;
      return outcome.ok ? { type: 'checked', fence, found: outcome.value } : fault(outcome.fault);
    }
    if (doing === 'publish') {
      if (guards.armDeadline && now > (mine.armUntil ?? 0))
        return fault({ disposition: 'retry', reason: 'platform.busy' });
      const fate = fateOf('lost_before', 'lost_after', 'lost_after', 'busy', 'refused', 'restage');
      // On its way: the worker cannot take it back any more, and may die before it arrives.
      const call = { at: arrival(), fate, handle };
      inFlight.push(call);
      const answered = yield* until(call);
      const permalink = chance(2) === 0 ? 'https://instagram.example/p/1' : undefined;
      return answered.ok
        ? { type: 'published', fence, externalId: answered.value.externalId, permalink }
        : fault(answered.fault);
    }
    if (doing === 'reconcile') {
      const outcome = platform.reconcile(fateOf('busy', 'lost_before'), handle);
      yield now;
      if (!outcome.ok) return fault(outcome.fault);
      const externalId = outcome.value === 'live' && chance(2) === 0 ? 'media-found' : undefined;
      return { type: 'reconciled', fence, found: outcome.value, externalId };
    }
    yield now;
    return {
      type: 'published',
      fence,
      externalId: mine.externalId ?? 'media-found',
      permalink: 'https://instagram.example/p/1',
    };
  }

  type Publishing = { at: number; fate: Fate; handle: Target['handle']; outcome?: ReturnType<typeof platform.publish> };
  const inFlight: Publishing[] = [];
  function* until(call: Publishing) {
    while (!call.outcome) yield call.at;
    return call.outcome;
  }
  const arrive = () => {
    for (const call of inFlight)
      if (!call.outcome && call.at <= now) call.outcome = platform.publish(call.fate, call.handle, now);
  };

  const begin = (message: Message) => workers.add({ run: work(message), startedAt: now, wakeAt: now, message });
  const due = () => messages.filter(({ at }) => at <= now);

  return {
    platform,
    states,
    now: () => now,
    target: () => target,
    /** Lets time pass; calls on their way arrive at their moment. */
    advance(ms: number) {
      const end = now + ms;
      for (const { at } of [...inFlight].sort((a, b) => a.at - b.at))
        if (at > now && at <= end) {
          now = at;
          arrive();
        }
      now = end;
      arrive();
    },
    /** Hands one due message to a new worker. Not taken off the queue, it comes again: that is a redelivery. */
    deliver(which: number, again: boolean) {
      const waiting = due();
      const message = waiting[which % Math.max(waiting.length, 1)];
      if (!message || workers.size >= 3) return;
      if (again) message.at = now + VISIBILITY_MS;
      else messages.splice(messages.indexOf(message), 1);
      begin(message);
    },
    /** Lets one worker go on to its next pause. */
    proceed(which: number) {
      const ready = [...workers].filter(({ wakeAt }) => wakeAt <= now);
      const worker = ready[which % Math.max(ready.length, 1)];
      if (!worker) return;
      arrive();
      const result = worker.run.next();
      if (result.done) workers.delete(worker);
      else worker.wakeAt = result.value;
    },
    /** A worker stands still for a while: its machine was frozen, its network slow. */
    freeze(which: number, ms: number) {
      const worker = [...workers][which % Math.max(workers.size, 1)];
      if (worker) worker.wakeAt = now + ms;
    },
    /** A worker dies where it stands; its message comes back when its time-out has passed. */
    crash(which: number) {
      const worker = [...workers][which % Math.max(workers.size, 1)];
      if (!worker) return;
      workers.delete(worker);
      messages.push({ ...worker.message, at: worker.startedAt + VISIBILITY_MS });
    },
    sweep() {
      if (target.checkAt !== undefined && target.checkAt < now) send(0);
    },
    loseMessages: () => void messages.splice(0),
    /** A person does something; refused when a worker was faster. She never lies about what she sees. */
    person(type: 'edit' | 'cancel' | 'retry' | 'resolve') {
      const revision = target.revision + 1;
      const seen = platform.accepted.length > 0;
      const by: PersonAct = type === 'resolve' ? { type, revision, seen } : { type, revision };
      const acted = act(target, by, now);
      if (!acted.done) return;
      store(acted.target);
      if (acted.target.state === 'scheduled')
        send(Math.min(Math.max((acted.target.publishAt ?? now) - now, 0), LONGEST_DELAY_MS));
    },
    /** Whether nothing will happen any more by itself. */
    quiet: () => workers.size === 0 && messages.length === 0 && target.checkAt === undefined,
    /** Whether anything could go on at this moment. */
    busy: () => workers.size > 0 || inFlight.some(({ outcome }) => !outcome) || due().length > 0,
  };
}
export type World = ReturnType<typeof createWorld>;
