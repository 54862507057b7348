import {
  IdempotentParameterMismatchException,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { openTable } from './dynamodb-table.ts';
import { createGround, createStrictGate } from './ground.ts';

test('a transaction applies everything, in the order of its items', async () => {
  const { client, put, get, key, TableName } = await openTable();
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
  const { client, put, get, key, TableName, dynamodb } = await openTable();
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
  const { client, put, key, TableName } = await openTable();
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
  const { client, get, key, TableName, clock } = await openTable();
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

test('each item of a transaction needs its own permission, an index has its own resource', async () => {
  const refuse = () => new AwsError('AccessDeniedException', 'no');
  const { gate, calls } = createStrictGate(['dynamodb:DeleteItem'], refuse);
  const { client, put, get, key, query, TableName } = await openTable(createGround({ gate }));
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

test('two hundred competing claims on one item have one winner', async () => {
  const { client, key, TableName, put } = await openTable();
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
