import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { ChangeRecord } from '#cloud/aws/dynamodb/changes.ts';
import { openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

test('items go when their time to live passes, leave their indexes and are told apart in the feed', async () => {
  const { put, get, query, clock, dynamodb } = await openTable();
  const seconds = Math.floor(clock.now() / 1000);
  await put('short', { expires: { N: `${seconds + 60}` }, gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  await put('long', { expires: { N: `${seconds + 6000}` } });
  await put('ancient', { expires: { N: '1' } });
  await clock.advance(120_000);
  expect(await get('short')).toBeUndefined();
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(0);
  expect(await get('long')).toBeDefined();
  expect(await get('ancient')).toBeDefined();
  expect(dynamodb.readChanges('ksa', 0, 100).at(-1)).toMatchObject({ eventName: 'REMOVE', expired: true });
});

test('the change feed tells every committed write once, in order, with both images', async () => {
  const { client, dynamodb, put, key, TableName } = await openTable();
  const heard: ChangeRecord[] = [];
  dynamodb.onChange((record) => heard.push(record));
  await put('a', { n: { N: '1' } });
  await put('a', { n: { N: '2' } });
  await put('a', { n: { N: '2' } });
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [{ Delete: { TableName, Key: key('a') } }, { Put: { TableName, Item: key('b') } }],
    }),
  );
  const all = dynamodb.readChanges('ksa', 0, 10);
  expect(all.map(({ eventName, keys }) => `${eventName} ${keys.sk?.S}`)).toEqual([
    'INSERT a',
    'MODIFY a',
    'REMOVE a',
    'INSERT b',
  ]);
  expect(all[1]).toMatchObject({ oldImage: { n: { N: '1' } }, newImage: { n: { N: '2' } } });
  expect(heard).toEqual(all);
  expect(dynamodb.readChanges('ksa', all[2]?.sequenceNumber ?? 0, 10)).toEqual([all[3]]);
});

test('changes are kept for a day', async () => {
  const { dynamodb, put, clock } = await openTable();
  await put('a');
  await clock.advance(25 * 3_600_000);
  expect(dynamodb.readChanges('ksa', 0, 10)).toEqual([]);
});

test('items, tables, unread changes and expiries survive a restart', async () => {
  const ground = createGround();
  const first = await openTable(ground);
  await first.put('kept', { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  await first.put('short', { expires: { N: `${Math.floor(ground.clock.now() / 1000) + 60}` } });
  await first.close();
  const second = await openTable(ground);
  expect(await second.get('kept')).toBeDefined();
  expect((await second.query('due', { IndexName: 'gsi1' })).Count).toBe(1);
  expect(second.dynamodb.readChanges('ksa', 0, 10)).toHaveLength(2);
  await ground.clock.advance(61_000);
  expect(await second.get('short')).toBeUndefined();
});
