import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Cloud, startCloud } from '#cloud/run/cloud.ts';
import {
  att,
  grant,
  lambda,
  type Resources,
  roleFor,
  smallApplication,
  table,
  testFolder,
  writeAssembly,
} from './small-assembly.ts';

const code = {
  api: "export const handler = async () => 'here'",
  timed: "export const handler = async () => 'on time'",
};
/** What the changed template lacks: a queue and its reader, a bucket, a function and the schedule that calls it. */
const more: Resources = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
  Extra: { Type: 'AWS::S3::Bucket', Properties: {} },
  ...lambda('timed'),
  timedMay: grant('timedRole', ['sqs:SendMessage'], att('Queue', 'Arn')),
  Timer: roleFor('scheduler.amazonaws.com'),
  timerMay: grant('Timer', ['lambda:InvokeFunction'], att('timedFunction', 'Arn')),
  Schedule: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'rate(10 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: att('timedFunction', 'Arn'), RoleArn: att('Timer', 'Arn') },
    },
  },
};
const index = {
  IndexName: 'byKind',
  KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
};

const start = (assembly: string, dataDir: string, said: string[] = []): Promise<Cloud> =>
  startCloud({ assembly, dataDir, port: 0, say: (line) => void said.push(line) });
/** SDK clients of a running cloud, for its administrator. */
function clientsOf({ endpoints: { aws } }: Cloud) {
  const { region = '', accessKeyId = '', secretAccessKey = '' } = aws;
  const options = (endpoint = '') => ({
    region,
    endpoint,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
  });
  const clients = {
    dynamodb: new DynamoDBClient(options(aws.dynamodb)),
    s3: new S3Client(options(aws.s3)),
    sqs: new SQSClient(options(aws.sqs)),
    scheduler: new SchedulerClient(options(aws.scheduler)),
  };
  onTestFinished(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}

describe('a template that does not match the state on disk', () => {
  it('starts on it: rows stay and enter a new index, what is no longer named is silent', async () => {
    const { assembly, data } = testFolder();
    writeAssembly(assembly, { ...smallApplication, ...more }, code);
    const before = await start(assembly, data);
    const { dynamodb, s3, sqs, scheduler } = clientsOf(before);
    await dynamodb.send(new PutItemCommand({ TableName: 'Table', Item: { pk: { S: 'old' }, kind: { S: 'row' } } }));
    await s3.send(new PutObjectCommand({ Bucket: 'extra', Key: 'old', Body: 'bytes' }));
    await sqs.send(
      new SendMessageCommand({ QueueUrl: `${before.endpoints.aws.sqs}/000000000000/Queue`, MessageBody: 'old' }),
    );
    await scheduler.send(
      new CreateScheduleCommand({
        Name: 'made-by-a-function',
        ScheduleExpression: 'rate(5 minutes)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: 'arn:aws:lambda:me-south-1:000000000000:function:timedFunction',
          RoleArn: 'arn:aws:iam::000000000000:role/Timer',
        },
      }),
    );
    await before.stop();

    writeAssembly(assembly, { ...smallApplication, Table: table([index]) }, code);
    const said: string[] = [];
    const after = await start(assembly, data, said);
    onTestFinished(() => after.stop());

    const now = clientsOf(after);
    const row = { pk: { S: 'old' }, kind: { S: 'row' } };
    expect(
      (await now.dynamodb.send(new GetItemCommand({ TableName: 'Table', Key: { pk: { S: 'old' } } }))).Item,
    ).toEqual(row);
    const found = await now.dynamodb.send(
      new QueryCommand({
        TableName: 'Table',
        IndexName: 'byKind',
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': { S: 'row' } },
      }),
    );
    expect(found.Items).toEqual([row]);
    await after.clock.advance(3_600_000);
    expect(await (await fetch(`${after.endpoints.web}/api/x`)).text()).toBe('here');
  });
});

describe('two clouds at once', () => {
  it('have nothing in common: neither ports nor data', async () => {
    const [one, two] = [testFolder(), testFolder()];
    for (const { assembly } of [one, two]) writeAssembly(assembly);
    const [left, right] = await Promise.all([start(one.assembly, one.data), start(two.assembly, two.data)]);
    onTestFinished(async () => void (await Promise.all([left.stop(), right.stop()])));

    const Key = { pk: { S: 'x' } };
    await clientsOf(left).dynamodb.send(new PutItemCommand({ TableName: 'Table', Item: Key }));
    const seen = async (cloud: Cloud) =>
      (await clientsOf(cloud).dynamodb.send(new GetItemCommand({ TableName: 'Table', Key }))).Item;
    expect(await seen(left)).toEqual(Key);
    expect(await seen(right)).toBeUndefined();
    expect(left.endpoints.web).not.toBe(right.endpoints.web);
  });
});
