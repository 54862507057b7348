import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { AwsError } from '#cloud/aws/service.ts';
import { openTable } from './dynamodb-table.ts';
import { createGround, createStrictGate } from './ground.ts';

const arn = 'arn:aws:dynamodb:me-south-1:000000000000:table/ksa';
const TableName = 'ksa';
const leading = (...keys: string[]) => ({ 'dynamodb:LeadingKeys': keys });
const key = (pk: string, sk = 'a') => ({ pk: { S: pk }, sk: { S: sk } });

/** A table whose gate writes down what it is asked, and refuses the named actions. */
async function watched(...denied: string[]) {
  const { gate, calls } = createStrictGate(denied, () => new AwsError('AccessDeniedException', 'no'));
  const found = await openTable(createGround({ gate }));
  return {
    ...found,
    asked: () => calls.splice(0).map(({ action, resource, context }) => ({ action, resource, context })),
  };
}

test('single-item calls tell their own partition key, whole: c1 is not c12', async () => {
  const { client, asked, put, get } = await watched();
  await put('a', { pk: { S: 'c1' } });
  await get('a');
  await client.send(new UpdateItemCommand({ TableName, Key: key('c12'), UpdateExpression: 'REMOVE x' }));
  await client.send(new DeleteItemCommand({ TableName, Key: key('c12') }));
  expect(asked()).toEqual([
    { action: 'dynamodb:PutItem', resource: arn, context: leading('c1') },
    { action: 'dynamodb:GetItem', resource: arn, context: leading('cafe') },
    { action: 'dynamodb:UpdateItem', resource: arn, context: leading('c12') },
    { action: 'dynamodb:DeleteItem', resource: arn, context: leading('c12') },
  ]);
});

test('a query tells the partition that it reads, on an index the index’s own', async () => {
  const { asked, query } = await watched();
  await query('c1', { KeyConditionExpression: '#pk = :pk AND sk > :pk' });
  await query('c1#due', { IndexName: 'gsi1' });
  expect(asked()).toEqual([
    { action: 'dynamodb:Query', resource: arn, context: leading('c1') },
    { action: 'dynamodb:Query', resource: `${arn}/index/gsi1`, context: leading('c1#due') },
  ]);
});

test('a scan tells no partition key, because it reads them all', async () => {
  const { client, asked } = await watched();
  await client.send(new ScanCommand({ TableName }));
  await client.send(new ScanCommand({ TableName, IndexName: 'gsi1' }));
  expect(asked()).toEqual([
    { action: 'dynamodb:Scan', resource: arn, context: {} },
    { action: 'dynamodb:Scan', resource: `${arn}/index/gsi1`, context: {} },
  ]);
});

test('a batch tells the partition keys of all its items, each once', async () => {
  const { client, asked } = await watched();
  const requests = [
    { PutRequest: { Item: key('c1') } },
    { PutRequest: { Item: key('c1', 'b') } },
    { DeleteRequest: { Key: key('c2') } },
  ];
  await client.send(new BatchWriteItemCommand({ RequestItems: { ksa: requests } }));
  await client.send(new BatchGetItemCommand({ RequestItems: { ksa: { Keys: [key('c1'), key('c2')] } } }));
  expect(asked()).toEqual([
    { action: 'dynamodb:BatchWriteItem', resource: arn, context: leading('c1', 'c2') },
    { action: 'dynamodb:BatchGetItem', resource: arn, context: leading('c1', 'c2') },
  ]);
});

test('each item of a transaction asks for its own action with its own key', async () => {
  const { client, asked } = await watched();
  const ConditionExpression = 'attribute_not_exists(pk)';
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: key('c1') } },
        { Update: { TableName, Key: key('c2'), UpdateExpression: 'REMOVE x' } },
        { Delete: { TableName, Key: key('c3') } },
        { ConditionCheck: { TableName, Key: key('c4'), ConditionExpression } },
      ],
    }),
  );
  await client.send(new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key('c5') } }] }));
  const within = (operation: string, pk: string) => ({ ...leading(pk), 'dynamodb:EnclosingOperation': operation });
  expect(asked()).toEqual([
    { action: 'dynamodb:PutItem', resource: arn, context: within('TransactWriteItems', 'c1') },
    { action: 'dynamodb:UpdateItem', resource: arn, context: within('TransactWriteItems', 'c2') },
    { action: 'dynamodb:DeleteItem', resource: arn, context: within('TransactWriteItems', 'c3') },
    { action: 'dynamodb:ConditionCheckItem', resource: arn, context: within('TransactWriteItems', 'c4') },
    { action: 'dynamodb:GetItem', resource: arn, context: within('TransactGetItems', 'c5') },
  ]);
});

test('a transaction of which one item is forbidden does nothing', async () => {
  const { client, get } = await watched('dynamodb:DeleteItem');
  const change = client.send(
    new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item: key('cafe', 'b') } }, { Delete: { TableName, Key: key('cafe') } }],
    }),
  );
  await expect(change).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(await get('b')).toBeUndefined();
});
