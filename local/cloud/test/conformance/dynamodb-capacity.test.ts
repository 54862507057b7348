import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  GetItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { conformanceTable, type Item, N, S, text } from './dynamodb-table.ts';

const table = conformanceTable();
const ReturnConsumedCapacity = 'INDEXES' as const;
const asked = { ReturnConsumedCapacity };

/** Units by place: `{ table: 1, gsi1: 2 }`. */
const units = (spent: ConsumedCapacity | undefined) => ({
  table: spent?.Table?.CapacityUnits,
  ...Object.fromEntries(
    Object.entries(spent?.GlobalSecondaryIndexes ?? {}).map(([name, { CapacityUnits }]) => [name, CapacityUnits]),
  ),
});
const indexed = (pk: string, more: Item = {}): Item => ({
  gsi1pk: S(pk),
  gsi1sk: S('1'),
  gsi2pk: S(pk),
  gsi2sk: S('1'),
  ...more,
});

test('a write costs a unit for each KB, and each index whose projection changes its own', async () => {
  const { put, update, remove, pk } = table();
  const cost = async (call: Promise<{ ConsumedCapacity?: ConsumedCapacity | undefined }>) =>
    units((await call).ConsumedCapacity);
  const set = (expression: string, value: Item[string]) =>
    cost(update('a', `SET ${expression} = :v`, { ...asked, ExpressionAttributeValues: { ':v': value } }));

  expect(await cost(put('a', indexed(pk, { body: S(text(1500)) }), asked))).toEqual({ table: 2, gsi1: 2, gsi2: 1 });
  // The same again: nothing changes in the indexes.
  expect(await cost(put('a', indexed(pk, { body: S(text(1500)) }), asked))).toEqual({ table: 2 });
  // Only the index that shows the attribute is written.
  expect(await set('n', N(1))).toEqual({ table: 2, gsi1: 2 });
  // A changed index key is one write out and one in.
  expect(await set('gsi2sk', S('2'))).toEqual({ table: 2, gsi1: 2, gsi2: 2 });
  expect(await set('gsi1sk', S('2'))).toEqual({ table: 2, gsi1: 4 });
  expect(await cost(update('a', 'REMOVE gsi2pk', asked))).toEqual({ table: 2, gsi1: 2, gsi2: 1 });
  // The larger image counts.
  expect(await set('body', S(text(100)))).toEqual({ table: 2, gsi1: 2 });
  expect(await cost(remove('a', asked))).toEqual({ table: 1, gsi1: 1 });
  expect(await cost(remove('a', asked))).toEqual({ table: 1 });
});

test('Arabic letters are billed as two bytes', async () => {
  const { put } = table();
  const { ConsumedCapacity: spent } = await put('a', { body: S('ق'.repeat(1000)) }, asked);
  expect(units(spent)).toEqual({ table: 2 });
});

test('a total is one number, and nothing is told unless asked', async () => {
  const { put, pk, TableName } = table();
  const { ConsumedCapacity } = await put('a', indexed(pk), { ReturnConsumedCapacity: 'TOTAL' });
  expect(ConsumedCapacity).toMatchObject({ TableName: expect.stringContaining(TableName), CapacityUnits: 3 });
  expect(ConsumedCapacity?.Table).toBeUndefined();
  expect((await put('a')).ConsumedCapacity).toBeUndefined();
});

test('a read costs a unit for each 4 KB, half of it when it may be stale, also for nothing', async () => {
  const { client, TableName, put, key } = table();
  await put('a', { body: S(text(5000)) });
  const get = async (sk: string, ConsistentRead: boolean) => {
    const command = new GetItemCommand({
      TableName,
      Key: key(sk),
      ConsistentRead,
      ...asked,
      ProjectionExpression: 'sk',
    });
    return (await client.send(command)).ConsumedCapacity?.CapacityUnits;
  };
  expect([await get('a', true), await get('a', false)]).toEqual([2, 1]);
  expect([await get('absent', true), await get('absent', false)]).toEqual([1, 0.5]);
});

test('a query costs the sum of what it read, before filter and projection, on the table or the index', async () => {
  const { put, query, pk, settled } = table();
  for (const sk of ['a', 'b', 'c']) await put(sk, indexed(pk, { gsi1sk: S(sk), gsi2sk: S(sk), body: S(text(3000)) }));
  await settled();
  const filter = { FilterExpression: 'absent = :pk', ProjectionExpression: 'sk', ...asked };
  expect(units((await query(filter)).ConsumedCapacity)).toEqual({ table: 3 });
  expect(units((await query({ ...filter, ConsistentRead: false })).ConsumedCapacity)).toEqual({ table: 1.5 });
  expect(units((await query({ IndexName: 'gsi1', ...asked })).ConsumedCapacity)).toEqual({ table: 0, gsi1: 1.5 });
  expect(units((await query({ IndexName: 'gsi2', ...asked })).ConsumedCapacity)).toEqual({ table: 0, gsi2: 0.5 });
});

test('a batch costs what its parts cost, each rounded for itself', async () => {
  const { client, TableName, key, pk } = table();
  const Item = { ...key('a'), ...indexed(pk) };
  const requests = [{ PutRequest: { Item } }, { PutRequest: { Item: { ...key('b'), body: S(text(1500)) } } }];
  const written = await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests }, ...asked }));
  expect(written.ConsumedCapacity?.map(units)).toEqual([{ table: 3, gsi1: 1, gsi2: 1 }]);
  const Keys = ['a', 'b', 'absent'].map(key);
  const read = (ConsistentRead: boolean) =>
    client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead } }, ...asked }));
  expect((await read(false)).ConsumedCapacity?.map(units)).toEqual([{ table: 1.5 }]);
  expect((await read(true)).ConsumedCapacity?.map(units)).toEqual([{ table: 3 }]);
});

test('a transaction costs twice, its indexes once; repeated, it costs the reads', async () => {
  const { client, TableName, key, pk, put, unique } = table();
  await put('checked', { body: S(text(1500)) });
  const command = new TransactWriteItemsCommand({
    ClientRequestToken: unique('token'),
    TransactItems: [
      { Put: { TableName, Item: { ...key('a'), ...indexed(pk) } } },
      { ConditionCheck: { TableName, Key: key('checked'), ConditionExpression: 'attribute_exists(pk)' } },
    ],
    ...asked,
  });
  expect((await client.send(command)).ConsumedCapacity?.map(units)).toEqual([{ table: 6, gsi1: 1, gsi2: 1 }]);
  expect((await client.send(command)).ConsumedCapacity?.map(units)).toEqual([{ table: 4 }]);
  const TransactItems = ['a', 'absent'].map((sk) => ({ Get: { TableName, Key: key(sk) } }));
  const read = await client.send(new TransactGetItemsCommand({ TransactItems, ...asked }));
  expect(read.ConsumedCapacity?.map(units)).toEqual([{ table: 4 }]);
});
