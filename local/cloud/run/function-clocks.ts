import type { Clock } from '../aws/clock.ts';

/** The clocks of all functions: each is the local clock, ahead of it or behind it by a skew of its own. */
export type FunctionClocks = {
  /** One signed 64-bit number that all threads of the function read: how far its clock is ahead of real time. */
  shiftOf(functionName: string): SharedArrayBuffer;
  /** Sets a function's clock ahead of the local clock by so many milliseconds (negative: behind), from now on. */
  skew(functionName: string, ms: number): void;
  /** Milliseconds by function; those that are right are left out. */
  skews(): Readonly<Record<string, number>>;
  /** Sets all clocks right. */
  clear(): void;
};

export function createFunctionClocks(clock: Pick<Clock, 'offset' | 'onShift'>): FunctionClocks {
  const shifts = new Map<string, SharedArrayBuffer>();
  const skews = new Map<string, number>();
  const set = (name: string, shift: SharedArrayBuffer) =>
    void Atomics.store(new BigInt64Array(shift), 0, BigInt(Math.round(clock.offset() + (skews.get(name) ?? 0))));
  const setAll = () => {
    for (const [name, shift] of shifts) set(name, shift);
  };
  clock.onShift(setAll);
  return {
    shiftOf(name) {
      const shift = shifts.get(name) ?? new SharedArrayBuffer(8);
      shifts.set(name, shift);
      set(name, shift);
      return shift;
    },
    skew(name, ms) {
      if (ms === 0) skews.delete(name);
      else skews.set(name, ms);
      setAll();
    },
    skews: () => Object.fromEntries(skews),
    clear() {
      skews.clear();
      setAll();
    },
  };
}
