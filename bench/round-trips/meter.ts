import type { ChangeRecord } from '#cloud/aws/dynamodb/changes.ts';
import type { Backend } from '#test/support/backend.ts';
import { addUnits, type Change } from './capacity-units.ts';
import { type Cost, costOf, keyOf, nothing } from './cost.ts';
import { Item } from './item-size.ts';
import { type SdkCall, watchSdk } from './sdk-watch.ts';

export type Metered = Cost & {
  /** Addresses asked with `fetch`: platforms, keys of tokens. */
  fetched: string[];
  /** What the table's stream carries of it. */
  changes: ChangeRecord[];
};

/**
 * Measures pieces of work. Two sources count: a middleware of the SDK, and the gate of the local services, which names
 * calls as IAM does. When they disagree there is no figure.
 */
export function startMeter(backend: Backend) {
  const calls: SdkCall[] = [];
  const changes: ChangeRecord[] = [];
  const fetched: string[] = [];
  watchSdk((call) => calls.push(call));
  backend.dynamodb.onChange((record) => changes.push(record));
  const plainFetch = globalThis.fetch;
  globalThis.fetch = (...args) => {
    fetched.push(String(args[0]));
    return plainFetch(...args);
  };

  return async function metered(work: () => Promise<unknown>): Promise<Metered> {
    for (const list of [calls, changes, fetched, backend.calls]) list.length = 0;
    await work();
    const left = [...changes];
    const cost = costOf(calls, (key) => taken(left, key));
    // Handing on a role is a permission that is asked for, not a call.
    const seen = backend.calls.flatMap(({ action }) =>
      action === 'iam:PassRole' ? [] : [action.split(':')[1] ?? action],
    );
    agree(cost.actions, seen);
    return { ...cost, fetched: [...fetched], changes: [...changes] };
  };
}

function taken(changes: ChangeRecord[], key: string): Change | undefined {
  const at = changes.findIndex(({ keys }) => keyOf(keys) === key);
  const [record] = at < 0 ? [] : changes.splice(at, 1);
  if (!record) return undefined;
  const image = (value: unknown) => (value === undefined ? undefined : Item.parse(value));
  return { before: image(record.oldImage), after: image(record.newImage) };
}

function agree(sent: readonly string[], seen: readonly string[]): void {
  const [one, other] = [sent, seen].map((list) => [...list].sort().join(' '));
  if (one !== other) throw new Error(`The SDK sent "${one}", the services saw "${other}"`);
}

/** Several pieces of work as one. */
export function sumOf(parts: readonly Metered[]): Metered {
  const total: Metered = { ...nothing(), fetched: [], changes: [] };
  for (const part of parts) {
    for (const [service, count] of Object.entries(part.calls))
      total.calls[service] = (total.calls[service] ?? 0) + count;
    for (const name of ['trace', 'actions', 'fetched'] as const) total[name].push(...part[name]);
    for (const name of ['writeUnits', 'readUnits', 'scans', 'wastefulFilters'] as const) total[name] += part[name];
    addUnits(total.writeUnitsOn, part.writeUnitsOn);
    total.changes.push(...part.changes);
  }
  return total;
}
