import type { Chance } from './chance.ts';
import type { FaultRow, Faults } from './faults.ts';

/** Where a process stops: for how long, and which way of dying this place stands for. */
export type Pause = { ms: number; deadly?: FaultRow };
export type Process = Generator<Pause, void>;

export type Kernel = {
  /** True time, epoch milliseconds. Nobody in the world reads it directly. */
  now(): number;
  after(ms: number, run: () => void): void;
  /** Runs a process; at every pause it may be frozen, and at a deadly one it may die, which nobody
   * hears. `onEnd` hears how it ended, and after how long it is to be begun again, when it asked for that. */
  start(process: Process, onEnd: (again?: number) => void): void;
  /** Lets the world go on until nothing is planned any more or `end` is reached. */
  run(end: number): void;
};

/** Lambda ends a function after this; on a machine that stood still as a whole, nobody does. */
const FUNCTION_TIMEOUT_MS = 60_000;

type Task = { at: number; tie: number; run(): void };

/** The only scheduler of a simulated world. What is due at the same instant runs in an order that chance decides. */
export function createKernel(startAt: number, chance: Chance, faults: Faults): Kernel {
  const heap: Task[] = [];
  let now = startAt;

  const kernel: Kernel = {
    now: () => now,
    after: (ms, run) => push(heap, { at: now + Math.max(ms, 0), tie: chance.below(2 ** 30), run }),
    start(process, onEnd) {
      const endAt = now + FUNCTION_TIMEOUT_MS;
      let escaped = false;
      const advance = (): 'died' | 'ended' | TooEarly | Pause => {
        if (now > endAt && !escaped && chance.happens(0.8)) return 'died';
        escaped = now > endAt;
        const { done, value } = next(process);
        if (done) return value ?? 'ended';
        return value.deadly !== undefined && faults.strikes(value.deadly) ? 'died' : value;
      };
      const go = (): void => {
        const reached = advance();
        if (reached === 'died') return;
        if (reached === 'ended') onEnd();
        else if (reached instanceof TooEarly) onEnd(reached.afterMs);
        else kernel.after(reached.ms + (faults.strikes('F11') ? chance.between(1_000, 300_000) : 0), go);
      };
      go();
    },
    run(end) {
      for (let task = heap[0]; task !== undefined && task.at <= end; task = heap[0]) {
        pop(heap);
        now = task.at;
        task.run();
      }
      now = Math.max(now, end);
    },
  };
  return kernel;
}

/** Thrown inside a process, it ends it the hard way: its message comes back. */
export class Dead extends Error {}

/** Thrown inside a process, it ends it, to be begun again later. */
export class TooEarly extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super();
    this.afterMs = afterMs;
  }
}

function next(process: Process): IteratorResult<Pause, 'died' | TooEarly | void> {
  try {
    return process.next();
  } catch (error) {
    if (error instanceof Dead) return { done: true, value: 'died' };
    if (error instanceof TooEarly) return { done: true, value: error };
    throw error;
  }
}

const earlier = (a: Task, b: Task) => a.at < b.at || (a.at === b.at && a.tie < b.tie);

function push(heap: Task[], task: Task): void {
  let at = heap.push(task) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !earlier(task, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = task;
}

function pop(heap: Task[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    let least = left;
    const [leftTask, rightTask] = [heap[left], heap[right]];
    if (leftTask === undefined) break;
    if (rightTask !== undefined && earlier(rightTask, leftTask)) least = right;
    const below = heap[least];
    if (below === undefined || !earlier(below, last)) break;
    heap[at] = below;
    at = least;
  }
  heap[at] = last;
}
