import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { onTestFinished } from 'vitest';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import type { Ground } from '#cloud/aws/service.ts';
import { createGround, credentials } from './ground.ts';

const index = (name: string, projection: object) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${name}pk`, KeyType: 'HASH' },
    { AttributeName: `${name}sk`, KeyType: 'RANGE' },
  ],
  Projection: projection,
});
export const definition = {
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

/** One table with two indexes, asked through the SDK. */
export async function openTable(ground: Ground = createGround()) {
  const dynamodb = await startDynamoDb(ground);
  const client = new DynamoDBClient({ region: ground.region, credentials, endpoint: dynamodb.url, maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await dynamodb.close();
  };
  onTestFinished(close);
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
