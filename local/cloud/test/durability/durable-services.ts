import { flushCompileCache } from 'node:module';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import { startS3 } from '#cloud/aws/s3.ts';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { secretAccessKey } from '#cloud/run/environment.ts';
import { openBase } from '#cloud/run/ground.ts';

/** Where the services of one life answer. */
export type Urls = { dynamodb: string; s3: string; sqs: string; scheduler: string; queue: string };
export const [region, account, table, bucket] = ['me-south-1', '000000000000', 'durable', 'durable'];
export const credentials = { accessKeyId: 'LOCALADMIN', secretAccessKey };

/** Brings the services with state up on `dataDir`, with one table, one bucket and one queue. */
async function live(dataDir: string): Promise<Urls> {
  const { db, clock } = openBase({ dataDir, fresh: false, clockOffset: 0 });
  const ground: Ground = { db, clock, dataDir, gate: openGate, region, account };
  const [dynamodb, s3, sqs, scheduler] = await Promise.all([
    startDynamoDb(ground),
    startS3(ground, () => secretAccessKey),
    startSqs(ground),
    startScheduler(ground, async () => {}),
  ]);
  dynamodb.createTable({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'kind'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'kind',
        KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  s3.createBucket({ name: bucket });
  const queue = sqs.createQueue({ name: 'durable', VisibilityTimeout: 1 });
  return { dynamodb: dynamodb.url, s3: s3.url, sqs: sqs.url, scheduler: scheduler.url, queue: queue.url };
}

/**
 * A process that loads everything and then waits: only at the message with the data folder does it open the state. So
 * the next life is ready the moment the last one is killed.
 */
if (import.meta.main) {
  // A killed process would not leave its compiled code to the next one.
  flushCompileCache();
  process.once('disconnect', () => process.exit());
  process.once('message', (dataDir: string) => {
    live(dataDir).then(
      (urls) => process.send?.({ urls }),
      (error: unknown) => process.send?.({ unreadable: error instanceof Error ? error.message : String(error) }),
    );
  });
}
