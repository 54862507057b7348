import type { JsonRequest } from '../json-protocol.ts';
import { AwsError } from '../service.ts';
import { consumed, readUnits } from './capacity.ts';
import { type Item, type Path, rules, run, unsupported, type Validated, validate } from './engine.ts';
import { itemBytes } from './item-size.ts';
import { consumedBy, enter, type Operations } from './requests.ts';
import type { Store } from './store.ts';
import type { Tables } from './tables.ts';

const MAX_WRITES = 25;

type Reads = { Keys: Item[]; AttributesToGet?: string[]; ConsistentRead?: boolean; _projection?: { paths: Path[] } };
type Write = { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } };

/** BatchGetItem and BatchWriteItem: single-item work in one request, not a transaction. */
export function batchOperations(store: Store, tables: Tables): Operations {
  const get = async (request: JsonRequest) => {
    const data = validate('batchGetItem', request.input, store.draft());
    const reads = Object.entries(data.RequestItems as Record<string, Reads>);
    for (const [TableName, { Keys, AttributesToGet }] of reads) {
      if (AttributesToGet !== undefined) throw unsupported('AttributesToGet');
      await enter(request, tables, request.operation, { TableName }, Keys);
    }
    const Responses: Record<string, unknown[]> = {};
    const ConsumedCapacity: unknown[] = [];
    for (const [TableName, { Keys, ConsistentRead = false, _projection }] of reads) {
      const draft = store.draft({ stale: !ConsistentRead });
      const found: unknown[] = [];
      let table = 0;
      for (const Key of Keys) {
        const { Item: item } = await run('getItem', { TableName, Key }, draft);
        const bytes = item === undefined ? 0 : itemBytes(item as Item);
        table += readUnits(bytes, ConsistentRead ? 'consistent' : 'eventual');
        if (item !== undefined) found.push(_projection ? rules.mapPaths(_projection.paths, item as Item) : item);
      }
      Responses[TableName] = found;
      const spent = consumed(TableName, data.ReturnConsumedCapacity, [{ table, indexes: {} }]);
      if (spent) ConsumedCapacity.push(spent);
    }
    return { Responses, UnprocessedKeys: {}, ...(ConsumedCapacity.length > 0 && { ConsumedCapacity }) };
  };

  const write = async (request: JsonRequest) => {
    const data = validate('batchWriteItem', request.input, store.draft());
    const writes = Object.entries(data.RequestItems as Record<string, Write[]>);
    for (const [TableName, requests] of writes)
      await enter(request, tables, request.operation, { TableName }, requests.map(target));
    if (writes.reduce((sum, [, requests]) => sum + requests.length, 0) > MAX_WRITES)
      throw new AwsError('ValidationException', 'Too many items requested for the BatchWriteItem call');
    return store.exclusive(async () => {
      const draft = store.draft();
      for (const [TableName, requests] of writes) {
        const seen = new Set<string>();
        for (const { PutRequest, DeleteRequest } of requests) {
          if (PutRequest && DeleteRequest) throw unsupported('PutRequest beside DeleteRequest');
          const single: Validated = { TableName, ...PutRequest, ...DeleteRequest };
          await run(PutRequest ? 'putItem' : 'deleteItem', single, draft).catch(inBatch);
          seen.add(rules.createKey(PutRequest?.Item ?? DeleteRequest?.Key ?? {}, tables.get(TableName).description));
        }
        if (seen.size < requests.length)
          throw new AwsError('ValidationException', 'Provided list of item keys contains duplicates');
      }
      const ConsumedCapacity = consumedBy(draft.commit(), data.ReturnConsumedCapacity);
      return { UnprocessedItems: {}, ...(ConsumedCapacity.length > 0 && { ConsumedCapacity }) };
    });
  };

  return { BatchGetItem: get, BatchWriteItem: write };
}

/** A batch is refused in other words than a put. */
function inBatch(error: unknown): never {
  if (error instanceof AwsError && /Missing the key|Type mismatch for key/.test(error.message))
    throw new AwsError(error.name, 'The provided key element does not match the schema');
  throw error;
}

const target = ({ PutRequest, DeleteRequest }: Write): Item => PutRequest?.Item ?? DeleteRequest?.Key ?? {};
