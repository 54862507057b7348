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
  /** How far the clock is ahead of real time, in milliseconds. */
  offset(): number;
  /** Called with the new offset whenever it changes (workers mirror it into their own Date). */
  onShift(listener: (offset: number) => void): void;
  /** `advance` waits for `wait` between its steps, so that work begun at one time is done before the next. */
  settleWith(wait: () => Promise<void>): void;
  /** Cancels every timer. */
  stop(): void;
};

type Timer = { time: number; order: number; task: () => void | Promise<void> };

const LONGEST_REAL_TIMEOUT_MS = 60_000;

export function createClock(startOffset = 0): Clock {
  let offset = startOffset;
  let order = 0;
  let pending: NodeJS.Timeout | undefined;
  let settled = async () => {};
  const timers = new Set<Timer>();
  const listeners: ((offset: number) => void)[] = [];
  const now = () => Date.now() + offset;

  const earliest = () =>
    [...timers].reduce<Timer | undefined>(
      (best, timer) =>
        best === undefined || timer.time < best.time || (timer.time === best.time && timer.order < best.order)
          ? timer
          : best,
      undefined,
    );

  const arm = () => {
    clearTimeout(pending);
    const next = earliest();
    if (next === undefined) return;
    pending = setTimeout(fireDue, Math.min(Math.max(next.time - now(), 0), LONGEST_REAL_TIMEOUT_MS));
    pending.unref();
  };

  const fireDue = () => {
    for (let next = earliest(); next !== undefined && next.time <= now(); next = earliest()) {
      timers.delete(next);
      // Not awaited: in real time one long task must not hold back the others. `advance` does wait, for order.
      Promise.resolve(next.task()).catch((error: unknown) => console.error('A timer of the local cloud failed', error));
    }
    arm();
  };

  const shiftTo = (value: number) => {
    offset = value;
    for (const listener of listeners) listener(offset);
  };

  return {
    now,
    offset: () => offset,
    at(time, task) {
      const timer = { time, order: order++, task };
      timers.add(timer);
      arm();
      return () => {
        timers.delete(timer);
        arm();
      };
    },
    async advance(ms) {
      const [target, goal] = [now() + ms, offset + ms];
      await settled();
      for (let next = earliest(); next !== undefined && next.time <= target; next = earliest()) {
        if (next.time > now()) shiftTo(offset + (next.time - now()));
        timers.delete(next);
        await next.task();
        await settled();
      }
      // Time that the steps took does not count: the clock is ahead by all of `ms` afterwards.
      if (goal > offset) shiftTo(goal);
      arm();
    },
    settleWith(wait) {
      settled = wait;
    },
    onShift: (listener) => void listeners.push(listener),
    stop() {
      clearTimeout(pending);
      timers.clear();
    },
  };
}
