import { BatchGetItemCommand, DeleteItemCommand, GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

const due = (sort: string) => ({ gsi1pk: { S: 'due' }, gsi1sk: { S: sort } });

/** A table with one old item, whose stale reads lag by five seconds from then on. */
async function lagging() {
  const found = await openTable();
  await found.put('old', { n: { N: '1' }, ...due('1') });
  found.dynamodb.orderLag('ksa', 5000);
  const read = async (sk: string, ConsistentRead: boolean) =>
    (await found.client.send(new GetItemCommand({ TableName: 'ksa', Key: found.key(sk), ConsistentRead }))).Item;
  const inIndex = async (more = {}) =>
    (await found.query('due', { IndexName: 'gsi1', ...more })).Items?.map(({ sk }) => sk?.S);
  return { ...found, read, inIndex };
}

test('an index does not show young writes until the lag has passed: new, moved and removed items', async () => {
  const { put, client, key, clock, inIndex } = await lagging();
  await put('new', due('0'));
  await put('old', due('9'));
  expect(await inIndex()).toEqual(['old']);
  await clock.advance(4000);
  await client.send(new DeleteItemCommand({ TableName: 'ksa', Key: key('new') }));
  expect(await inIndex()).toEqual(['old']);
  await clock.advance(1500);
  expect(await inIndex()).toEqual(['new', 'old']);
  expect(await inIndex({ ScanIndexForward: false })).toEqual(['old', 'new']);
  expect(await inIndex({ Limit: 1 })).toEqual(['new']);
  await clock.advance(4000);
  expect(await inIndex()).toEqual(['old']);
});

test('only a consistent read sees a young write', async () => {
  const { put, client, key, read, query } = await lagging();
  await put('old', { n: { N: '2' } });
  await put('new');
  expect([(await read('old', true))?.n, (await read('old', false))?.n]).toEqual([{ N: '2' }, { N: '1' }]);
  expect([await read('new', true), await read('new', false)]).toEqual([key('new'), undefined]);
  const count = async (ConsistentRead: boolean) => {
    const Keys = ['old', 'new'].map(key);
    const batch = new BatchGetItemCommand({ RequestItems: { ksa: { Keys, ConsistentRead } } });
    return [
      (await query('cafe', { ConsistentRead })).Count,
      (await client.send(new ScanCommand({ TableName: 'ksa', ConsistentRead }))).Count,
      (await client.send(batch)).Responses?.ksa?.length,
    ];
  };
  expect(await count(true)).toEqual([2, 2, 2]);
  expect(await count(false)).toEqual([1, 1, 1]);
});

test('a stale read of a range shows only that range', async () => {
  const { put, query, clock } = await lagging();
  for (const sk of ['k1', 'k2', 'k3', 'k4']) await put(sk, { n: { N: '1' } });
  await clock.advance(6000);
  for (const sk of ['k1', 'k2', 'k3', 'k4', 'k5']) await put(sk, { n: { N: '2' } });
  const found = async (condition: string) =>
    (
      await query('cafe', {
        KeyConditionExpression: `#pk = :pk AND ${condition}`,
        ExpressionAttributeValues: { ':pk': { S: 'cafe' }, ':a': { S: 'k2' }, ':b': { S: 'k3' } },
      })
    ).Items?.map(({ sk, n }) => `${sk?.S} ${n?.N}`);
  expect(await found('sk BETWEEN :a AND :b')).toEqual(['k2 1', 'k3 1']);
});

test('conditions are decided on what is there, never on what a stale read shows', async () => {
  const { put, client, key } = await lagging();
  await put('new');
  const again = client.send(
    new DeleteItemCommand({ TableName: 'ksa', Key: key('new'), ConditionExpression: 'attribute_not_exists(pk)' }),
  );
  await expect(again).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('an order of zero ends the lag, and a restart forgets it', async () => {
  const { put, dynamodb, inIndex } = await lagging();
  await put('new', due('0'));
  dynamodb.orderLag('ksa', 0);
  expect(await inIndex()).toEqual(['new', 'old']);

  const ground = createGround();
  const first = await openTable(ground);
  first.dynamodb.orderLag('ksa', 60_000);
  await first.put('a', due('0'));
  await first.close();
  const second = await openTable(ground);
  expect((await second.query('due', { IndexName: 'gsi1' })).Count).toBe(1);
});
