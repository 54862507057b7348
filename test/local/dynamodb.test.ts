import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createGate } from '#test/support/gate.ts';
import { openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

test('an item with Arabic, emoji and nested values comes back as it was stored', async () => {
  const { put, get, key } = await openTable();
  const more = {
    caption: { S: 'قهوة ☕️' },
    tags: { L: [{ S: 'كويت' }, { M: { n: { N: '1.5' } } }] },
    bin: { B: new Uint8Array([1, 2]) },
  };
  await put('post', more);
  expect(await get('post')).toEqual({ ...key('post'), ...more });
  expect(await get('missing')).toBeUndefined();
});

test('a failed condition is a typed error and carries the old item when asked', async () => {
  const { client, put, key, TableName } = await openTable();
  await put('post', { state: { S: 'published' } });
  const failure = client.send(
    new UpdateItemCommand({
      TableName,
      Key: key('post'),
      UpdateExpression: 'SET #s = :new',
      ConditionExpression: '#s = :old',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':new': { S: 'cancelled' }, ':old': { S: 'scheduled' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  const error = await failure.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConditionalCheckFailedException);
  expect(error).toMatchObject({ Item: { state: { S: 'published' } } });
});

test('indexes show only what they project, page by page in both directions', async () => {
  const { put, query, key } = await openTable();
  for (const n of ['1', '2', '3', '4', '5'])
    await put(`post-${n}`, {
      gsi1pk: { S: 'due' },
      gsi1sk: { S: n },
      gsi2pk: { S: 'feed' },
      gsi2sk: { S: n },
      title: { S: `t${n}` },
      body: { S: 'long' },
    });
  const first = await query('due', { IndexName: 'gsi1', Limit: 2 });
  expect(first.Items?.[0]).toEqual({ ...key('post-1'), gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  const second = await query('due', { IndexName: 'gsi1', Limit: 2, ExclusiveStartKey: first.LastEvaluatedKey });
  expect(second.Items?.map(({ gsi1sk }) => gsi1sk?.S)).toEqual(['3', '4']);
  const back = await query('feed', { IndexName: 'gsi2', ScanIndexForward: false, Limit: 1 });
  expect(back.Items).toEqual([{ ...key('post-5'), gsi2pk: { S: 'feed' }, gsi2sk: { S: '5' }, title: { S: 't5' } }]);
  const range = await query('cafe', {
    KeyConditionExpression: '#pk = :pk AND sk BETWEEN :a AND :b',
    ExpressionAttributeValues: { ':pk': { S: 'cafe' }, ':a': { S: 'post-2' }, ':b': { S: 'post-3' } },
  });
  expect(range.Count).toBe(2);
});

test('an item leaves an index when its index key goes, and a long list is read to its end', async () => {
  const { client, query, key, TableName, put } = await openTable();
  await Promise.all(
    Array.from({ length: 250 }, (_, n) => put(`p${n}`, { gsi1pk: { S: 'due' }, gsi1sk: { S: `${n}` } })),
  );
  await client.send(new UpdateItemCommand({ TableName, Key: key('p7'), UpdateExpression: 'REMOVE gsi1pk, gsi1sk' }));
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(249);
  expect((await client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count).toBe(250);
});

test('an empty string is refused as a key and as the key of an index', async () => {
  const { put, client, key, TableName } = await openTable();
  await expect(put('')).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(put('x', { gsi1pk: { S: '' }, gsi1sk: { S: 'a' } })).rejects.toThrow(
    /IndexName: gsi1, IndexKey: gsi1pk/,
  );
  await put('y', { gsi1pk: { S: 'a' }, gsi1sk: { S: 'a' } });
  await expect(
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key('y'),
        UpdateExpression: 'SET gsi1pk = :e',
        ExpressionAttributeValues: { ':e': { S: '' } },
      }),
    ),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});

test('batches write and read, and count their work', async () => {
  const { client, key, TableName } = await openTable();
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: { ksa: ['a', 'b', 'c'].map((sk) => ({ PutRequest: { Item: key(sk) } })) },
    }),
  );
  const { Responses } = await client.send(
    new BatchGetItemCommand({ RequestItems: { ksa: { Keys: ['a', 'c', 'x'].map(key) } } }),
  );
  expect(Responses?.ksa).toHaveLength(2);
  const { ConsumedCapacity } = await client.send(
    new PutItemCommand({ TableName, Item: key('d'), ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(ConsumedCapacity).toMatchObject({ CapacityUnits: 1, TableName });
});

test('a dropped answer is a broken connection after the write took effect', async () => {
  const gate = createGate({ leave: ({ action }) => action !== 'dynamodb:PutItem' });
  const { client, put, get, key, TableName } = await openTable(createGround({ gate }));
  await expect(put('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await get('a')).toEqual(key('a'));
  await client.send(new DeleteItemCommand({ TableName, Key: key('a') }));
  expect(await get('a')).toBeUndefined();
});

test('items with one index key all stand in the index, however alike their own keys are', async () => {
  const { client, TableName, query } = await openTable();
  const index = { gsi1pk: { S: 'due' }, gsi1sk: { S: '2026' } };
  const keys = ['a|bcd', 'ab|cd', 'abc|d'].map((pair) => pair.split('|'));
  for (const [pk = '', sk = ''] of keys)
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: sk }, ...index } }));

  expect((await query('due', { IndexName: 'gsi1' })).Items).toHaveLength(3);

  await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'ab' }, sk: { S: 'cd' } } }));
  const first = await query('due', { IndexName: 'gsi1', Limit: 1 });
  const rest = await query('due', { IndexName: 'gsi1', ExclusiveStartKey: first.LastEvaluatedKey });
  const left = [...(first.Items ?? []), ...(rest.Items ?? [])].map(({ pk }) => pk?.S);
  expect(left.sort()).toEqual(['a', 'abc']);
});
