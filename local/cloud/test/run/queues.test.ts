import { expect, onTestFinished, test } from 'vitest';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createQueues } from '#cloud/run/resources/queues.ts';
import { openApplication } from '#cloud/run/template.ts';
import { createGround } from '../ground.ts';

type Properties = Record<string, unknown>;

async function declare(queues: Record<string, Properties>, ground = createGround()) {
  const sqs = await startSqs(ground);
  onTestFinished(async () => {
    await sqs.close();
    ground.clock.stop();
  });
  const Resources = Object.fromEntries(
    Object.entries(queues).map(([name, Properties]) => [name, { Type: 'AWS::SQS::Queue', Properties }]),
  );
  const place = { region: ground.region, account: ground.account, sqsUrl: sqs.url };
  const said: string[] = [];
  createQueues(openApplication({ Service: { Resources } }, place), sqs, (line) => void said.push(line));
  return { sqs, said, ground };
}

test('every property of a queue that the template gives is honoured', async () => {
  const { sqs } = await declare({
    Work: {
      VisibilityTimeout: 60,
      DelaySeconds: 5,
      MessageRetentionPeriod: 1_209_600,
      ReceiveMessageWaitTimeSeconds: 20,
      MaximumMessageSize: 2048,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
    },
    Dead: {},
    Ordered: { QueueName: 'ordered.fifo', FifoQueue: true, ContentBasedDeduplication: true },
  });

  expect(sqs.find('Work')).toMatchObject({
    VisibilityTimeout: 60,
    DelaySeconds: 5,
    MessageRetentionPeriod: 1_209_600,
    ReceiveMessageWaitTimeSeconds: 20,
    MaximumMessageSize: 2048,
    RedrivePolicy: { deadLetterTargetArn: sqs.find('Dead').arn, maxReceiveCount: 3 },
  });
  expect(sqs.find('ordered.fifo')).toMatchObject({ FifoQueue: true, ContentBasedDeduplication: true });
});

test('a property that nobody has thought about stops the start by name', async () => {
  await expect(declare({ Work: { KmsMasterKeyId: 'alias/x' } })).rejects.toThrow(/KmsMasterKeyId/);
});

test('a FIFO queue without a name is given one that ends as it must; another name stops the start', async () => {
  const { sqs } = await declare({ Work: { FifoQueue: true } });
  expect(sqs.find('Work.fifo')).toMatchObject({ FifoQueue: true });
  await expect(declare({ Work: { QueueName: 'work', FifoQueue: true } })).rejects.toThrow(/work.*\.fifo/);
});

test('a queue that left the template with messages in it is told, with what to do', async () => {
  const before = await declare({ Old: {}, Empty: {} });
  before.sqs.send('Old', 'left behind');

  const after = await declare({ New: {} }, createGround({ dataDir: before.ground.dataDir, db: before.ground.db }));

  expect(after.said).toEqual([
    expect.stringMatching(/^The queue Old is not in the template any more and still holds 1 message\(s\)/),
  ]);
});
