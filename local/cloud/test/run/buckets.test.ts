import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startS3 } from '#cloud/aws/s3.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createBuckets } from '#cloud/run/resources/buckets.ts';
import { startBucketSources } from '#cloud/run/sources/bucket-source.ts';
import { openApplication } from '#cloud/run/template.ts';
import { createGround, credentials } from '../ground.ts';

const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:9000' };
const queueArn = 'arn:aws:sqs:me-south-1:000000000000:Queue';
const notificationTo = (configurations: object) => ({
  Notification: {
    Type: 'Custom::S3BucketNotifications',
    Properties: { BucketName: { Ref: 'Bucket' }, NotificationConfiguration: configurations },
  },
});

/** An application with a bucket of these properties, brought to life as far as buckets go. */
async function openApplicationWith(properties: object, more: object = {}) {
  const Resources = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: properties },
    Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
    ...more,
  };
  const application = openApplication({ data: { Resources } }, place);
  const ground = createGround();
  const s3 = await startS3(ground, () => credentials.secretAccessKey);
  const sqs = await startSqs(ground);
  sqs.createQueue({ name: 'Queue' });
  const nobody = { workers: { spec: () => undefined }, events: { invokeAsync: () => '' } };
  const client = new S3Client({ region: ground.region, endpoint: s3.url, maxAttempts: 1, credentials });
  onTestFinished(async () => {
    client.destroy();
    await Promise.all([s3.close(), sqs.close()]);
  });
  createBuckets(application, s3);
  const source = startBucketSources(application, { s3, sqs, ...nobody });
  const put = (Key: string) => client.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: 'x' }));
  return { put, sqs, source, clock: ground.clock, s3 };
}

describe('buckets of the template', () => {
  test('a queue hears of new objects that pass the filter', async () => {
    const target = {
      Id: 'new',
      Events: ['s3:ObjectCreated:*'],
      QueueArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      Filter: {
        Key: {
          FilterRules: [
            { Name: 'Suffix', Value: '.jpg' },
            { Name: 'prefix', Value: 'in/' },
          ],
        },
      },
    };
    const { put, sqs, source } = await openApplicationWith({}, notificationTo({ QueueConfigurations: [target] }));

    for (const key of ['in/a.png', 'a.jpg', 'in/a.jpg']) await put(key);

    expect(source.idle()).toBe(true);
    const messages = sqs.receive(queueArn, 10).map(({ body }) => JSON.parse(body));
    expect(messages).toMatchObject([
      { Records: [{ eventName: 'ObjectCreated:Put', s3: { configurationId: 'new', object: { key: 'in/a.jpg' } } }] },
    ]);
  });

  test.each([
    ['a function nobody has', { LambdaFunctionArn: 'arn:aws:lambda:me-south-1:000000000000:function:none' }],
    ['a queue nobody has', { QueueArn: 'arn:aws:sqs:me-south-1:000000000000:none' }],
  ])('a notification to %s stops the start', async (_, target) => {
    const kind = 'QueueArn' in target ? 'QueueConfigurations' : 'LambdaFunctionConfigurations';
    const configuration = notificationTo({ [kind]: [{ Id: 'lost', Events: ['s3:ObjectCreated:*'], ...target }] });

    await expect(openApplicationWith({}, configuration)).rejects.toThrow(/Notification lost: S3 cannot reach arn:/);
  });

  test('its lifecycle is kept', async () => {
    const rules = [
      { Status: 'Enabled', ExpirationInDays: 1, Prefix: 'tmp/' },
      { Status: 'Disabled', ExpirationInDays: 1 },
      { Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
    ];
    const { put, clock, s3 } = await openApplicationWith({ LifecycleConfiguration: { Rules: rules } });
    for (const key of ['tmp/a', 'a']) await put(key);

    await clock.advance(3 * 86_400_000);

    expect(s3.read('bucket', 'tmp/a')).toBeUndefined();
    const kept = s3.read('bucket', 'a');
    kept?.body.destroy();
    expect(kept).toMatchObject({ size: 1 });
  });

  test.each<[string, object]>([
    ['WebsiteConfiguration', { WebsiteConfiguration: {} }],
    ['Transitions', { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [] }] } }],
    ['BucketEncryption', { BucketEncryption: { ServerSideEncryptionConfiguration: [] } }],
    ['OwnershipControls', { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }],
    ['VersioningConfiguration', { VersioningConfiguration: { Status: 'Suspended' } }],
  ])('%s as nobody honours it stops the start by name', async (name, properties) => {
    await expect(openApplicationWith(properties)).rejects.toThrow(new RegExp(`AWS::S3::Bucket Bucket.*${name}`, 's'));
  });
});
