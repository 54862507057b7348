import type { JsonRequest } from '../json-protocol.ts';
import { AwsError, type Call } from '../service.ts';
import { type EngineAction, type Item, type Output, rules, run, type Validated, validate } from './engine.ts';
import { type Draft, itemSpace, type Store } from './store.ts';
import type { Tables } from './tables.ts';

type Operations = Record<string, (request: JsonRequest) => Promise<unknown>>;

/** Reads and writes of items outside transactions. */
export function itemOperations(store: Store, tables: Tables, armExpiry: () => void): Operations {
  const enter = (request: JsonRequest, data: Validated) => {
    const index = typeof data.IndexName === 'string' ? `/index/${data.IndexName}` : '';
    const resource = `${tables.arn(data.TableName)}${index}`;
    return request.enter(`dynamodb:${request.operation}`, resource, leadingKeys(tables, data));
  };

  const read = (action: EngineAction) => async (request: JsonRequest) => {
    const draft = store.draft();
    const data = validate(action, request.input, draft);
    await enter(request, data);
    return run(action, data, draft);
  };

  const write = (action: EngineAction) => async (request: JsonRequest) => {
    const data = validate(action, request.input, store.draft());
    await enter(request, data);
    const wantsOld = request.input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
    return store.exclusive(async () => {
      const draft = store.draft();
      const output = await run(action, data, draft).catch((error: unknown) => {
        throw wantsOld ? withOldItem(error, currentItem(store, tables, data)) : error;
      });
      draft.commit();
      armExpiry();
      return output;
    });
  };

  const batch = (action: EngineAction, finish: (draft: Draft) => void) => async (request: JsonRequest) => {
    const draft = store.draft();
    const data = validate(action, request.input, draft);
    for (const table of Object.keys(data.RequestItems ?? {}))
      await request.enter(`dynamodb:${request.operation}`, tables.arn(table));
    return store.exclusive(async (): Promise<Output> => {
      const output = await run(action, data, draft);
      finish(draft);
      return output;
    });
  };

  return {
    GetItem: read('getItem'),
    Query: read('query'),
    Scan: read('scan'),
    BatchGetItem: batch('batchGetItem', () => undefined),
    PutItem: write('putItem'),
    UpdateItem: write('updateItem'),
    DeleteItem: write('deleteItem'),
    BatchWriteItem: batch('batchWriteItem', (draft) => {
      draft.commit();
      armExpiry();
    }),
  };
}

/** The committed item that a validated single-item request names; undefined also for a malformed key. */
export function currentItem(store: Store, tables: Tables, data: Validated): Item | undefined {
  const table = tables.get(data.TableName).description;
  const invalid = data.Item ? rules.validateItem(data.Item, table) : rules.validateKey(data.Key ?? {}, table);
  if (invalid) return undefined;
  return store.rows.get(itemSpace(table.TableName), rules.createKey(data.Item ?? data.Key ?? {}, table));
}

/** IAM's `dynamodb:LeadingKeys`: the partition keys that a request touches. */
export function leadingKeys(tables: Tables, data: Validated): Call['context'] {
  const name = tables.find(data.TableName)?.description.KeySchema[0]?.AttributeName ?? '';
  const value = Object.values((data.Item ?? data.Key)?.[name] ?? {})[0];
  return typeof value === 'string' ? { 'dynamodb:LeadingKeys': [value] } : undefined;
}

function withOldItem(error: unknown, item: Item | undefined): unknown {
  const failed = error instanceof AwsError && error.name === 'ConditionalCheckFailedException';
  return failed && item !== undefined ? new AwsError(error.name, error.message, 400, { Item: item }) : error;
}
