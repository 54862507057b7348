import * as z from 'zod/mini';
import type { Step } from './worker-messages.ts';

const stepName = /^(start|end|log:.+)$/s;

/**
 * An order to kill one function's thread at a call, by its name (`dynamodb:PutItem`, `media_publish`) or its number, or
 * at a step of its own: `start`, `end` (it has returned, nobody knows yet), `log:<text>` (it writes that to its log).
 */
export const KillOrder = z
  .object({
    at: z.pipe(z.union([z.string(), z.number()]), z.transform(String)),
    when: z.optional(z.enum(['before', 'after'])),
    times: z._default(z.int().check(z.gte(1)), 1),
  })
  .check(z.refine(({ at, when }) => when === undefined || !stepName.test(at), 'A step has no before and after'));
export type KillOrder = z.output<typeof KillOrder>;

export type Kills = {
  order(functionName: string, order: KillOrder): void;
  open(): { function: string; at: string; when: string; times: number }[];
  clear(): void;
  /** The steps at which a thread of this function ends itself; it counts them down. Taken anew for each event. */
  steps(functionName: string): readonly Step[];
  /** True when the caller was just killed, so the call must not take effect. */
  before(caller: string, operation: string, call: object): Promise<boolean>;
  /** True when the caller was just killed, so the answer must be dropped. */
  after(caller: string, operation: string, call: object): Promise<boolean>;
};

type Victim = { name: string; kill(): Promise<void> };
type Open = { at: string; when: 'before' | 'after'; times: number; function: string; seen: number };

/** Kills threads at exact points of their outside calls. `find` names the living thread behind a caller. */
export function createKills(find: (caller: string) => Victim | undefined): Kills {
  const orders: Open[] = [];
  let steps: (Step & { function: string })[] = [];
  const openSteps = () => steps.filter(({ left }) => timesLeft(left) > 0);
  const doomed = new WeakMap<object, Open>();

  const match = (name: string, operation: string): Open | undefined => {
    const meant: Open[] = [];
    for (const order of orders)
      if (order.function === name) {
        order.seen++;
        if (isMeant(order, operation)) meant.push(order);
      }
    return meant.find(({ when }) => when === 'before') ?? meant[0];
  };
  const spend = (order: Open) => {
    order.times--;
    order.seen = 0;
    if (order.times === 0) orders.splice(orders.indexOf(order), 1);
  };

  return {
    order(functionName, { at, when = 'before', times }) {
      if (!stepName.test(at)) return void orders.push({ at, when, times, function: functionName, seen: 0 });
      const left = new SharedArrayBuffer(4);
      Atomics.store(new Int32Array(left), 0, times);
      steps = [...openSteps(), { function: functionName, at, left }];
    },
    open: () => [
      ...orders.map(({ seen: _, ...order }) => order),
      ...openSteps().map(({ left, ...step }) => ({ ...step, when: 'at', times: timesLeft(left) })),
    ],
    clear() {
      orders.splice(0);
      for (const { left } of steps.splice(0)) Atomics.store(new Int32Array(left), 0, 0);
    },
    steps: (functionName) =>
      steps.length === 0 ? steps : openSteps().filter((step) => step.function === functionName),
    async before(caller, operation, call) {
      if (orders.length === 0) return false;
      const victim = find(caller);
      const order = victim && match(victim.name, operation);
      if (victim === undefined || order === undefined) return false;
      if (order.when === 'after') {
        doomed.set(call, order);
        return false;
      }
      spend(order);
      await victim.kill();
      return true;
    },
    async after(caller, _operation, call) {
      const order = doomed.get(call);
      const victim = find(caller);
      // Spent only now: a call that was refused, or whose thread another order took, leaves it to the next one.
      if (order === undefined || !orders.includes(order) || victim === undefined) return false;
      spend(order);
      await victim.kill();
      return true;
    },
  };
}

const timesLeft = (left: SharedArrayBuffer) => Atomics.load(new Int32Array(left), 0);

/** A number means the nth call since the order, or the next one if another order took that; a name may leave out the service. */
function isMeant(order: Open, operation: string): boolean {
  if (/^\d+$/.test(order.at)) return order.seen >= Number(order.at);
  const wanted = order.at.toLowerCase();
  const actual = operation.toLowerCase();
  return actual === wanted || actual.split(':').at(-1) === wanted;
}
