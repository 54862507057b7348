import { GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startKms } from '#cloud/aws/kms.ts';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import type { Ground, Running } from '#cloud/aws/service.ts';
import { startSes } from '#cloud/aws/ses.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { createGround, credentials } from './ground.ts';

type Options = ConstructorParameters<typeof SQSClient>[0] & object;

const mail = {
  Source: 'a@example.com',
  Destination: { ToAddresses: ['b@example.com'] },
  Message: { Subject: { Data: 's' }, Body: { Text: { Data: 'قهوة & شاي' } } },
};
const services: [string, (ground: Ground) => Promise<Running>, (options: Options) => Promise<unknown>][] = [
  ['SQS', startSqs, (options) => new SQSClient(options).send(new GetQueueUrlCommand({ QueueName: 'none' }))],
  [
    'KMS',
    startKms,
    (options) => new KMSClient(options).send(new GenerateDataKeyCommand({ KeyId: 'none', KeySpec: 'AES_256' })),
  ],
  ['SES', startSes, (options) => new SESClient(options).send(new SendEmailCommand(mail))],
  [
    'Scheduler',
    (ground) => startScheduler(ground, async () => {}),
    (options) => new SchedulerClient(options).send(new GetScheduleCommand({ Name: 'a.b_c-1', GroupName: 'none' })),
  ],
];

describe.each(services)('%s', (_, start, call) => {
  const setUp = async () => {
    const secretFor = (id: string) => (id === credentials.accessKeyId ? credentials.secretAccessKey : undefined);
    const ground = createGround({ secretFor });
    const service = await start(ground);
    onTestFinished(() => service.close());
    const options = { region: ground.region, endpoint: service.url, maxAttempts: 1 };
    const nameWith = (changed: object) =>
      call({ ...options, credentials: { ...credentials, ...changed } }).then(
        () => 'no refusal',
        (error: Error) => error.name,
      );
    return { nameWith };
  };

  test('a right signature is let in', async () => {
    const { nameWith } = await setUp();

    expect(await nameWith({})).not.toMatch(/Signature|Client(TokenId)?Exception|InvalidClient/);
  });

  test('a wrong secret and an unknown key are refused', async () => {
    const { nameWith } = await setUp();

    expect(await nameWith({ secretAccessKey: 'guess' })).toMatch(/Signature/);
    expect(await nameWith({ accessKeyId: 'Nobody' })).toMatch(/^(UnrecognizedClientException|InvalidClientTokenId)$/);
  });
});

test('who asks for a body other than the signed one is refused', async () => {
  const ground = createGround({ secretFor: () => credentials.secretAccessKey });
  const sqs = await startSqs(ground);
  onTestFinished(() => sqs.close());
  const client = new SQSClient({ region: ground.region, endpoint: sqs.url, maxAttempts: 1, credentials });
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body?: Uint8Array };
      request.body = Buffer.from(
        Buffer.from(request.body ?? [])
          .toString()
          .replace('mine', 'ours'),
      );
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );

  const call = client.send(new GetQueueUrlCommand({ QueueName: 'mine' }));

  await expect(call).rejects.toMatchObject({ name: 'InvalidSignatureException' });
});
