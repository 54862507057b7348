import {
  IdempotentParameterMismatchException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { openTable } from './dynamodb-table.ts';
import { createGround } from './ground.ts';

test('a cancelled transaction leaves no change behind', async () => {
  const { client, key, TableName, dynamodb } = await openTable();
  const ConditionExpression = 'attribute_exists(pk)';
  const change = client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: key('first') } },
        { ConditionCheck: { TableName, Key: key('absent'), ConditionExpression } },
      ],
    }),
  );
  await expect(change).rejects.toMatchObject({ name: 'TransactionCanceledException' });
  expect(dynamodb.readChanges('ksa', 0, 100)).toEqual([]);
});

test('a token is remembered for ten minutes, also across a restart', async () => {
  const ground = createGround();
  const first = await openTable(ground);
  const add = (client: typeof first.client, by: string) =>
    client.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: 'once',
        TransactItems: [
          {
            Update: {
              TableName: 'ksa',
              Key: first.key('n'),
              UpdateExpression: 'ADD n :by',
              ExpressionAttributeValues: { ':by': { N: by } },
            },
          },
        ],
      }),
    );
  await add(first.client, '1');
  await first.close();
  const { client, get, clock } = await openTable(ground);
  await add(client, '1');
  expect(await get('n')).toMatchObject({ n: { N: '1' } });
  await expect(add(client, '2')).rejects.toBeInstanceOf(IdempotentParameterMismatchException);
  await clock.advance(10 * 60_000 + 1);
  await add(client, '2');
  expect(await get('n')).toMatchObject({ n: { N: '3' } });
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
