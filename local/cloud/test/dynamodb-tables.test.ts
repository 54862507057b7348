import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { definition, openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

const due = { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } };
const bare = {
  ...definition,
  GlobalSecondaryIndexes: undefined,
  AttributeDefinitions: definition.AttributeDefinitions.slice(0, 2),
};
const [gsi1, gsi2] = definition.GlobalSecondaryIndexes;
const withProjection = (Projection: object) => ({
  ...definition,
  GlobalSecondaryIndexes: [{ ...gsi1, Projection }, gsi2],
});

test('a new index of the template is filled from the items that fit it', async () => {
  const { dynamodb, put, query } = await openTable();
  dynamodb.createTable(bare);
  await put('a', due);
  await put('number', { ...due, gsi1sk: { N: '1' } });
  await put('empty', { ...due, gsi1sk: { S: '' } });
  dynamodb.createTable(definition);
  expect((await query('due', { IndexName: 'gsi1' })).Items?.map(({ sk }) => sk?.S)).toEqual(['a']);
});

test('an index that the template no longer has is gone, and comes back complete', async () => {
  const { dynamodb, put, query } = await openTable();
  await put('a', due);
  dynamodb.createTable(bare);
  await expect(query('due', { IndexName: 'gsi1' })).rejects.toMatchObject({ name: 'ValidationException' });
  await put('b', due);
  dynamodb.createTable(definition);
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(2);
});

test('an index shows what its changed projection says', async () => {
  const { dynamodb, put, query } = await openTable();
  await put('a', { ...due, title: { S: 't' }, body: { S: 'b' } });
  const shown = async () => Object.keys((await query('due', { IndexName: 'gsi1' })).Items?.[0] ?? {}).sort();
  expect(await shown()).toEqual(['gsi1pk', 'gsi1sk', 'pk', 'sk']);
  dynamodb.createTable(withProjection({ ProjectionType: 'ALL' }));
  expect(await shown()).toContain('body');
  dynamodb.createTable(withProjection({ ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] }));
  expect(await shown()).toEqual(['gsi1pk', 'gsi1sk', 'pk', 'sk', 'title']);
});

test('a template with other keys than the items have is refused in one clear sentence, and nothing is lost', async () => {
  const { dynamodb, put, get, key } = await openTable();
  await put('a');
  const retyped = [
    { AttributeName: 'pk', AttributeType: 'N' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ];
  for (const other of [
    { ...bare, KeySchema: bare.KeySchema.slice(0, 1), AttributeDefinitions: bare.AttributeDefinitions.slice(0, 1) },
    { ...bare, AttributeDefinitions: retyped },
  ])
    expect(() => dynamodb.createTable(other)).toThrow(/Table ksa exists with other keys.*--fresh/);
  expect(await get('a')).toEqual(key('a'));
});

test('a changed time-to-live attribute counts for the items that are there', async () => {
  const { dynamodb, put, get, clock } = await openTable();
  const soon = { N: `${Math.floor(clock.now() / 1000) + 60}` };
  await put('a', { expires: soon });
  await put('b', { until: soon });
  dynamodb.createTable({ ...definition, TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } });
  await clock.advance(120_000);
  expect(await get('a')).toBeDefined();
  expect(await get('b')).toBeUndefined();
  dynamodb.createTable({ ...definition, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: false } });
  await clock.advance(120_000);
  expect(await get('a')).toBeDefined();
});

test('a stream that is switched on later tells what is written from then on, as its view type says', async () => {
  const { dynamodb, put } = await openTable();
  dynamodb.createTable({ ...definition, StreamSpecification: undefined });
  await put('before', { n: { N: '1' } });
  dynamodb.createTable({ ...definition, StreamSpecification: { StreamViewType: 'OLD_IMAGE' } });
  await put('before', { n: { N: '2' } });
  dynamodb.createTable({ ...definition, StreamSpecification: { StreamViewType: 'KEYS_ONLY' } });
  await put('after', { n: { N: '3' } });
  const [changed, made, ...others] = dynamodb.readChanges('ksa', 0, 10);
  expect(others).toEqual([]);
  expect(changed).toMatchObject({ eventName: 'MODIFY', streamViewType: 'OLD_IMAGE', oldImage: { n: { N: '1' } } });
  expect(changed).not.toHaveProperty('newImage');
  expect(made).toMatchObject({ eventName: 'INSERT', streamViewType: 'KEYS_ONLY', keys: { sk: { S: 'after' } } });
  expect(made).not.toHaveProperty('newImage');
});

test.each([
  ['LocalSecondaryIndexes', []],
  ['ProvisionedThroughput', { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }],
  ['KinesisStreamSpecification', {}],
  ['BillingMode', 'PROVISIONED'],
  ['StreamSpecification', { StreamViewType: 'EVERYTHING' }],
])('a table with %s that would be ignored is refused by name', async (name, value) => {
  const { dynamodb } = await openTable();
  expect(() => dynamodb.createTable({ ...definition, [name]: value })).toThrow(new RegExp(name));
});

test('an index on an attribute that is not defined is refused', async () => {
  const { dynamodb } = await openTable();
  const AttributeDefinitions = definition.AttributeDefinitions.slice(0, 5);
  expect(() => dynamodb.createTable({ ...definition, AttributeDefinitions })).toThrow(/gsi2sk/);
});

test('index rows of an older form are made anew at the next start', async () => {
  const ground = createGround();
  const first = await openTable(ground);
  await first.put('post', due);
  await first.close();
  ground.db.exec(`UPDATE dynamodb_rows SET key = substr(key, 1, 20) WHERE space GLOB 'index/*';
    UPDATE dynamodb_tables SET settings = json_remove(settings, '$.indexForm')`);

  const { client, TableName, key, query } = await openTable(ground);
  await client.send(new DeleteItemCommand({ TableName, Key: key('post') }));

  expect((await query('due', { IndexName: 'gsi1' })).Items).toEqual([]);
});
