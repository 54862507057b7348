import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  type Projection,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect } from 'vitest';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import { conformanceTarget, onAws } from './target.ts';

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];
const index = (IndexName: string, Projection: Projection) => ({
  IndexName,
  KeySchema: keys(`${IndexName}pk`, `${IndexName}sk`),
  Projection,
});
const shape = {
  BillingMode: 'PAY_PER_REQUEST' as const,
  KeySchema: keys('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'gsi3pk', 'gsi3sk'].map((name) => ({
    AttributeName: name,
    AttributeType: name === 'gsi3sk' ? ('N' as const) : ('S' as const),
  })),
  GlobalSecondaryIndexes: [
    index('gsi1', { ProjectionType: 'ALL' }),
    index('gsi2', { ProjectionType: 'KEYS_ONLY' }),
    index('gsi3', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] }),
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' as const },
};
const ttl = { AttributeName: 'expires', Enabled: true };

export type Item = Record<string, AttributeValue>;

/** One table with three indexes for the checks of a file; every check takes a partition of its own. */
export function conformanceTable() {
  const target = conformanceTarget(startDynamoDb);
  let found: ReturnType<typeof asked> | undefined;
  beforeAll(async () => {
    const client = new DynamoDBClient(target().options);
    const TableName = target().unique('ksa-conformance');
    const local = target().local;
    if (local) local.service.createTable({ ...shape, TableName, TimeToLiveSpecification: ttl });
    else {
      await client.send(new CreateTableCommand({ ...shape, TableName }));
      await waitUntilTableExists({ client, maxWaitTime: 300 }, { TableName });
      await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: ttl }));
    }
    found = asked(client, TableName, target);
  }, 320_000);
  afterAll(async () => {
    if (onAws) await found?.client.send(new DeleteTableCommand({ TableName: found.TableName }));
    found?.client.destroy();
  });
  return () => {
    if (found === undefined) throw new Error('The table is there from beforeAll on');
    return { ...found, ...partition(found, target().unique('p')) };
  };
}

function asked(client: DynamoDBClient, TableName: string, target: ReturnType<typeof conformanceTarget>) {
  return { client, TableName, options: target().options, pass: target().pass, unique: target().unique };
}

function partition({ client, TableName, pass }: ReturnType<typeof asked>, pk: string) {
  const key = (sk: string): Item => ({ pk: { S: pk }, sk: { S: sk } });
  const put = (sk: string, more: Item = {}, options: object = {}) =>
    client.send(new PutItemCommand({ TableName, Item: { ...key(sk), ...more }, ...options }));
  const get = async (sk: string) =>
    (await client.send(new GetItemCommand({ TableName, Key: key(sk), ConsistentRead: true }))).Item;
  const update = (sk: string, UpdateExpression: string, more: Partial<UpdateItemCommandInput> = {}) =>
    client.send(new UpdateItemCommand({ TableName, Key: key(sk), UpdateExpression, ...more }));
  const remove = (sk: string, options: object = {}) =>
    client.send(new DeleteItemCommand({ TableName, Key: key(sk), ...options }));
  const query = (more: Partial<QueryCommandInput> = {}, value = pk) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: `${more.IndexName ?? ''}pk = :pk`,
        ...(more.IndexName === undefined && { ConsistentRead: true }),
        ...more,
        ExpressionAttributeValues: { ':pk': { S: value }, ...more.ExpressionAttributeValues },
      }),
    );
  /** Gives an index time to follow, where it needs any. */
  const settled = () => (onAws ? pass(3000) : Promise.resolve());
  return { pk, key, put, get, update, remove, query, settled };
}

/** Expects AWS's typed error: its name, status 400 and (part of) its message. */
export async function refused(call: Promise<unknown>, name: string, message?: RegExp): Promise<unknown> {
  const error: unknown = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  if (message) expect(error).toHaveProperty('message', expect.stringMatching(message));
  return error;
}

export const N = (value: number | string): AttributeValue => ({ N: `${value}` });
export const S = (value: string): AttributeValue => ({ S: value });
export const text = (bytes: number) => 'x'.repeat(bytes);
