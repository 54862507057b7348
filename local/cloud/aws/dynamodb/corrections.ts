import { AwsError } from '../service.ts';
import { consumed, readUnits } from './capacity.ts';
import { holds } from './conditions.ts';
import { type IndexDescription, type Item, rules, type TableDescription, type Validated } from './engine.ts';
import { indexRows, projected } from './indexes.ts';
import { itemBytes } from './item-size.ts';

/** What the engine does not do as AWS does. Its actions look these functions up, so that replacing them is enough. */

const PAGE_BYTES = 1024 * 1024;

const modeOf = (data: Validated) => (data.ConsistentRead === true ? 'consistent' : 'eventual');

rules.itemSize = itemBytes;

/** Writes are counted after their commit, when the index entries are known. */
rules.addConsumedCapacity = (data, isRead, item) => {
  const table = readUnits(item ? itemBytes(item) : 0, modeOf(data));
  return isRead ? consumed(data.TableName, data.ReturnConsumedCapacity, [{ table, indexes: {} }]) : undefined;
};

rules.checkConditional = (data, existing) =>
  data._condition && !holds(data._condition.expression, existing ?? {})
    ? new AwsError('ConditionalCheckFailedException', 'The conditional request failed')
    : undefined;

/**
 * The engine ends the key of an index row with 24 bits of a hash of the item's own key, so that many items under one
 * index key would overwrite each other. Here the whole key of the item stands there instead.
 */
rules.createIndexKey = (item, table, schema) => rules.createKey(item, table, schema) + rules.createKey(item, table);

rules.updateIndexes = (store, table, before, after, done) => {
  const space = (index: string) => store.getIndexDb('', table.TableName, index);
  for (const { index, key } of indexRows(table, before)) space(index).del(key, () => {});
  for (const { index, key, item } of indexRows(table, after)) space(index).put(key, item, () => {});
  done(null);
};

/** One page of a query or scan: at most `Limit` items or 1 MB are looked at, then filtered, then projected. */
rules.queryTable = (store, table, data, range, _isLocal, _fetches, startKeyNames, done) => {
  const refused = projectionProblem(table, data);
  if (refused) return done(rules.validationError(refused));
  const seen: Item[] = [];
  let bytes = 0;
  const isFull = () => seen.length === data.Limit || bytes >= PAGE_BYTES;
  for (const item of store.scan(data.TableName, data.IndexName, range)) {
    seen.push(item);
    bytes += itemBytes(item);
    if (isFull()) break;
  }
  const { _filter: filter, _projection: projection } = data;
  const found = filter ? seen.filter((item) => holds(filter.expression, item)) : seen;
  const last = isFull() ? seen.at(-1) : undefined;
  const units = readUnits(bytes, modeOf(data));
  const spent = data.IndexName ? { table: 0, indexes: { [data.IndexName]: units } } : { table: units, indexes: {} };
  done(null, {
    Count: found.length,
    ScannedCount: seen.length,
    ...(data.Select === 'COUNT'
      ? {}
      : { Items: projection ? found.map((item) => rules.mapPaths(projection.paths, item)) : found }),
    ...(last && { LastEvaluatedKey: Object.fromEntries(startKeyNames.map((name) => [name, last[name]])) }),
    ConsumedCapacity: consumed(data.TableName, data.ReturnConsumedCapacity, [spent]),
  });
};

function projectionProblem(table: TableDescription, { IndexName, Select, _projection }: Validated) {
  const isSpecific = Select === 'SPECIFIC_ATTRIBUTES';
  if (_projection && Select !== undefined && !isSpecific)
    return `Cannot specify the ProjectionExpression when choosing to get ${Select}`;
  if (isSpecific && !_projection)
    return 'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES';
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined)
    return 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName';
  const index = table.GlobalSecondaryIndexes?.find((one: IndexDescription) => one.IndexName === IndexName);
  const shown = index && projected(table, index);
  const hidden = (_projection?.paths ?? []).map(([name]) => String(name)).filter((name) => shown && !shown.has(name));
  return hidden.length > 0
    ? `One or more parameter values were invalid: Global secondary index ${IndexName} does not project [${hidden.join(', ')}]`
    : undefined;
}
