import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  IdempotentParameterMismatchException,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import type { ChangeRecord } from '#local/aws/dynamodb/changes.ts';
import { startDynamoDb } from '#local/aws/dynamodb.ts';
import { AwsError, type Ground } from '#local/aws/service.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const index = (name: string, projection: object) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${name}pk`, KeyType: 'HASH' },
    { AttributeName: `${name}sk`, KeyType: 'RANGE' },
  ],
  Projection: projection,
});
const definition = {
  TableName: 'ksa',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  GlobalSecondaryIndexes: [
    index('gsi1', { ProjectionType: 'KEYS_ONLY' }),
    index('gsi2', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] }),
  ],
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
};

async function setUp(ground: Ground = createGround()) {
  const dynamodb = await startDynamoDb(ground);
  const client = new DynamoDBClient({ region: ground.region, credentials, endpoint: dynamodb.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await dynamodb.close();
  };
  open.push(close);
  dynamodb.createTable(definition);
  const TableName = 'ksa';
  const key = (sk: string) => ({ pk: { S: 'cafe' }, sk: { S: sk } });
  const put = (sk: string, more: object = {}) =>
    client.send(new PutItemCommand({ TableName, Item: { ...key(sk), ...more } }));
  const get = async (sk: string) => (await client.send(new GetItemCommand({ TableName, Key: key(sk) }))).Item;
  const query = (pk: string, more: object = {}) => {
    const attribute = 'IndexName' in more ? `${more.IndexName}pk` : 'pk';
    return client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': attribute },
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ...more,
      }),
    );
  };
  return { ground, clock: ground.clock, dynamodb, client, close, TableName, key, put, get, query };
}

test('an item with Arabic, emoji and nested values comes back as it was stored', async () => {
  const { put, get, key } = await setUp();
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
  const { client, put, key, TableName } = await setUp();
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
  const { put, query, key } = await setUp();
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
  const { client, query, key, TableName, put } = await setUp();
  await Promise.all(
    Array.from({ length: 250 }, (_, n) => put(`p${n}`, { gsi1pk: { S: 'due' }, gsi1sk: { S: `${n}` } })),
  );
  await client.send(new UpdateItemCommand({ TableName, Key: key('p7'), UpdateExpression: 'REMOVE gsi1pk, gsi1sk' }));
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(249);
  expect((await client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count).toBe(250);
});

test('an empty string is refused as a key and as the key of an index', async () => {
  const { put, client, key, TableName } = await setUp();
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

test('a transaction applies everything, in the order of its items', async () => {
  const { client, put, get, key, TableName } = await setUp();
  await put('old', { n: { N: '1' } });
  await put('gone');
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: { ...key('new') }, ConditionExpression: 'attribute_not_exists(pk)' } },
        {
          Update: {
            TableName,
            Key: key('old'),
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        { Delete: { TableName, Key: key('gone') } },
        { ConditionCheck: { TableName, Key: key('absent'), ConditionExpression: 'attribute_not_exists(pk)' } },
      ],
    }),
  );
  expect(await get('old')).toMatchObject({ n: { N: '2' } });
  const { Responses } = await client.send(
    new TransactGetItemsCommand({
      TransactItems: ['new', 'gone', 'absent'].map((sk) => ({ Get: { TableName, Key: key(sk) } })),
    }),
  );
  expect(Responses).toEqual([{ Item: key('new') }, {}, {}]);
});

test('a cancelled transaction leaves nothing behind and names the reason of each item', async () => {
  const { client, put, get, key, TableName, dynamodb } = await setUp();
  await put('taken', { word: { S: 'text' } });
  const before = dynamodb.readChanges('ksa', 0, 100).length;
  const error = await client
    .send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { ...key('first'), gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } } } },
          {
            Update: {
              TableName,
              Key: key('taken'),
              UpdateExpression: 'SET #w = #w + :one',
              ExpressionAttributeNames: { '#w': 'word' },
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          },
          {
            ConditionCheck: {
              TableName,
              Key: key('absent'),
              ConditionExpression: 'attribute_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),
    )
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TransactionCanceledException);
  const codes = error instanceof TransactionCanceledException ? error.CancellationReasons?.map(({ Code }) => Code) : [];
  expect(codes).toEqual(['None', 'ValidationError', 'ConditionalCheckFailed']);
  expect(await get('first')).toBeUndefined();
  expect(dynamodb.readChanges('ksa', 0, 100)).toHaveLength(before);
});

test('a failed item of a transaction shows its stored state, and one item may appear only once', async () => {
  const { client, put, key, TableName } = await setUp();
  await put('post', { state: { S: 'published' } });
  const Put = {
    TableName,
    Item: key('post'),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  await expect(client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] }))).rejects.toMatchObject({
    CancellationReasons: [{ Code: 'ConditionalCheckFailed', Item: { state: { S: 'published' } } }],
  });
  await expect(
    client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Delete: { TableName, Key: key('post') } }] }),
    ),
  ).rejects.toThrow(/multiple operations on one item/);
});

test('a repeated transaction with the same token happens once within ten minutes', async () => {
  const { client, get, key, TableName, clock } = await setUp();
  const add = (by: string) =>
    client.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: 'once',
        TransactItems: [
          {
            Update: {
              TableName,
              Key: key('n'),
              UpdateExpression: 'ADD n :by',
              ExpressionAttributeValues: { ':by': { N: by } },
            },
          },
        ],
      }),
    );
  await add('1');
  await add('1');
  expect(await get('n')).toMatchObject({ n: { N: '1' } });
  await expect(add('2')).rejects.toBeInstanceOf(IdempotentParameterMismatchException);
  await clock.advance(10 * 60_000 + 1);
  await add('2');
  expect(await get('n')).toMatchObject({ n: { N: '3' } });
});

test('items go when their time to live passes, leave their indexes and are told apart in the feed', async () => {
  const { client, put, get, query, clock, dynamodb, TableName } = await setUp();
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
  await client.send(
    new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'expires', Enabled: false } }),
  );
  await clock.advance(6_000_000);
  expect(await get('long')).toBeDefined();
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
});

test('the change feed tells every committed write once, in order, with both images', async () => {
  const { client, dynamodb, put, key, TableName } = await setUp();
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
  const { dynamodb, put, clock } = await setUp();
  await put('a');
  await clock.advance(25 * 3_600_000);
  expect(dynamodb.readChanges('ksa', 0, 10)).toEqual([]);
});

test('items, tables, unread changes and expiries survive a restart', async () => {
  const ground = createGround();
  const first = await setUp(ground);
  await first.put('kept', { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  await first.put('short', { expires: { N: `${Math.floor(ground.clock.now() / 1000) + 60}` } });
  await first.close();
  const second = await setUp(ground);
  expect(await second.get('kept')).toBeDefined();
  expect((await second.query('due', { IndexName: 'gsi1' })).Count).toBe(1);
  expect(second.dynamodb.readChanges('ksa', 0, 10)).toHaveLength(2);
  await ground.clock.advance(61_000);
  expect(await second.get('short')).toBeUndefined();
});

test('a new index of the template is filled from the items that are there', async () => {
  const { dynamodb, put, query } = await setUp();
  dynamodb.createTable({
    ...definition,
    GlobalSecondaryIndexes: undefined,
    AttributeDefinitions: definition.AttributeDefinitions.slice(0, 2),
  });
  await put('a', { gsi1pk: { S: 'due' }, gsi1sk: { S: '1' } });
  dynamodb.createTable(definition);
  expect((await query('due', { IndexName: 'gsi1' })).Count).toBe(1);
});

test('batches write and read, and count their work', async () => {
  const { client, key, TableName } = await setUp();
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

test('tables are described with stream, indexes and backups', async () => {
  const { client, TableName } = await setUp();
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
  const { client, key } = await setUp();
  await expect(
    client.send(new RestoreTableToPointInTimeCommand({ TargetTableName: 'copy', SourceTableName: 'ksa' })),
  ).rejects.toMatchObject({ name: 'UnknownOperationException', message: expect.stringContaining('RestoreTable') });
  await expect(client.send(new GetItemCommand({ TableName: 'other', Key: key('a') }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});

test('each item of a transaction needs its own permission, an index has its own resource', async () => {
  const refuse = () => new AwsError('AccessDeniedException', 'no');
  const { gate, calls } = createStrictGate(['dynamodb:DeleteItem'], refuse);
  const { client, put, get, key, query, TableName } = await setUp(createGround({ gate }));
  await put('a');
  const change = client.send(
    new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item: key('b') } }, { Delete: { TableName, Key: key('a') } }],
    }),
  );
  await expect(change).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await get('b')).toBeUndefined();
  await query('due', { IndexName: 'gsi1' });
  const arn = 'arn:aws:dynamodb:me-south-1:000000000000:table/ksa';
  expect(calls).toContainEqual({
    accessKeyId: 'PublisherRole',
    action: 'dynamodb:PutItem',
    resource: arn,
    context: { 'dynamodb:LeadingKeys': ['cafe'] },
  });
  expect(calls.at(-1)).toMatchObject({ action: 'dynamodb:Query', resource: `${arn}/index/gsi1` });
});

test('a dropped answer is a broken connection after the write took effect', async () => {
  const gate = { enter: async () => {}, leave: async (call: { action: string }) => call.action !== 'dynamodb:PutItem' };
  const { client, put, get, key, TableName } = await setUp(createGround({ gate }));
  await expect(put('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await get('a')).toEqual(key('a'));
  await client.send(new DeleteItemCommand({ TableName, Key: key('a') }));
  expect(await get('a')).toBeUndefined();
});

test('two hundred competing claims on one item have one winner', async () => {
  const { client, key, TableName, put } = await setUp();
  await put('target');
  const claim = (n: number) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: key('target'),
        UpdateExpression: 'SET claimedBy = :n',
        ConditionExpression: 'attribute_not_exists(claimedBy)',
        ExpressionAttributeValues: { ':n': { N: `${n}` } },
      }),
    );
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, (_, n) => claim(n)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
