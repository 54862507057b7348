import * as z from 'zod/mini';

/** An order to kill one function's thread at a call: by its name (`dynamodb:PutItem`, `media_publish`) or its number. */
export const KillOrder = z.object({
  at: z.pipe(z.union([z.string(), z.number()]), z.transform(String)),
  when: z._default(z.enum(['before', 'after']), 'before'),
  times: z._default(z.int().check(z.gte(1)), 1),
});
export type KillOrder = z.output<typeof KillOrder>;

export type Kills = {
  order(functionName: string, order: KillOrder): void;
  open(): { function: string; at: string; when: string; times: number }[];
  clear(): void;
  /** True when the caller was just killed, so the call must not take effect. */
  before(caller: string, operation: string, call: object): Promise<boolean>;
  /** True when the caller was just killed, so the answer must be dropped. */
  after(caller: string, operation: string, call: object): Promise<boolean>;
};

type Victim = { name: string; kill(): Promise<void> };
type Open = KillOrder & { function: string; seen: number };

/** Kills threads at exact points of their outside calls. `find` names the living thread behind a caller. */
export function createKills(find: (caller: string) => Victim | undefined): Kills {
  const orders: Open[] = [];
  const doomed = new WeakMap<object, Open>();

  const takeMatch = (name: string, operation: string): Open | undefined => {
    const own = orders.filter((order) => order.function === name);
    for (const order of own) order.seen++;
    const order = own.find((one) => isMeant(one, operation));
    if (order === undefined) return undefined;
    order.times--;
    order.seen = 0;
    if (order.times === 0) orders.splice(orders.indexOf(order), 1);
    return order;
  };

  return {
    order: (functionName, order) => void orders.push({ ...order, function: functionName, seen: 0 }),
    open: () => orders.map(({ function: name, at, when, times }) => ({ function: name, at, when, times })),
    clear: () => void orders.splice(0),
    async before(caller, operation, call) {
      if (orders.length === 0) return false;
      const victim = find(caller);
      const order = victim && takeMatch(victim.name, operation);
      if (victim === undefined || order === undefined) return false;
      if (order.when === 'after') {
        doomed.set(call, order);
        return false;
      }
      await victim.kill();
      return true;
    },
    async after(caller, _operation, call) {
      const order = doomed.get(call);
      const victim = find(caller);
      if (order === undefined) return false;
      doomed.delete(call);
      if (victim === undefined) {
        // Another order was quicker: this one waits for the next thread.
        orders.push({ ...order, times: 1, seen: 0 });
        return false;
      }
      await victim.kill();
      return true;
    },
  };
}

/** A number means the nth call since the order, or the next one if another order took that; a name may leave out the service. */
function isMeant(order: Open, operation: string): boolean {
  if (/^\d+$/.test(order.at)) return order.seen >= Number(order.at);
  const wanted = order.at.toLowerCase();
  const actual = operation.toLowerCase();
  return actual === wanted || actual.split(':').at(-1) === wanted;
}
