import type { JsonRequest } from '../json-protocol.ts';
import type { Call } from '../service.ts';
import { consumed, writeUnits } from './capacity.ts';
import type { Item, Validated } from './engine.ts';
import type { Written } from './store.ts';
import type { Tables } from './tables.ts';

export type Operations = Record<string, (request: JsonRequest) => Promise<unknown>>;

/**
 * Asks IAM for one action on one table or index, telling the partition keys that the request touches
 * (`dynamodb:LeadingKeys`; the index's own for a query of an index, none for a scan).
 */
export async function enter(request: JsonRequest, tables: Tables, action: string, data: Validated, keys?: Item[]) {
  const { KeySchema, GlobalSecondaryIndexes: indexes = [] } = tables.find(data.TableName)?.description ?? {};
  const schema = data.IndexName ? indexes.find(({ IndexName }) => IndexName === data.IndexName)?.KeySchema : KeySchema;
  const name = schema?.[0]?.AttributeName ?? '';
  const queried = data.KeyConditions?.[name]?.AttributeValueList[0];
  const values = queried ? [queried] : (keys ?? [data.Item ?? data.Key ?? {}]).map((item) => item[name]);
  const leading = new Set(values.flatMap((value) => Object.values(value ?? {})).map(String));
  const context: Call['context'] = {
    ...(leading.size > 0 && { 'dynamodb:LeadingKeys': [...leading] }),
    ...(action !== request.operation && { 'dynamodb:EnclosingOperation': request.operation }),
  };
  const index = data.IndexName ? `/index/${data.IndexName}` : '';
  await request.enter(`dynamodb:${action}`, `${tables.arn(data.TableName)}${index}`, context);
}

/** The `ConsumedCapacity` of what was written, one for each table. */
export function consumedBy(written: readonly Written[], wanted: unknown, isTransaction = false): object[] {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return [];
  const byTable = Map.groupBy(written, ({ table }) => table.description);
  return [...byTable].flatMap(([table, changes]) => {
    const units = changes.map((change) => writeUnits(table, change, isTransaction));
    return consumed(table.TableName, wanted, units) ?? [];
  });
}
