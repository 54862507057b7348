import { type EngineStore, type Item, rules, type TableDescription } from './engine.ts';

/**
 * The engine ends the key of an index row with 24 bits of a hash of the item's own key, so that many items under one
 * index key would overwrite each other. Here the whole key of the item stands there instead.
 */
rules.createIndexKey = (item, table, schema) => rules.createKey(item, table, schema) + rules.createKey(item, table);

rules.updateIndexes = (store, table, before, after, done) => {
  const fresh = indexRows(table, after);
  const same = (a: IndexRow) => (b: IndexRow) => a.index === b.index && a.key === b.key;
  for (const row of indexRows(table, before)) if (!fresh.some(same(row))) remove(store, table, row);
  let failure: unknown = null;
  for (const { index, key, item } of fresh)
    store.getIndexDb('', table.TableName, index).put(key, item, (error) => {
      failure ??= error;
    });
  done(failure);
};

type IndexRow = { index: string; key: string; item: Item };

/** The rows that an item has in the indexes of its table: one in each index whose key attributes it has. */
export function indexRows(table: TableDescription, item: Item | null | undefined): IndexRow[] {
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return indexes.flatMap(({ IndexName: index, KeySchema, Projection }) => {
    const keys = KeySchema.map(({ AttributeName }) => AttributeName);
    if (!item || keys.some((name) => item[name] === undefined)) return [];
    const kept = new Set([
      ...keys,
      ...table.KeySchema.map(({ AttributeName }) => AttributeName),
      ...(Projection.NonKeyAttributes ?? []),
    ]);
    const shown =
      Projection.ProjectionType === 'ALL'
        ? item
        : Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
    return [{ index, key: rules.createIndexKey(item, table, KeySchema), item: shown }];
  });
}

const remove = (store: EngineStore, table: TableDescription, { index, key }: IndexRow) =>
  store.getIndexDb('', table.TableName, index).del(key, () => {});
