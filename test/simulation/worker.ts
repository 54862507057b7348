import type { Handle } from '#functions/platforms/platform.ts';
import type { Effect, FaultReport, PublishingEvent, Step } from '#shared/publishing/event.ts';
import { step } from '#shared/publishing/step.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Guards } from './guards.ts';
import { Dead, type Kernel, type Pause, type Process } from './kernel.ts';
import type { Platform } from './platform.ts';
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
  sendLook(message: Look, delayMs: number): void;
};

type Work<T> = Generator<Pause, T>;
const dying = { stage: 'F2', check: 'F3', publish: 'F4', reconcile: 'F5', permalink: 'F5' } as const;

/** The publishing worker as `functions/publishing/look-at-target.ts` is one: the core decides, this carries out. */
export function createWorker(tools: WorkerTools) {
  const { kernel, chance, faults, guards, table, platform, sendLook } = tools;

  return function* lookAt({ targetId, known }: Look): Process {
    const skew = faults.strikes('F12') ? chance.between(-30_000, 30_000) : 0;
    const clock = () => kernel.now() + skew;
    const trusted = known !== undefined && !faults.strikes('F29') ? known : undefined;
    if (trusted && (yield* workOn(trusted, { type: 'look', fence: trusted.fence }, clock))) return;
    yield { ms: chance.between(2, 20), deadly: 'F1' };
    const target = table.read(targetId);
    if (target) yield* workOn(target, { type: 'look' }, clock);
  };

  /** False when somebody else moved the target meanwhile. */
  function* workOn(from: Target, first: PublishingEvent, clock: () => number): Work<boolean> {
    let target = from;
    let event: PublishingEvent | undefined = first;
    while (event) {
      yield { ms: 1, deadly: 'F1' };
      const next = decide(target, event, clock());
      if (next.kind === 'ignored') return true;
      const [effect] = next.effects;
      let early: PublishingEvent | undefined;
      if (next.kind === 'moved') {
        if (!guards.armFirst && effect?.do === 'publish') early = yield* carryOut(next.target, 'publish', clock);
        const written = table.store(next);
        yield { ms: chance.between(2, 30) };
        if (written === 'throttled') throw new Dead();
        // The SDK sends it again; the condition then refuses our own write.
        if (written !== 'stored') return false;
        target = next.target;
      }
      if (!effect) return true;
      event = early ?? (yield* go(target, effect, clock));
    }
    return true;
  }

  function decide(target: Target, event: PublishingEvent, now: number): Step {
    const mine = guards.patience ? target : { ...target, absentAt: target.absentAt ?? 0, armUntil: now - 200_000 };
    const later = guards.staleness ? mine : { ...mine, graceUntil: undefined };
    const seen = guards.dueTime || later.state !== 'scheduled' ? later : { ...later, publishAt: 0, retryAt: undefined };
    const next = step(seen, event, { now, random: chance.below(1_000) / 1_000, pace });
    return next.kind === 'moved' ? { ...next, target: restored(next.target, target, seen) } : next;
  }

  function* go(target: Target, effect: Effect, clock: () => number): Work<PublishingEvent | undefined> {
    if (effect.afterMs === 0 && effect.do !== 'look') return yield* carryOut(target, effect.do, clock);
    yield { ms: 5, deadly: 'F3' };
    sendLook({ targetId: target.targetId, known: effect.do === 'look' ? undefined : target }, effect.afterMs);
    return undefined;
  }

  function* carryOut(target: Target, doing: Exclude<Effect['do'], 'look'>, clock: () => number): Work<PublishingEvent> {
    const { fence, accountId, handle = {} } = target;
    yield { ms: chance.between(1, 50), deadly: dying[doing] };
    // Without the key there is no token to call with: the message comes back.
    if (faults.strikes('F23')) throw new Dead();
    const failed = (report: FaultReport): PublishingEvent => ({ type: 'fault', fence, during: doing, fault: report });
    switch (doing) {
      case 'stage': {
        const outcome = platform.stage(accountId, target.targetId, target.revision);
        yield { ms: chance.between(100, 2_000), deadly: 'F2' };
        if (faults.strikes('F6')) return failed(unclear);
        return outcome.ok ? { type: 'staged', fence, handle: outcome.value } : failed(outcome.fault);
      }
      case 'check': {
        const outcome = platform.check(accountId, handle);
        yield { ms: chance.between(50, 500), deadly: 'F3' };
        return outcome.ok ? { type: 'checked', fence, found: outcome.value } : failed(outcome.fault);
      }
      case 'publish':
        return yield* publish(target, handle, clock, failed);
      case 'reconcile': {
        const outcome = platform.reconcile(accountId, handle);
        yield { ms: chance.between(50, 500), deadly: 'F5' };
        if (!outcome.ok) return failed(outcome.fault);
        const externalId = outcome.value === 'live' && chance.happens(0.8) ? `m-${handle.containerId}` : undefined;
        return { type: 'reconciled', fence, found: outcome.value, externalId };
      }
      case 'permalink':
        return { type: 'published', fence, externalId: target.externalId ?? 'm', permalink: 'https://example.com/p' };
    }
  }

  /** The irreversible call: it arrives when it arrives, whatever has become of its sender. */
  function* publish(
    { fence, accountId, armUntil = 0 }: Target,
    handle: Handle,
    clock: () => number,
    failed: (report: FaultReport) => PublishingEvent,
  ): Work<PublishingEvent> {
    if (guards.armDeadline && clock() > armUntil) return failed({ disposition: 'retry', reason: 'platform.busy' });
    const lost = faults.strikes('F6');
    const call: { outcome?: ReturnType<Platform['publish']> } = {};
    kernel.after(chance.happens(0.9) ? chance.between(20, 400) : chance.between(1_000, 20_000), () => {
      call.outcome = platform.publish(accountId, handle);
    });
    for (let waited = 0; call.outcome === undefined && waited < 20_000; waited += 500) yield { ms: 500, deadly: 'F5' };
    if (lost || call.outcome === undefined) return failed(unclear);
    const permalink = chance.happens(0.7) ? 'https://example.com/p' : undefined;
    return call.outcome.ok
      ? { type: 'published', fence, externalId: call.outcome.value.externalId, permalink }
      : failed(call.outcome.fault);
  }
}

const unclear: FaultReport = { disposition: 'unknown', reason: 'platform.unavailable' };

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
