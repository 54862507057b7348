import {
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { definition, openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

test('a new index of the template is filled from the items that are there', async () => {
  const { dynamodb, put, query } = await openTable();
  dynamodb.createTable({
    ...definition,
    GlobalSecondaryIndexes: undefined,
    AttributeDefinitions: definition.AttributeDefinitions.slice(0, 2),
  });
  await put('a', { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  dynamodb.createTable(definition);
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(1);
});

test('tables are described with stream, indexes and backups', async () => {
  const { client, TableName } = await openTable();
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    TableArn: 'arn:aws:dynamodb:me-south-1:000000000000:table/ksa',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  expect(Table?.GlobalSecondaryIndexes).toHaveLength(2);
  const { ContinuousBackupsDescription } = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
  expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe('ENABLED');
  expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['ksa']);
});

test('what the emulator does not know is refused by name', async () => {
  const { client, key } = await openTable();
  await expect(
    client.send(new RestoreTableToPointInTimeCommand({ TargetTableName: 'copy', SourceTableName: 'ksa' })),
  ).rejects.toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('RestoreTable') });
  await expect(client.send(new GetItemCommand({ TableName: 'other', Key: key('a') }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});

test('index rows of an older form are made anew at the next start', async () => {
  const ground = createGround();
  const first = await openTable(ground);
  await first.put('post', { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  await first.close();
  ground.db.exec(`UPDATE dynamodb_rows SET key = substr(key, 1, 20) WHERE space GLOB 'index/*';
    UPDATE dynamodb_tables SET settings = json_remove(settings, '$.indexForm')`);

  const { client, TableName, key, query } = await openTable(ground);
  await client.send(new DeleteItemCommand({ TableName, Key: key('post') }));

  expect((await query('due', { IndexName: 'gsi1' })).Items).toEqual([]);
});
