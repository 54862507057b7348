import type { Effect, PublishingEvent, Step, StepContext } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import { type Target, timing } from '#shared/publishing/target.ts';
import type { Chance } from './chance.ts';
import type { Comments } from './comments.ts';
import type { Faults } from './faults.ts';
import type { Guards } from './guards.ts';
import { Dead, type Kernel, type Pause, type Process, TooEarly } from './kernel.ts';
import type { Machine } from './machine.ts';
import type { Platform, Report } from './platform.ts';
import type { Table } from './table.ts';

/** Pace of the network that the simulator knows: Instagram's. */
const pace = { pollDelaysMs: [5_000, 10_000, 20_000, 60_000], giveUpMs: 300_000 };

export type Look = { targetId: string; known?: Target | undefined };
export type WorkerTools = {
  kernel: Kernel;
  chance: Chance;
  faults: Faults;
  guards: Guards;
  table: Table;
  platform: Platform;
  /** Which warm or new function a message meets. */
  machine(): Machine;
  comments: Comments;
  /** The prayer that the business keeps clear at a time, as a machine's clock tells it. */
  prayerAt(now: number): StepContext['prayer'];
  sendLook(message: Look, delayMs: number): void;
};

type Work<T> = Generator<Pause, T>;
type Doing = Exclude<Effect['do'], 'look'>;
const dying = {
  stage: 'F2',
  check: 'F3',
  publish: 'F4',
  reconcile: 'F5',
  permalink: 'F5',
  comment: 'F4',
  find_comment: 'F5',
} as const;

/** The publishing worker as `functions/publishing/process-target.ts` is one: the core decides, this carries out. */
export function createWorker(tools: WorkerTools) {
  const { kernel, chance, faults, guards, table, platform, comments, sendLook } = tools;
  const leases = new Map<string, 'free' | 'taken' | 'lost'>();

  return function* lookAt({ targetId, known }: Look): Process {
    const machine = tools.machine();
    const carried = faults.strikes('F29') ? undefined : known;
    const trusted = machine.isCompared() ? carried : undefined;
    if (trusted && (yield* workOn(trusted, { type: 'look', fence: trusted.fence }, machine))) return;
    const fence = trusted === undefined ? carried?.fence : undefined;
    const sentAt = machine.own();
    yield { ms: chance.between(2, 20), deadly: 'F1' };
    const target = table.read(targetId);
    machine.heardTable(sentAt);
    if (target) yield* workOn(target, { type: 'look', fence }, machine);
  };

  /** False when somebody else moved the target meanwhile. */
  function* workOn(from: Target, first: PublishingEvent, machine: Machine): Work<boolean> {
    let target = from;
    let event: PublishingEvent | undefined = first;
    while (event) {
      yield { ms: 1, deadly: 'F1' };
      const next = decide(target, event, machine.now(), machine.isSuspended());
      if (next.kind === 'ignored') {
        if (next.why === 'busy') throw new TooEarly(next.againMs);
        return true;
      }
      const [effect] = next.effects;
      let early: PublishingEvent | undefined;
      if (next.kind === 'moved') {
        if (!guards.armFirst && effect?.do === 'publish') early = yield* carryOut(next.target, 'publish', machine);
        const sentAt = machine.own();
        const written = table.store(next);
        yield { ms: chance.between(2, 30) };
        machine.heardTable(sentAt);
        if (written === 'throttled') throw new Dead();
        // The SDK sends it again; the condition then refuses our own write.
        if (written !== 'stored') return false;
        target = next.target;
      }
      if (!effect) return true;
      event = early ?? (yield* go(target, effect, machine));
    }
    return true;
  }

  function decide(target: Target, event: PublishingEvent, now: number, suspended: boolean): Step {
    const mine = guards.patience ? target : { ...target, absentAt: target.absentAt ?? 0, armUntil: now - 200_000 };
    const later = guards.staleness ? mine : { ...mine, graceUntil: undefined };
    const seen = guards.dueTime || later.state !== 'scheduled' ? later : { ...later, publishAt: 0, retryAt: undefined };
    const heard = guards.askedAgain || target.deniedAt === undefined ? event : asDenied(event);
    const next = step(seen, heard, {
      now,
      random: chance.below(1_000) / 1_000,
      pace,
      suspended,
      prayer: tools.prayerAt(now),
    });
    return next.kind === 'moved' ? { ...next, target: restored(next.target, target, seen) } : next;
  }

  function* go(target: Target, effect: Effect, machine: Machine): Work<PublishingEvent | undefined> {
    if (effect.afterMs === 0 && effect.do !== 'look') return yield* carryOut(target, effect.do, machine);
    yield { ms: 5, deadly: 'F3' };
    sendLook(
      { targetId: target.targetId, known: effect.do === 'look' || effect.do === 'find_comment' ? undefined : target },
      effect.afterMs,
    );
    return undefined;
  }

  function* carryOut(target: Target, doing: Doing, machine: Machine): Work<PublishingEvent> {
    const { fence, accountId } = target;
    yield { ms: chance.between(1, 50), deadly: dying[doing] };
    const failed = (report: Report): PublishingEvent => ({ type: 'fault', fence, during: doing, fault: report });
    if (faults.strikes('F23')) return failed(waiting('publishing.held_up', 30_000));
    const until = machine.heldUntil();
    if (until !== undefined) return failed(waiting('platform.unavailable', until - machine.now()));
    const token = platform.token(accountId);
    const event = yield* ask(target, doing, machine, failed);
    const fault = event.type === 'fault' ? (event.fault as Report) : undefined;
    machine.answered(fault?.down !== true);
    if (fault?.reason !== 'account.reconnect') return event;
    const refreshed = yield* refresh(accountId, token);
    return refreshed ? failed(waiting('account.refreshing', 5_000)) : event;
  }

  /** One holder exchanges the token; the others come again. A lost answer means that somebody has to connect anew. */
  function* refresh(accountId: string, used: number): Work<boolean> {
    // The refusal was about a token that somebody has exchanged meanwhile.
    if (platform.token(accountId) !== used) return true;
    const lease = leases.get(accountId) ?? 'free';
    if (lease === 'lost') return false;
    if (lease === 'taken') return true;
    leases.set(accountId, 'taken');
    platform.refresh(accountId);
    yield { ms: chance.between(100, 3_000) };
    const lost = faults.strikes('F14');
    leases.set(accountId, lost ? 'lost' : 'free');
    return !lost;
  }

  function* ask(
    target: Target,
    doing: Doing,
    machine: Machine,
    failed: (report: Report) => PublishingEvent,
  ): Work<PublishingEvent> {
    const { fence, accountId, targetId, revision, handle = {}, parts = [] } = target;
    switch (doing) {
      case 'stage': {
        const outcome = platform.stage(accountId, targetId, revision, handle);
        yield { ms: chance.between(100, 2_000), deadly: outcome.ok && outcome.value.more ? 'F16' : 'F2' };
        if (faults.strikes('F6')) return failed(unclear);
        return outcome.ok ? { type: 'staged', fence, ...outcome.value } : failed(outcome.fault);
      }
      case 'check': {
        const outcome = platform.check(accountId, handle);
        yield { ms: chance.between(50, 500), deadly: 'F3' };
        return outcome.ok ? { type: 'checked', fence, found: outcome.value } : failed(outcome.fault);
      }
      case 'publish':
        return yield* publish(target, machine, failed);
      case 'reconcile': {
        const outcome = platform.reconcile(accountId, handle, parts.length, target.deniedAt !== undefined);
        yield { ms: chance.between(50, 500), deadly: 'F5' };
        if (!outcome.ok) return failed(outcome.fault);
        const isFound = outcome.value === 'live' && chance.happens(0.8);
        const externalId = isFound ? `m-${handle.containerId}-${parts.length}` : undefined;
        return { type: 'reconciled', fence, found: outcome.value, externalId };
      }
      case 'permalink':
        return { type: 'published', fence, externalId: target.externalId ?? 'm', permalink: 'https://example.com/p' };
      case 'comment':
        return yield* comments.post(target, machine.now);
      case 'find_comment':
        return yield* comments.find(target);
    }
  }

  /**
   * How long the call takes to arrive. Mostly no time; now and then until its time-out; and of a worker that stood still
   * between looking at its arm and sending, until everything is over that its function and the call are given.
   */
  function underway(armedForMs: number): number {
    if (chance.happens(0.9)) return chance.between(20, 400);
    return chance.between(1_000, chance.happens(0.8) ? 20_000 : armedForMs + timing.inFlightMs - 2_000);
  }

  /** The irreversible call: it arrives when it arrives, whatever has become of its sender. */
  function* publish(
    { fence, accountId, armUntil = 0, handle = {}, parts = [] }: Target,
    machine: Machine,
    failed: (report: Report) => PublishingEvent,
  ): Work<PublishingEvent> {
    if (guards.armDeadline && machine.now() > armUntil)
      return failed({ disposition: 'retry', reason: 'platform.busy' });
    const lost = faults.strikes('F6');
    const call: { outcome?: ReturnType<Platform['publish']> } = {};
    kernel.after(underway(armUntil - machine.now()), () => {
      call.outcome = platform.publish(accountId, handle, parts.length);
    });
    for (let waited = 0; call.outcome === undefined && waited < 20_000; waited += 500) yield { ms: 500, deadly: 'F5' };
    if (lost || call.outcome === undefined) return failed(unclear);
    const permalink = chance.happens(0.7) ? 'https://example.com/p' : undefined;
    return call.outcome.ok
      ? { type: 'published', fence, externalId: call.outcome.value.externalId, permalink }
      : failed(call.outcome.fault);
  }
}

/** Whatever the network says, the person is believed. */
const asDenied = (event: PublishingEvent): PublishingEvent =>
  event.type === 'reconciled' ? { type: 'reconciled', fence: event.fence, found: 'lost' } : event;

/** Nothing was called. */
const waiting = (reason: Report['reason'], retryAfterMs: number): Report => ({
  disposition: 'retry',
  reason,
  retryAfterMs,
  untried: true,
});

const unclear: Report = { disposition: 'unknown', reason: 'platform.unavailable' };

/** Fields that only the missing guard pretended keep their true value unless the step set them. */
function restored(next: Target, real: Target, pretended: Target): Target {
  const keep = (field: 'absentAt' | 'armUntil' | 'graceUntil' | 'publishAt') =>
    next[field] === pretended[field] ? real[field] : next[field];
  return {
    ...next,
    absentAt: keep('absentAt'),
    armUntil: keep('armUntil'),
    graceUntil: keep('graceUntil'),
    publishAt: keep('publishAt'),
  };
}
