import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { account, bucket, credentials, region, table, type Urls } from './durable-services.ts';

/** The SDK on the services of one life. */
export function clientsOf(urls: Urls) {
  // An answer that never ends is half an answer.
  const requestHandler = { requestTimeout: 5000, throwOnRequestTimeout: true };
  const at = (endpoint: string) => ({ region, credentials, endpoint, maxAttempts: 1, requestHandler });
  const clients = {
    dynamodb: new DynamoDBClient(at(urls.dynamodb)),
    s3: new S3Client(at(urls.s3)),
    sqs: new SQSClient(at(urls.sqs)),
    scheduler: new SchedulerClient(at(urls.scheduler)),
  };
  const destroy = () => {
    for (const client of Object.values(clients)) client.destroy();
  };
  return { ...clients, queue: urls.queue, destroy };
}
export type Clients = ReturnType<typeof clientsOf>;

/** What is there is not whole. */
class Lost extends Error {
  override readonly name = 'Lost';
}

/**
 * One writer: it writes version after version of what is its own, and finds later which one is there, whole. It goes on
 * from the version that was found: the last acknowledged one, or the one that was under way.
 */
export type Writer = {
  name: string;
  write(clients: Clients, version: number): Promise<unknown>;
  /** The version that is there; 0 for none. Throws `Lost` when it is not whole. */
  find(clients: Clients, acknowledged: number): Promise<number>;
};

const item = (pk: string, version: number) => ({
  pk: { S: pk },
  kind: { S: pk.split('/')[0] ?? '' },
  version: { N: String(version) },
  text: { S: `${version} `.repeat(200) },
});
const versionOf = (found: { version?: { N?: string } } | undefined) => Number(found?.version?.N ?? 0);

const putItem = (name: string): Writer => ({
  name,
  write: ({ dynamodb }, version) => dynamodb.send(new PutItemCommand({ TableName: table, Item: item(name, version) })),
  async find({ dynamodb }) {
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: { pk: { S: name } } }));
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'kind',
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': { S: name } },
      }),
    );
    const [found, indexed] = [versionOf(Item), versionOf(Items[0])];
    if (indexed !== found) throw new Lost(`the index has version ${indexed}, the item ${found}`);
    return found;
  },
});

const updateItem = (name: string): Writer => ({
  name,
  write: ({ dynamodb }) =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { pk: { S: name } },
        UpdateExpression: 'SET kind = :kind ADD version :one',
        ExpressionAttributeValues: { ':kind': { S: name }, ':one': { N: '1' } },
      }),
    ),
  async find({ dynamodb }) {
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: { pk: { S: name } } }));
    return versionOf(Item);
  },
});

const transaction = (name: string): Writer => {
  const keys = ['a', 'b', 'c'].map((part) => `${name}/${part}`);
  return {
    name,
    write: ({ dynamodb }, version) =>
      dynamodb.send(
        new TransactWriteItemsCommand({
          TransactItems: keys.map((pk) => ({ Put: { TableName: table, Item: item(pk, version) } })),
        }),
      ),
    async find({ dynamodb }) {
      const { Responses = [] } = await dynamodb.send(
        new TransactGetItemsCommand({
          TransactItems: keys.map((pk) => ({ Get: { TableName: table, Key: { pk: { S: pk } } } })),
        }),
      );
      const found = Responses.map(({ Item }) => versionOf(Item));
      if (new Set(found).size > 1) throw new Lost(`half a transaction: ${found}`);
      return found[0] ?? 0;
    },
  };
};

const bytesOf = (version: number) => `${version};`.repeat(5000 + version * 7);
const putObject = (Key: string): Writer => ({
  name: Key,
  write: ({ s3 }, version) => s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: bytesOf(version) })),
  async find({ s3 }) {
    const text = await s3.send(new GetObjectCommand({ Bucket: bucket, Key })).then(
      ({ Body }) => Body?.transformToString() ?? '',
      (error: Error) => {
        if (error.name === 'NoSuchKey') return '';
        throw error;
      },
    );
    const found = Number(text.split(';')[0]);
    if (found !== 0 && text !== bytesOf(found)) throw new Lost(`${text.length} bytes of version ${found}`);
    return found;
  },
});

/** Messages are read and removed at every check, so a removed one that comes back is noticed as well. */
const sendMessage = (name: string): Writer => {
  let removed = 0;
  return {
    name,
    write: ({ sqs, queue }, version) =>
      sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: `${name}:${version}` })),
    async find({ sqs, queue }) {
      const found: number[] = [];
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
        );
        if (Messages.length === 0) break;
        found.push(...Messages.map(({ Body }) => Number(Body?.split(':')[1])));
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));
      }
      found.sort((one, other) => one - other);
      const last = Math.max(removed, found.at(-1) ?? 0);
      const wanted = Array.from({ length: last - removed }, (_, index) => removed + 1 + index);
      if (String(found) !== String(wanted)) throw new Lost(`messages ${found} after ${removed}`);
      removed = last;
      return last;
    },
  };
};

const createSchedule = (name: string): Writer => {
  const target = `arn:aws:sqs:${region}:${account}:durable`;
  const nameOf = (version: number) => `${name}-${version}`;
  const isThere = ({ scheduler }: Clients, version: number) =>
    scheduler.send(new GetScheduleCommand({ Name: nameOf(version) })).then(
      ({ Description }) => Description === nameOf(version),
      (error: Error) => {
        if (error.name === 'ResourceNotFoundException') return false;
        throw error;
      },
    );
  let checked = 0;
  return {
    name,
    write: ({ scheduler }, version) =>
      scheduler.send(
        new CreateScheduleCommand({
          Name: nameOf(version),
          Description: nameOf(version),
          ScheduleExpression: 'at(2099-12-01T18:30:00)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: target, RoleArn: `arn:aws:iam::${account}:role/any` },
        }),
      ),
    async find(clients, acknowledged) {
      let found = acknowledged;
      // One more may be there: it was under way.
      if (await isThere(clients, acknowledged + 1)) found++;
      for (let version = checked + 1; version <= found; version++) {
        if (!(await isThere(clients, version))) throw new Lost(`schedule ${version} of ${acknowledged} is not there`);
        await clients.scheduler.send(new DeleteScheduleCommand({ Name: nameOf(version) }));
      }
      checked = found;
      return found;
    },
  };
};

/** What is written at once during one life. */
export const writers = (): Writer[] => [
  putItem('put-1'),
  putItem('put-2'),
  updateItem('update-1'),
  updateItem('update-2'),
  transaction('transaction-1'),
  transaction('transaction-2'),
  putObject('object-1'),
  putObject('object-2'),
  sendMessage('message'),
  createSchedule('schedule'),
];
