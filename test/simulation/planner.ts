import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';

const SECOND = 1000;
/** Nearer than this a message with a delay is sent instead of a schedule. */
const SOON_MS = 300 * SECOND;

/** A revision of a post that shall go out at `dueAt`; without one, nothing is planned. */
export type Planned = { postId: string; revision: number; dueAt?: number | undefined };

/**
 * Schedules follow the posts' changes, a moment later. One may fire twice, late or never, and taking one away may come
 * too late: schedules are only hints.
 */
export function createPlanner(kernel: Kernel, chance: Chance, faults: Faults, fire: (due: Planned) => void) {
  const gone = new Set<string>();
  const nameOf = ({ postId, revision }: Planned) => `${postId}-${revision}`;

  const plan = (planned: Planned, dueAt: number): void => {
    if (faults.strikes('F8') && chance.happens(0.4)) return;
    const lateMs = faults.strikes('F8') ? chance.between(1, 59) * SECOND : chance.between(0, 900);
    const times = faults.strikes('F8') ? 2 : 1;
    for (let time = 0; time < times; time++)
      kernel.after(dueAt - kernel.now() + lateMs + time * chance.between(0, 30_000), () => {
        if (!gone.has(nameOf(planned))) fire(planned);
      });
  };

  return {
    /** A post changed: the old revision's schedule goes, the new one's comes. */
    changed(before: Planned | undefined, after: Planned): void {
      kernel.after(chance.between(20, 3_000), () => {
        if (before !== undefined && !faults.strikes('F9')) gone.add(nameOf(before));
        if (after.dueAt === undefined) return;
        const wait = after.dueAt - kernel.now();
        if (wait < SOON_MS) kernel.after(Math.max(wait, 0), () => fire(after));
        else plan(after, after.dueAt);
      });
    },
  };
}
