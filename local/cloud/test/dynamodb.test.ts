import {
  BatchGetItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  ExecuteStatementCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createGate } from '#cloud/test/gate.ts';
import { openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

test('a long list is read to its end', async () => {
  const { client, query, key, TableName, put } = await openTable();
  await Promise.all(
    Array.from({ length: 250 }, (_, n) => put(`p${n}`, { gsi1pk: { S: 'due' }, gsi1sk: { S: `${n}` } })),
  );
  await client.send(new UpdateItemCommand({ TableName, Key: key('p7'), UpdateExpression: 'REMOVE gsi1pk, gsi1sk' }));
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(249);
  expect((await query('due', { IndexName: 'gsi1', ScanIndexForward: false })).Count).toBe(249);
  expect((await client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count).toBe(250);
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
  const { client, TableName, query, put } = await openTable();
  const index = { gsi1pk: { S: 'due' }, gsi1sk: { S: '2026' } };
  const keys = ['a|bcd', 'ab|cd', 'abc|d'].map((pair) => pair.split('|'));
  for (const [pk = '', sk = ''] of keys) await put(sk, { pk: { S: pk }, ...index });

  expect((await query('due', { IndexName: 'gsi1' })).Items).toHaveLength(3);

  await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'ab' }, sk: { S: 'cd' } } }));
  const first = await query('due', { IndexName: 'gsi1', Limit: 1 });
  const rest = await query('due', { IndexName: 'gsi1', ExclusiveStartKey: first.LastEvaluatedKey });
  const left = [...(first.Items ?? []), ...(rest.Items ?? [])].map(({ pk }) => pk?.S);
  expect(left.sort()).toEqual(['a', 'abc']);
});

test('operations that are not emulated are refused by their name', async () => {
  const { client, TableName } = await openTable();
  const calls = {
    CreateTable: client.send(new CreateTableCommand({ TableName, KeySchema: [], AttributeDefinitions: [] })),
    ExecuteStatement: client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM ksa' })),
    ListTables: client.send(new ListTablesCommand({})),
    RestoreTableToPointInTime: client.send(new RestoreTableToPointInTimeCommand({ TargetTableName: 'copy' })),
  };
  for (const [name, call] of Object.entries(calls))
    await expect(call).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringMatching(name),
    });
});

test('parameters that would be ignored are refused by their name, those from before expressions too', async () => {
  const { client, TableName, key } = await openTable();
  const KeyConditions = { pk: { ComparisonOperator: 'EQ' as const, AttributeValueList: [{ S: 'cafe' }] } };
  const RequestItems = { [TableName]: { Keys: [key('a')], AttributesToGet: ['sk'] } };
  const calls = {
    AttributeUpdates: client.send(new UpdateItemCommand({ TableName, Key: key('a'), AttributeUpdates: {} })),
    Expected: client.send(new PutItemCommand({ TableName, Item: key('a'), Expected: {} })),
    KeyConditions: client.send(new QueryCommand({ TableName, KeyConditions })),
    ScanFilter: client.send(new ScanCommand({ TableName, ScanFilter: {} })),
    AttributesToGet: client.send(new BatchGetItemCommand({ RequestItems })),
    ReturnItemCollectionMetrics: client.send(
      new PutItemCommand({ TableName, Item: key('a'), ReturnItemCollectionMetrics: 'SIZE' }),
    ),
  };
  for (const [name, call] of Object.entries(calls))
    await expect(call).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringMatching(name) });
});
