import { applyCommand, type Command } from '#shared/publishing/command.ts';
import { targetsOfCommand } from '#shared/publishing/command-targets.ts';
import { needsWorker } from '#shared/publishing/look.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';
import type { Planned } from './planner.ts';
import type { Platform } from './platform.ts';
import type { Table } from './table.ts';

const MINUTE = 60_000;

type Tools = {
  kernel: Kernel;
  chance: Chance;
  faults: Faults;
  table: Table;
  platform: Platform;
  changed(before: Planned | undefined, after: Planned): void;
};

/** The managers of the posts: schedule them, change their minds, and answer when asked. They never lie; they may err. */
export function createPeople({ kernel, chance, faults, table, platform, changed }: Tools) {
  const revisions = new Map<string, number>();
  const targetsOf = (postId: string) => table.all().filter((target) => target.postId === postId);
  const planned = (target: Target): Planned => ({
    postId: target.postId,
    revision: target.revision,
    dueAt: needsWorker(target) ? target.publishAt : undefined,
  });

  /** All targets of a post change together or not at all, as in one transaction. */
  const actOn = (targets: readonly Target[], by: (revision: number) => Command): boolean => {
    const [first] = targets;
    if (!first) return false;
    const revision = (revisions.get(first.postId) ?? first.revision) + 1;
    const acted = targets.map((target) => applyCommand(target, by(revision), kernel.now()));
    if (acted.some(({ done }) => !done)) return false;
    revisions.set(first.postId, revision);
    for (const one of acted) if (one.done) table.put(one.target, one.action);
    const after = acted.flatMap((one) => (one.done ? [one.target] : []));
    const next = after.find(needsWorker) ?? after[0];
    if (next) changed(planned(first), planned(next));
    return true;
  };

  /** They hold back what can be held back, and mostly resume: in time, too late (then with a new time), or never. */
  const pause = (postId: string): boolean => {
    const paused = actOn(targetsOfCommand('pause', targetsOf(postId)), (revision) => ({ type: 'pause', revision }));
    if (paused && chance.happens(0.7))
      kernel.after(chance.between(1, 4 * MINUTE), () => {
        if (actOn(targetsOfCommand('resume', targetsOf(postId)), (revision) => ({ type: 'resume', revision }))) return;
        const publishAt = kernel.now() + chance.between(1, 30) * MINUTE;
        const waiting = targetsOf(postId).some(({ state }) => state === 'paused');
        if (waiting && chance.happens(0.5))
          actOn(targetsOfCommand('schedule', targetsOf(postId)), (revision) => ({
            type: 'schedule',
            revision,
            publishAt,
          }));
      });
    return paused;
  };

  return {
    schedule(postId: string, publishAt: number): void {
      actOn(targetsOf(postId), (revision) => ({ type: 'schedule', revision, publishAt }));
    },
    /** Around the due minute they edit, move, pause, cancel; often the worker is faster, and they are told so. */
    interfere(postId: string, dueAt: number): void {
      if (!faults.strikes('F10')) return;
      kernel.after(dueAt - kernel.now() + chance.between(-3 * MINUTE, 2 * MINUTE), () => {
        const later = kernel.now() + chance.between(1, 30) * MINUTE;
        const targets = targetsOf(postId);
        const moves: [() => boolean, ...(() => boolean)[]] = [
          () => actOn(targets, (revision) => ({ type: 'edit', revision })),
          () => actOn(targets, (revision) => ({ type: 'cancel', revision })),
          () => actOn(targets, (revision) => ({ type: 'schedule', revision, publishAt: later })),
          () => pause(postId),
        ];
        chance.pick(moves)();
      });
    },
    /** An hour later they look at what rests with a question, and answer a few times. */
    answer(rounds: number): void {
      for (let round = 1; round <= rounds; round++)
        kernel.after(round * 90 * MINUTE, () => {
          for (const target of table.all()) {
            platform.reconnect(target.accountId);
            const isThere = platform.shows(target.targetId, target.parts?.length ?? 0);
            const seen = isThere && !faults.strikes('F34');
            if (target.state === 'needs_review') actOn([target], (revision) => ({ type: 'resolve', revision, seen }));
            else if (chance.happens(0.5)) actOn([target], (revision) => ({ type: 'retry', revision }));
          }
        });
    },
  };
}
