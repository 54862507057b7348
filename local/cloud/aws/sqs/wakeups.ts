import type { Clock } from '../clock.ts';

/** Called when messages of a queue may have become receivable. */
export type Wake = () => void | Promise<void>;

/**
 * Tells consumers when it is worth looking at a queue: after a send, and at the minute a delay or a
 * visibility timeout ends. A wake-up is only a hint; what is receivable is decided by the store.
 */
export function createWakeups(
  clock: Clock,
  nextChange: (queue: string) => number | undefined,
  before: (queue: string) => void,
) {
  const listeners = new Map<string, Set<Wake>>();
  const alarms = new Map<string, { at: number; cancel: () => void }>();

  /** Wakes every listener and waits for those that return a promise (clock.advance waits for deliveries). */
  const signal = async (queue: string): Promise<void> => {
    await Promise.all([...(listeners.get(queue) ?? [])].map((wake) => wake()));
  };

  const arm = (queue: string): void => {
    const at = nextChange(queue);
    const current = alarms.get(queue);
    if (current?.at === at) return;
    current?.cancel();
    alarms.delete(queue);
    if (at === undefined) return;
    const cancel = clock.at(at, async () => {
      alarms.delete(queue);
      before(queue);
      arm(queue);
      await signal(queue);
    });
    alarms.set(queue, { at, cancel });
  };

  return {
    arm,
    signal,
    subscribe(queue: string, wake: Wake): () => void {
      const set = listeners.get(queue) ?? new Set();
      listeners.set(queue, set.add(wake));
      return () => void set.delete(wake);
    },
    stop() {
      for (const { cancel } of alarms.values()) cancel();
      alarms.clear();
      listeners.clear();
    },
  };
}
