import * as z from 'zod/mini';
import { addUnits, type Change, readUnits, type UnitsOn, writeUnits, writeUnitsOn } from './capacity-units.ts';
import { Item, itemBytes } from './item-size.ts';
import type { SdkCall } from './sdk-watch.ts';

/** What one piece of work cost. */
export type Cost = {
  /** Calls of each AWS service, as the SDK sent them. */
  calls: Record<string, number>;
  /** Names of the calls in order, for people. */
  trace: string[];
  writeUnits: number;
  /** The same, by table and index. */
  writeUnitsOn: UnitsOn;
  readUnits: number;
  scans: number;
  /** Queries with a filter that dropped more than half of what was read. */
  wastefulFilters: number;
  /** What IAM must have seen if the SDK told the truth. */
  actions: string[];
};

const Key = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const Put = z.object({ Item });
const Keyed = z.object({ Key: Item });
const TransactItem = z.object({ Put: z.optional(Put), Update: z.optional(Keyed), Delete: z.optional(Keyed) });
const Transaction = z.object({ TransactItems: z.array(z.strictObject(TransactItem.shape)) });
const consistency = { ConsistentRead: z._default(z.boolean(), false) };
const Get = z.object(consistency);
const Gotten = z.object({ Item: z.optional(Item) });
const Batch = z.object({ RequestItems: z.record(z.string(), z.object({ ...consistency, Keys: z.array(Item) })) });
const Batched = z.object({ Responses: z.record(z.string(), z.array(Item)) });
const Queried = z.object({ Items: z.array(Item), Count: z.number(), ScannedCount: z.number() });

/** Takes the change of an item out of the table's stream; undefined when a write changed nothing. */
export type TakeChange = (keyOf: string) => Change | undefined;

export const keyOf = (item: unknown): string => {
  const { pk, sk } = Key.parse(item);
  return `${pk.S} ${sk.S}`;
};

export const nothing = (): Cost => ({
  calls: {},
  trace: [],
  writeUnits: 0,
  writeUnitsOn: {},
  readUnits: 0,
  scans: 0,
  wastefulFilters: 0,
  actions: [],
});

/** Adds up calls. Throws for a call that failed or that no rule is known for: the figures would be guesses. */
export function costOf(calls: readonly SdkCall[], takeChange: TakeChange): Cost {
  const cost = nothing();
  for (const call of calls) {
    if (call.status >= 300) throw new Error(`${call.service}:${call.operation} answered ${call.status}`);
    cost.calls[call.service] = (cost.calls[call.service] ?? 0) + 1;
    cost.trace.push(call.operation);
    if (call.service === 'dynamodb') addTableCall(cost, call, takeChange);
    // A batch of SQS needs the permission of one of it.
    else cost.actions.push(call.operation.replace(/Batch$/, ''));
  }
  return cost;
}

function addTableCall(cost: Cost, call: SdkCall, takeChange: TakeChange): void {
  const isTransaction = call.operation === 'TransactWriteItems';
  const writes = writesIn(call);
  for (const { action, item } of writes) {
    const change = takeChange(keyOf(item));
    if (!change && action !== 'PutItem') throw new Error(`${action} changed nothing, so its size is not known`);
    const written = change ?? { before: item, after: item };
    cost.writeUnits += writeUnits(written, isTransaction);
    addUnits(cost.writeUnitsOn, writeUnitsOn(written, isTransaction));
    cost.actions.push(action);
  }
  if (writes.length > 0) return;
  addRead(cost, call);
  cost.actions.push(call.operation);
}

/** The items that a call writes, each with its key, under the permission that it needs. */
function writesIn({ operation, sent }: SdkCall): { action: string; item: Item }[] {
  switch (operation) {
    case 'PutItem':
      return [{ action: operation, item: Put.parse(sent).Item }];
    case 'UpdateItem':
    case 'DeleteItem':
      return [{ action: operation, item: Keyed.parse(sent).Key }];
    case 'TransactWriteItems':
      return Transaction.parse(sent).TransactItems.flatMap(({ Put: put, Update, Delete }) => [
        ...(put ? [{ action: 'PutItem', item: put.Item }] : []),
        ...(Update ? [{ action: 'UpdateItem', item: Update.Key }] : []),
        ...(Delete ? [{ action: 'DeleteItem', item: Delete.Key }] : []),
      ]);
    default:
      return [];
  }
}

function addRead(cost: Cost, { operation, sent, answered }: SdkCall): void {
  switch (operation) {
    case 'GetItem': {
      const { Item: item } = Gotten.parse(answered);
      cost.readUnits += readUnits(item ? itemBytes(item) : 0, Get.parse(sent).ConsistentRead);
      break;
    }
    case 'BatchGetItem': {
      const { Responses } = Batched.parse(answered);
      for (const [table, { ConsistentRead, Keys }] of Object.entries(Batch.parse(sent).RequestItems)) {
        const found = Responses[table] ?? [];
        for (const item of found) cost.readUnits += readUnits(itemBytes(item), ConsistentRead);
        cost.readUnits += (Keys.length - found.length) * readUnits(0, ConsistentRead);
      }
      break;
    }
    case 'Query': {
      const { Items, Count, ScannedCount } = Queried.parse(answered);
      if (Count < ScannedCount / 2) cost.wastefulFilters++;
      else if (Count !== ScannedCount) throw new Error('A filter dropped items whose size is not known');
      const bytes = Items.reduce((sum, item) => sum + itemBytes(item), 0);
      cost.readUnits += readUnits(bytes, Get.parse(sent).ConsistentRead);
      break;
    }
    case 'Scan':
      cost.scans++;
      break;
    default:
      throw new Error(`No price rule for ${operation}`);
  }
}
