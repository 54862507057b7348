import { type IndexDescription, type Item, type KeySchema, rules, type TableDescription } from './engine.ts';

export type IndexRow = { index: string; key: string; item: Item };

/** The attributes that an index shows; undefined for all of them. */
export function projected(table: TableDescription, { KeySchema, Projection }: IndexDescription) {
  if (Projection.ProjectionType === 'ALL') return undefined;
  const keys = [...table.KeySchema, ...KeySchema].map(({ AttributeName }) => AttributeName);
  return new Set([...keys, ...(Projection.NonKeyAttributes ?? [])]);
}

/**
 * The rows that an item has in the indexes of its table: one in each index whose key attributes it has. An older item
 * whose attribute does not fit a new index stays out of it.
 */
export function indexRows(table: TableDescription, item: Item | null | undefined): IndexRow[] {
  if (!item) return [];
  return (table.GlobalSecondaryIndexes ?? []).flatMap((index) => {
    if (index.KeySchema.some(({ AttributeName: name }) => !item[name] || indexKeyProblem(table, index, item, name)))
      return [];
    const kept = projected(table, index);
    const shown = kept ? Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name))) : item;
    return [{ index: index.IndexName, key: rules.createIndexKey(item, table, index.KeySchema), item: shown }];
  });
}

/** Why AWS would not store an item: a value that cannot be a key of an index, a long key, a number out of reach. */
export function itemProblem(table: TableDescription, item: Item): string | undefined {
  for (const index of table.GlobalSecondaryIndexes ?? [])
    for (const { AttributeName } of index.KeySchema) {
      const problem = item[AttributeName] && indexKeyProblem(table, index, item, AttributeName);
      if (problem) return problem;
    }
  const tooLong = table.KeySchema.find((key) => isTooLong(table.KeySchema, key.AttributeName, item));
  if (tooLong) return `${invalid} The key ${tooLong.AttributeName} has exceeded its size limit in bytes`;
  const hasManyDigits = ({ N }: Item[string]) =>
    typeof N === 'string' && N.length > 38 && N.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length > 38;
  return Object.values(item).some(hasManyDigits)
    ? 'Attempting to store more than 38 significant digits in a Number'
    : undefined;
}

const invalid = 'One or more parameter values were invalid:';

/** 2048 bytes for a partition key, 1024 for a sort key. */
function isTooLong([hash]: KeySchema, name: string, item: Item): boolean {
  const [[type = '', content = ''] = []] = Object.entries(item[name] ?? {});
  return (
    Buffer.byteLength(String(content), type === 'B' ? 'base64' : 'utf8') > (name === hash?.AttributeName ? 2048 : 1024)
  );
}

function indexKeyProblem(table: TableDescription, index: IndexDescription, item: Item, name: string) {
  const [[type = '', content = ''] = []] = Object.entries(item[name] ?? {});
  const expected = table.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
  if (type !== expected)
    return `${invalid} Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${type} IndexName: ${index.IndexName}`;
  if (content === '')
    return (
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
      `The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.IndexName}, IndexKey: ${name}`
    );
  return isTooLong(index.KeySchema, name, item)
    ? `${invalid} The key has exceeded its size limit in bytes. IndexName: ${index.IndexName}, IndexKey: ${name}`
    : undefined;
}
