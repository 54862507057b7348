/**
 * The one clock of the local cloud. Real time plus an offset that tests and people may push forward.
 * Everything that falls due later (queue delays, schedules, leases, expiries) registers here, so that
 * advancing fires the timers in the order in which they would have come due.
 */
export type Clock = {
  /** Milliseconds since the epoch, as every local service and every function sees them. */
  now(): number;
  /** Runs `task` once when the clock reaches `time`. Returns a function that cancels it. */
  at(time: number, task: () => void | Promise<void>): () => void;
  /** Moves the clock forward by `ms`, firing due timers one after another, each at its own time. */
  advance(ms: number): Promise<void>;
  /** Moves the clock forward at once, whatever is under way: as when a worker stands still for that long. */
  jump(ms: number): void;
  /** How far the clock is ahead of real time, in milliseconds. */
  offset(): number;
  /** Called with the new offset whenever it changes (workers mirror it into their own Date). */
  onShift(listener: (offset: number) => void): void;
  /** `advance` waits for `wait` between its steps, so that work begun at one time is done before the next. */
  settleWith(wait: () => Promise<void>): void;
  /** Cancels every timer. */
  stop(): void;
};

type Timer = { time: number; task: () => void | Promise<void> };

const LONGEST_REAL_TIMEOUT_MS = 60_000;

export function createClock(startOffset = 0): Clock {
  let offset = startOffset;
  let pending: NodeJS.Timeout | undefined;
  let armedFor: Timer | undefined;
  let settled = async () => {};
  /** Earliest first; of two for the same time, the one that was set first. */
  const timers: Timer[] = [];
  const listeners: ((offset: number) => void)[] = [];
  const now = () => Date.now() + offset;

  const add = (timer: Timer) => {
    let [low, high] = [0, timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((timers[middle]?.time ?? 0) <= timer.time) low = middle + 1;
      else high = middle;
    }
    timers.splice(low, 0, timer);
  };

  const arm = (always = false) => {
    const [next] = timers;
    if (next === armedFor && !always) return;
    clearTimeout(pending);
    armedFor = next;
    if (next === undefined) return;
    pending = setTimeout(fireDue, Math.min(Math.max(next.time - now(), 0), LONGEST_REAL_TIMEOUT_MS));
    pending.unref();
  };

  const fireDue = () => {
    for (let [next] = timers; next !== undefined && next.time <= now(); [next] = timers) {
      timers.shift();
      // Not awaited: in real time one long task must not hold back the others. `advance` does wait, for order.
      Promise.resolve(next.task()).catch((error: unknown) => console.error('A timer of the local cloud failed', error));
    }
    arm(true);
  };

  const shiftTo = (value: number) => {
    offset = value;
    for (const listener of listeners) listener(offset);
  };

  return {
    now,
    offset: () => offset,
    at(time, task) {
      const timer = { time, task };
      add(timer);
      arm();
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
        arm();
      };
    },
    jump(ms) {
      shiftTo(offset + ms);
      fireDue();
    },
    async advance(ms) {
      const [target, goal] = [now() + ms, offset + ms];
      await settled();
      for (let [next] = timers; next !== undefined && next.time <= target; [next] = timers) {
        if (next.time > now()) shiftTo(offset + (next.time - now()));
        timers.shift();
        await next.task();
        await settled();
      }
      // Time that the steps took does not count: the clock is ahead by all of `ms` afterwards.
      if (goal > offset) shiftTo(goal);
      arm(true);
    },
    settleWith(wait) {
      settled = wait;
    },
    onShift: (listener) => void listeners.push(listener),
    stop() {
      clearTimeout(pending);
      timers.length = 0;
    },
  };
}
