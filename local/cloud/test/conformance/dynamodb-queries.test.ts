import { BatchGetItemCommand, BatchWriteItemCommand, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { conformanceTable, type Item, N, refused, S, text } from './dynamodb-table.ts';

const table = conformanceTable();
const invalid = 'ValidationException';
const sorts = (items: Item[] | undefined) => items?.map(({ sk }) => sk?.S);

/** Six items a to f in a partition, all in the indexes. */
async function six() {
  const found = table();
  const { put, pk } = found;
  const names = ['a', 'b', 'c', 'd1', 'd2', 'f'];
  await Promise.all(
    names.map((sk, n) =>
      put(sk, {
        n: N(n),
        title: S(`t${n}`),
        gsi1pk: S(pk),
        gsi1sk: S(sk),
        gsi2pk: S(pk),
        gsi2sk: S('same'),
        gsi3pk: S(pk),
        gsi3sk: N([10, 9, -1, -1.5, 0, 100][n] ?? 0),
      }),
    ),
  );
  await found.settled();
  return found;
}

test.each([
  ['sk = :a', { ':a': S('c') }, ['c']],
  ['sk < :a', { ':a': S('c') }, ['a', 'b']],
  ['sk <= :a', { ':a': S('c') }, ['a', 'b', 'c']],
  ['sk > :a', { ':a': S('d1') }, ['d2', 'f']],
  ['sk >= :a', { ':a': S('d1') }, ['d1', 'd2', 'f']],
  ['sk BETWEEN :a AND :b', { ':a': S('b'), ':b': S('d1') }, ['b', 'c', 'd1']],
  ['begins_with(sk, :a)', { ':a': S('d') }, ['d1', 'd2']],
])('a query by %s finds the items in order, and backwards', async (condition, ExpressionAttributeValues, expected) => {
  const { query } = await six();
  const more = { KeyConditionExpression: `pk = :pk AND ${condition}`, ExpressionAttributeValues };
  expect(sorts((await query(more)).Items)).toEqual(expected);
  expect(sorts((await query({ ...more, ScanIndexForward: false })).Items)).toEqual(expected.toReversed());
});

test('pages end after their limit and go on where they stopped, in both directions, also among equal index keys', async () => {
  const { query } = await six();
  for (const IndexName of [undefined, 'gsi1', 'gsi2', 'gsi3'])
    for (const ScanIndexForward of [true, false]) {
      const whole = sorts((await query({ ...(IndexName && { IndexName }), ScanIndexForward })).Items);
      const read: (string | undefined)[] = [];
      let ExclusiveStartKey: Item | undefined;
      do {
        const page = await query({
          ...(IndexName && { IndexName }),
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
          ScanIndexForward,
          Limit: 4,
        });
        expect(page.Count).toBeLessThanOrEqual(4);
        read.push(...(sorts(page.Items) ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      expect(read).toEqual(whole);
      expect(new Set(read).size).toBe(6);
    }
});

test('a page that ends exactly at the last item still names a key to go on from', async () => {
  const { query } = await six();
  const page = await query({ Limit: 6 });
  expect(page.LastEvaluatedKey).toBeDefined();
  expect(await query({ Limit: 6, ExclusiveStartKey: page.LastEvaluatedKey })).toMatchObject({ Count: 0, Items: [] });
});

test('a filter drops items after the limit has counted them; a count tells both numbers', async () => {
  const { query } = await six();
  const filter = { FilterExpression: 'n >= :n', ExpressionAttributeValues: { ':n': N(2) } };
  expect(await query({ ...filter, Limit: 3 })).toMatchObject({ Count: 1, ScannedCount: 3 });
  const counted = await query({ ...filter, Select: 'COUNT' });
  expect(counted).toMatchObject({ Count: 4, ScannedCount: 6 });
  expect(counted.Items).toBeUndefined();
  await refused(
    query({ FilterExpression: 'sk = :v', ExpressionAttributeValues: { ':v': S('a') } }),
    invalid,
    /non-primary key attributes/,
  );
});

test('a projection shows what was asked for, nested parts included', async () => {
  const { put, client, TableName, key } = table();
  await put('a', { obj: { M: { x: N(1), y: N(2) } }, seq: { L: [S('p'), S('q')] }, other: S('o') });
  const ProjectionExpression = 'sk, obj.y, seq[1], absent';
  const { Item: item } = await client.send(new GetItemCommand({ TableName, Key: key('a'), ProjectionExpression }));
  expect(item).toEqual({ sk: S('a'), obj: { M: { y: N(2) } }, seq: { L: [S('q')] } });
});

test('an index shows what it projects, and refuses to show more or to be read consistently', async () => {
  const { query, pk, key } = await six();
  const first = async (IndexName: string) => (await query({ IndexName, ScanIndexForward: true, Limit: 1 })).Items?.[0];
  expect(await first('gsi1')).toMatchObject({ title: S('t0'), n: N(0) });
  expect(Object.keys((await first('gsi2')) ?? {}).sort()).toEqual(['gsi2pk', 'gsi2sk', 'pk', 'sk']);
  expect(await first('gsi3')).toEqual({ ...key('d1'), gsi3pk: S(pk), gsi3sk: N(-1.5), title: S('t3') });
  await refused(query({ IndexName: 'gsi2', ProjectionExpression: 'title' }), invalid, /does not project \[title\]/);
  await refused(query({ IndexName: 'gsi2', Select: 'ALL_ATTRIBUTES' }), invalid, /ALL_ATTRIBUTES/);
  await refused(query({ IndexName: 'gsi1', ConsistentRead: true }), invalid, /Consistent reads are not supported/);
  await refused(query({ IndexName: 'nosuch', KeyConditionExpression: 'gsi1pk = :pk' }), invalid, /specified index/);
});

test('an item enters, moves within and leaves an index with its key attributes', async () => {
  const { put, update, query, settled } = table();
  const inIndex = async (pk: string) => {
    await settled();
    return (await query({ IndexName: 'gsi1' }, pk)).Count;
  };
  const [one, two] = [`${table().pk}-1`, `${table().pk}-2`];
  await put('a', { gsi1pk: S(one) });
  expect(await inIndex(one)).toBe(0);
  await update('a', 'SET gsi1sk = :v', { ExpressionAttributeValues: { ':v': S('x') } });
  expect(await inIndex(one)).toBe(1);
  await update('a', 'SET gsi1pk = :v', { ExpressionAttributeValues: { ':v': S(two) } });
  expect([await inIndex(one), await inIndex(two)]).toEqual([0, 1]);
  await update('a', 'REMOVE gsi1sk');
  expect(await inIndex(two)).toBe(0);
});

test.each([
  ['nothing about the partition key', { KeyConditionExpression: 'sk = :pk' }, /missed key schema element/],
  ['a range of partition keys', { KeyConditionExpression: 'pk > :pk' }, /Query key condition not supported/],
  ['another attribute', { KeyConditionExpression: 'pk = :pk AND n = :pk' }, /missed key schema element/],
  ['a key of the wrong type', { KeyConditionExpression: 'pk = :n', ExpressionAttributeValues: { ':n': N(1) } }, /./],
  ['no condition at all', { KeyConditionExpression: undefined }, /./],
  ['a limit below one', { Limit: 0 }, /greater than or equal to 1/],
  ['a start key that is no key', { ExclusiveStartKey: { pk: S('x') } }, /starting key is invalid/],
  ['a start key elsewhere', { ExclusiveStartKey: { pk: S('elsewhere'), sk: S('a') } }, /outside query boundaries/],
])('a query with %s is refused', async (_, more, message) => {
  await refused(table().query(more), invalid, message);
});

test('a scan reads every item once, page by page and in segments', async () => {
  const { client, TableName, pk } = await six();
  const read = async (more: object) => {
    const found: string[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName,
          ...more,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
          FilterExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': S(pk) },
        }),
      );
      found.push(...(page.Items ?? []).map(({ sk }) => sk?.S ?? ''));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return found;
  };
  const all = ['a', 'b', 'c', 'd1', 'd2', 'f'];
  expect((await read({ Limit: 4, ConsistentRead: true })).sort()).toEqual(all);
  const segments = [0, 1, 2].map((Segment) => read({ Segment, TotalSegments: 3, ConsistentRead: true }));
  expect((await Promise.all(segments)).flat().sort()).toEqual(all);
});

test('a query ends its page at 1 MB, also when an Arabic text is half as many letters as bytes', async () => {
  const { put, query } = table();
  for (const n of [1, 2, 3, 4, 5, 6]) await put(`${n}`, { body: S('ق'.repeat(100_000)) });
  const page = await query();
  expect(page.Count).toBeGreaterThanOrEqual(5);
  expect(page.Count).toBeLessThan(7);
  expect(page.LastEvaluatedKey).toBeDefined();
  const rest = await query({ ExclusiveStartKey: page.LastEvaluatedKey });
  expect((page.Count ?? 0) + (rest.Count ?? 0)).toBe(6);
});

test('a batch of 100 keys is answered whole, and 25 writes are done whole', async () => {
  const { client, TableName, key } = table();
  const keys = Array.from({ length: 100 }, (_, n) => key(`${n}`));
  for (let n = 0; n < 100; n += 25) {
    const RequestItems = {
      [TableName]: keys.slice(n, n + 25).map((Key) => ({ PutRequest: { Item: { ...Key, body: S(text(2000)) } } })),
    };
    const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems }));
    expect(UnprocessedItems).toEqual({});
  }
  const RequestItems = { [TableName]: { Keys: keys, ProjectionExpression: 'sk', ConsistentRead: true } };
  const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems }));
  expect(Responses?.[TableName]).toHaveLength(100);
  expect(Responses?.[TableName]?.[0]).toEqual({ sk: { S: expect.any(String) } });
  expect(UnprocessedKeys).toEqual({});
});

test('a batch leaves out what is not there, and mixes puts with removals', async () => {
  const { client, TableName, key, put, get } = table();
  await put('old');
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [{ DeleteRequest: { Key: key('old') } }, { PutRequest: { Item: { ...key('new'), n: N(1) } } }],
      },
    }),
  );
  const RequestItems = { [TableName]: { Keys: ['old', 'new'].map(key), ConsistentRead: true } };
  const { Responses } = await client.send(new BatchGetItemCommand({ RequestItems }));
  expect(Responses?.[TableName]).toEqual([{ ...key('new'), n: N(1) }]);
  expect(await get('old')).toBeUndefined();
});

test('batches that are too long, doubled or malformed are refused and change nothing', async () => {
  const { client, TableName, key, get } = table();
  const write = (requests: object[]) =>
    client.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: requests as { PutRequest: { Item: Item } }[] } }),
    );
  const read = (Keys: Item[]) => client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }));
  const puts = (count: number) => Array.from({ length: count }, (_, n) => ({ PutRequest: { Item: key(`${n}`) } }));
  await refused(write(puts(26)), invalid);
  await refused(write([]), invalid);
  await refused(write([...puts(1), { DeleteRequest: { Key: key('0') } }]), invalid, /duplicates/);
  await refused(write([...puts(1), { PutRequest: { Item: { pk: S('x') } } }]), invalid, /key element does not match/);
  await refused(write([...puts(1), { PutRequest: { Item: { ...key('9'), gsi1pk: S('') } } }]), invalid);
  expect(await get('0')).toBeUndefined();
  await refused(read(Array.from({ length: 101 }, (_, n) => key(`${n}`))), invalid);
  await refused(read([key('a'), key('a')]), invalid, /duplicates/);
  await refused(read([{ pk: S('x') }]), invalid, /key element does not match/);
});
