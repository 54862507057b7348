import {
  type AttributeValue,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { openTable } from '#cloud/test/dynamodb-table.ts';
import { testTable } from '#test/support/test-table.ts';
import { readUnits, writeUnits } from '../../bench/round-trips/capacity-units.ts';
import { Item as Image, itemBytes } from '../../bench/round-trips/item-size.ts';

type Item = Record<string, AttributeValue>;
const TableName = 'product';
const Key = { pk: { S: 'c1' }, sk: { S: 'post' } };
const total = (spent: ConsumedCapacity | undefined) => spent?.CapacityUnits;

/** The product's own table, for which the benchmark has its price rule. */
async function productTable() {
  const { dynamodb, client } = await openTable();
  dynamodb.createTable({ ...testTable(), TableName });
  return client;
}

const key = (name: string, partition: string, sort: string): Item => ({
  [`${name}pk`]: { S: partition },
  [`${name}sk`]: { S: sort },
});
const long = (bytes: number): Item => ({ body: { S: 'x'.repeat(bytes) } });
const mixed: Item = {
  نص: { S: 'قهوة '.repeat(300) },
  n: { N: '-1234567.89' },
  tags: { SS: ['أ', 'b'] },
  sizes: { NS: ['1', '100', '0.005'] },
  blobs: { BS: [new Uint8Array(700)] },
  deep: { L: [{ M: { yes: { BOOL: true }, none: { NULL: true } } }, { S: '🌙' }] },
};
const all = { ...key('gsi1', 'a', '1'), ...key('gsi2', 'b', '1'), ...key('gsi3', 'due', '1') };

const steps: [string, Item | undefined, Item | undefined][] = [
  ['makes a small item', undefined, {}],
  ['makes a large item in every index', undefined, { ...all, ...long(5000) }],
  ['makes one of every type', undefined, { ...all, ...mixed }],
  ['writes the same again', { ...all, ...mixed }, { ...all, ...mixed }],
  ['changes what two indexes show', { ...all, ...long(900) }, { ...all, ...long(1200) }],
  ['shrinks', { ...all, ...long(5000) }, { ...all, ...long(10) }],
  ['moves within one index', { ...all, ...long(1500) }, { ...all, ...key('gsi1', 'a', '2'), ...long(1500) }],
  ['moves within the index of keys', { ...all }, { ...all, ...key('gsi3', 'due', '2') }],
  ['enters an index', { ...key('gsi1', 'a', '1') }, { ...all }],
  ['leaves its indexes', { ...all, ...long(3000) }, long(3000)],
  ['has half an index key', { ...all }, { ...all, gsi2pk: { S: 'b' }, gsi2sk: undefined as unknown as AttributeValue }],
  ['removes it from every index', { ...all, ...mixed }, undefined],
];

test.each(steps)(
  'a write that %s costs what the benchmark counts, alone, in a batch and in a transaction',
  async (_, from, to) => {
    const client = await productTable();
    const before = from && { ...Key, ...from };
    const after =
      to && Object.fromEntries(Object.entries({ ...Key, ...to }).filter(([, value]) => value !== undefined));
    const image = (item: Item | undefined) => (item === undefined ? undefined : Image.parse(wire(item)));
    const change = { before: image(before), after: image(after) };
    const asked = { ReturnConsumedCapacity: 'TOTAL' as const };
    const prepare = () =>
      before
        ? client.send(new PutItemCommand({ TableName, Item: before }))
        : client.send(new DeleteItemCommand({ TableName, Key }));

    await prepare();
    const alone = after
      ? await client.send(new PutItemCommand({ TableName, Item: after, ...asked }))
      : await client.send(new DeleteItemCommand({ TableName, Key, ...asked }));
    await prepare();
    const request = after ? { PutRequest: { Item: after } } : { DeleteRequest: { Key } };
    const batch = await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [request] }, ...asked }));
    await prepare();
    const item = after ? { Put: { TableName, Item: after } } : { Delete: { TableName, Key } };
    const transaction = await client.send(new TransactWriteItemsCommand({ TransactItems: [item], ...asked }));

    expect(total(alone.ConsumedCapacity)).toBe(writeUnits(change, false));
    expect(total(batch.ConsumedCapacity?.[0])).toBe(writeUnits(change, false));
    expect(total(transaction.ConsumedCapacity?.[0])).toBe(writeUnits(change, true));
  },
);

test('reads cost what the benchmark counts', async () => {
  const client = await productTable();
  const item = { ...Key, ...all, ...mixed, ...long(7000) };
  await client.send(new PutItemCommand({ TableName, Item: item }));
  const bytes = itemBytes(Image.parse(wire(item)));
  for (const ConsistentRead of [true, false]) {
    const asked = { TableName, ConsistentRead, ReturnConsumedCapacity: 'TOTAL' as const };
    const got = await client.send(new GetItemCommand({ ...asked, Key }));
    const nothing = await client.send(new GetItemCommand({ ...asked, Key: { ...Key, sk: { S: 'absent' } } }));
    const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'c1' } } };
    const queried = await client.send(new QueryCommand({ ...asked, ...query }));
    expect(total(got.ConsumedCapacity)).toBe(readUnits(bytes, ConsistentRead));
    expect(total(nothing.ConsumedCapacity)).toBe(readUnits(0, ConsistentRead));
    expect(total(queried.ConsumedCapacity)).toBe(readUnits(bytes, ConsistentRead));
  }
});

/** An item as it crosses the wire: bytes in base64. */
const wire = (item: Item): unknown =>
  JSON.parse(
    JSON.stringify(item, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  );
