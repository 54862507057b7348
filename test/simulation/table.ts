import type { Step } from '#shared/publishing/event.ts';
import type { Target } from '#shared/publishing/target.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Guards } from './guards.ts';
import type { Kernel } from './kernel.ts';

export type Written = 'stored' | 'lost_race' | 'throttled' | 'answer_lost';
export type Audit = { targetId: string; action: string; version: number; fence: number; state: string; at: number };

/** The one table: targets under the condition of their version, their audit rows, and an index that may lag. */
export function createTable(kernel: Kernel, chance: Chance, faults: Faults, guards: Guards) {
  const targets = new Map<string, { at: number; target: Target }[]>();
  const audits: Audit[] = [];
  const read = (targetId: string): Target | undefined => targets.get(targetId)?.at(-1)?.target;

  const commit = (target: Target, action: string | undefined): void => {
    const { targetId, version, fence, state } = target;
    targets.set(targetId, [...(targets.get(targetId) ?? []), { at: kernel.now(), target }]);
    if (action !== undefined) audits.push({ targetId, action, version, fence, state, at: kernel.now() });
  };

  return {
    audits,
    read,
    all: (): Target[] => [...targets.values()].flatMap((rows) => rows.at(-1)?.target ?? []),
    history: (targetId: string) => targets.get(targetId) ?? [],
    put: commit,
    /** Stores a move with its audit row, if nobody else moved the target meanwhile. */
    store({ target, action }: Pick<Extract<Step, { kind: 'moved' }>, 'target' | 'action'>): Written {
      if (faults.strikes('F21') && chance.happens(0.7)) return 'throttled';
      const current = read(target.targetId);
      if (guards.versions && current?.version !== target.version - 1) return 'lost_race';
      commit(target, action);
      return faults.strikes('F21') ? 'answer_lost' : 'stored';
    },
    /** What the due index shows: targets to be looked at before `until`, as they were a moment ago. */
    overdue(until: number): Target[] {
      const asOf = kernel.now() - (faults.strikes('F22') ? chance.between(500, 15_000) : 0);
      return [...targets.values()].flatMap((rows) => {
        const seen = rows.filter(({ at }) => at <= asOf).at(-1)?.target;
        return seen?.checkAt !== undefined && seen.checkAt < until ? [seen] : [];
      });
    },
  };
}
export type Table = ReturnType<typeof createTable>;
