import { DynamoDBClient, PutItemCommand, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createGround, credentials } from '#cloud/test/ground.ts';
import { table } from './small-assembly.ts';

const text = 'x'.repeat(20_000);

/** Services on one database, and the SDK on them; the database may grow by no more than a few pages. */
async function openServices() {
  const ground = createGround();
  const [dynamodb, sqs, scheduler] = [
    await startDynamoDb(ground),
    await startSqs(ground),
    await startScheduler(ground, async () => {}),
  ];
  onTestFinished(async () => {
    for (const service of [dynamodb, sqs, scheduler]) await service.close();
    ground.clock.stop();
  });
  dynamodb.createTable({ ...table().Properties, TableName: 'Table' });
  const { url: QueueUrl } = sqs.createQueue({ name: 'queue' });
  const at = (endpoint: string) => ({ region: ground.region, credentials, endpoint, maxAttempts: 1 });
  const clients = {
    dynamodb: new DynamoDBClient(at(dynamodb.url)),
    sqs: new SQSClient(at(sqs.url)),
    scheduler: new SchedulerClient(at(scheduler.url)),
  };
  const pages = Number(ground.db.prepare('PRAGMA page_count').get()?.page_count);
  return {
    ...clients,
    QueueUrl,
    fill: () => ground.db.exec(`PRAGMA max_page_count = ${pages + 2}`),
    empty: () => ground.db.exec('PRAGMA max_page_count = 100000'),
    isTransaction: () => ground.db.isTransaction,
  };
}

const statusOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 200,
    (error: { $metadata?: { httpStatusCode?: number } }) => error.$metadata?.httpStatusCode,
  );

describe('a disk that is full while the cloud runs', () => {
  it('fails writes with status 500, keeps nothing of them, and all is well once there is room again', async () => {
    const { dynamodb, sqs, scheduler, QueueUrl, fill, empty, isTransaction } = await openServices();
    const put = (pk: string) =>
      dynamodb.send(new PutItemCommand({ TableName: 'Table', Item: { pk: { S: pk }, text: { S: text } } }));
    const transact = (pk: string) => {
      const entry = (key: string) => ({ Put: { TableName: 'Table', Item: { pk: { S: key }, text: { S: text } } } });
      return dynamodb.send(new TransactWriteItemsCommand({ TransactItems: [entry(`${pk}/1`), entry(`${pk}/2`)] }));
    };
    const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text }));
    const plan = () =>
      scheduler.send(
        new CreateScheduleCommand({
          Name: 'later',
          ScheduleExpression: 'at(2099-01-01T00:00:00)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: {
            Arn: 'arn:aws:sqs:me-south-1:000000000000:queue',
            RoleArn: 'arn:aws:iam::000000000000:role/x',
            Input: text,
          },
        }),
      );
    fill();
    const refused = [put('a'), transact('b'), send(), plan()].map(statusOf);
    expect(await Promise.all(refused)).toEqual([500, 500, 500, 500]);
    expect(isTransaction()).toBe(false);

    empty();
    expect((await dynamodb.send(new ScanCommand({ TableName: 'Table' }))).Count).toBe(0);
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? []).toEqual([]);
    expect((await scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
    const again = [put('a'), transact('b'), send(), plan()].map(statusOf);
    expect(await Promise.all(again)).toEqual([200, 200, 200, 200]);
  });
});
