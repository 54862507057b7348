import type { JsonRequest } from '../json-protocol.ts';
import { AwsError } from '../service.ts';
import { type EngineAction, type Item, type Output, rules, run, type Validated, validate } from './engine.ts';
import { consumedBy, enter, type Operations } from './requests.ts';
import { type Draft, itemSpace, type Store } from './store.ts';
import type { Tables } from './tables.ts';

/** Reads and writes of single items, queries and scans. */
export function itemOperations(store: Store, tables: Tables): Operations {
  const read = (action: EngineAction) => async (request: JsonRequest) => {
    const data = validate(action, request.input, store.draft());
    await enter(request, tables, request.operation, data);
    return run(action, data, store.draft({ stale: data.ConsistentRead !== true }));
  };

  const write = (action: EngineAction) => async (request: JsonRequest) => {
    const data = validate(action, request.input, store.draft());
    await enter(request, tables, request.operation, data);
    return store.exclusive(async () => {
      const draft = store.draft();
      const output = await attempt(action, data, draft, store, tables);
      const [ConsumedCapacity] = consumedBy(draft.commit(), data.ReturnConsumedCapacity);
      return { ...output, ConsumedCapacity };
    });
  };

  return {
    GetItem: read('getItem'),
    Query: read('query'),
    Scan: read('scan'),
    PutItem: write('putItem'),
    UpdateItem: write('updateItem'),
    DeleteItem: write('deleteItem'),
  };
}

/** Runs one write; the error of a failed condition carries the item when the caller wants to see it. */
export async function attempt(
  action: EngineAction,
  data: Validated,
  draft: Draft,
  store: Store,
  tables: Tables,
): Promise<Output> {
  try {
    return await run(action, data, draft);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const old = data.wantsOld ? currentItem(store, tables, data) : undefined;
    if (error.name === 'ConditionalCheckFailedException' && old !== undefined)
      throw new AwsError(error.name, error.message, 400, { Item: old });
    if (action === 'updateItem') throw new AwsError(error.name, inUpdate(error.message));
    throw error;
  }
}

/** An update is refused in other words than a put. */
const inUpdate = (message: string) =>
  message.replace(
    'A value specified for a secondary index key is not supported.',
    'The update expression attempted to update a secondary index key to a value that is not supported.',
  );

/** The committed item that a validated single-item request names; undefined also for a malformed key. */
export function currentItem(store: Store, tables: Tables, data: Validated): Item | undefined {
  const table = tables.get(data.TableName).description;
  const invalid = data.Item ? rules.validateItem(data.Item, table) : rules.validateKey(data.Key ?? {}, table);
  if (invalid) return undefined;
  return store.rows.get(itemSpace(table.TableName), rules.createKey(data.Item ?? data.Key ?? {}, table));
}
