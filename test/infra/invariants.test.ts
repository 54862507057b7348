import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { envNames } from '#runtime/env-names.ts';
import { deadLettersName, queueName } from '#runtime/queue-names.ts';
import { tableKeys } from '#runtime/table-keys.ts';
import { functionOf } from '#shared/contract/route.ts';
import { contracts } from '#shared/contracts.ts';
import { outsides } from '#shared/outsides.ts';
import { platforms } from '#shared/platforms/platform.ts';
import { allowedTo, functionsOf, statementsOf } from './policies.ts';
import { ofType, refersTo, synthesise, testStage, texts } from './synthesis.ts';

const resources = synthesise(testStage('local'));
const functions = functionsOf(resources, 'local');
const alarms = ofType(resources, 'AWS::CloudWatch::Alarm');
const queues = ofType(resources, 'AWS::SQS::Queue');
const find = (name: string) => functions.find((each) => each.name === name);

describe('routes', () => {
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route');

  const answered = contracts.flatMap(({ feature, routes }) =>
    Object.entries(routes).map(([name, route]) => ({ fn: functionOf(feature, name, route), ...route })),
  );

  it.each(answered)('$method $path reaches the function $fn', ({ fn, method, path }) => {
    const route = routes.find(({ Properties }) => Properties.RouteKey === `${method} /api${path}`);
    const integration = ofType(resources, 'AWS::ApiGatewayV2::Integration').find(({ id }) =>
      refersTo(route?.Properties.Target, id),
    );
    expect(refersTo(integration?.Properties.IntegrationUri, find(fn)?.resource.id ?? '?')).toBe(true);
  });

  it('there is no route that no contract names', () => {
    const declared = contracts.flatMap(({ routes }) => Object.values(routes)).length;
    expect(routes.length).toBe(declared);
  });

  it('the API may call each feature function with one permission for all its routes', () => {
    const permissions = ofType(resources, 'AWS::Lambda::Permission').filter(
      ({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com',
    );
    expect(permissions.length).toBe(new Set(answered.map(({ fn }) => fn)).size);
  });
});

describe('queues', () => {
  const Redrive = z.object({ maxReceiveCount: z.number(), deadLetterTargetArn: z.unknown() });
  const isDeadLetters = (id: string) =>
    queues.some(({ Properties }) => refersTo(Properties.RedrivePolicy, id)) ||
    functions.some(({ resource }) => refersTo(resource.Properties.DeadLetterConfig, id));

  it('each queue has dead letters or is where dead letters go', () => {
    for (const { id, Properties } of queues)
      expect(Properties.RedrivePolicy !== undefined || isDeadLetters(id), id).toBe(true);
  });

  it('each queue raises an alarm when messages wait too long or are parked', () => {
    for (const { id } of queues)
      expect(
        alarms.some(({ Properties }) => refersTo(Properties.Dimensions, id)),
        id,
      ).toBe(true);
  });

  const Given = z.object({ Variables: z.record(z.string(), z.unknown()) });
  const variablesOf = (name: string) => Given.parse(find(name)?.resource.Properties.Environment).Variables;

  it('staff can reach the dead letters of every queue, and send back those of every queue with a worker', () => {
    const told = JSON.parse(texts(variablesOf('dead-letters')[envNames.deadLetterQueues]).join(''));
    const { names } = z.object({ names: z.record(z.string(), z.array(z.string())) }).parse(told);
    const called = queues.map(({ Properties }) => String(Properties.QueueName)).sort();
    const kept = Object.values(names).flat();
    const sources = names.message ?? [];
    expect(
      [
        ...kept.map((name) => deadLettersName('local', name)),
        ...sources.map((name) => queueName('local', name)),
      ].sort(),
    ).toEqual(called);
    expect(kept.length).toBe(queues.filter(({ id }) => isDeadLetters(id)).length);
    const [reads = [], sends = []] = ['sqs:ReceiveMessage', 'sqs:SendMessage'].map((action) =>
      allowedTo(resources, find('dead-letters')?.role ?? '?')
        .filter(({ Action }) => Action.includes(action))
        .flatMap(({ Resource = [] }) => Resource)
        .map((resource) => texts(resource).join('').replace(/^.*:/, '')),
    );
    expect(reads.sort()).toEqual(kept.map((name) => deadLettersName('local', name)).sort());
    expect(sends.sort()).toEqual(sources.map((name) => queueName('local', name)).sort());
  });

  it('each worker of a queue knows where to park and which delivery is the last', () => {
    for (const { id, Properties } of queues.filter(({ id }) => !isDeadLetters(id))) {
      const mapping = ofType(resources, 'AWS::Lambda::EventSourceMapping').find((each) =>
        refersTo(each.Properties.EventSourceArn, id),
      );
      const worker = functions.find(({ resource }) => refersTo(mapping?.Properties.FunctionName, resource.id));
      const given = variablesOf(worker?.name ?? '?');
      const { maxReceiveCount, deadLetterTargetArn } = Redrive.parse(Properties.RedrivePolicy);
      expect(given[envNames.maxReceives], id).toBe(String(maxReceiveCount));
      const parked = queues.find((queue) => refersTo(deadLetterTargetArn, queue.id));
      expect(refersTo(given[envNames.deadLettersUrl], parked?.id ?? '?'), id).toBe(true);
    }
  });

  it('each queue refuses plain HTTP and encrypts what it holds', () => {
    for (const { id, Properties } of queues) {
      const policies = ofType(resources, 'AWS::SQS::QueuePolicy').filter((policy) =>
        refersTo(policy.Properties.Queues, id),
      );
      const denies = policies.flatMap((policy) => statementsOf(policy.Properties.PolicyDocument));
      expect(
        denies.some(({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool !== undefined),
        id,
      ).toBe(true);
      expect(Properties.SqsManagedSseEnabled, id).toBe(true);
    }
  });

  it('a message stays hidden at least six times as long as its worker may take', () => {
    const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping');
    const pairs = queues.flatMap((queue) =>
      mappings
        .filter(({ Properties }) => refersTo(Properties.EventSourceArn, queue.id))
        .map((mapping) => ({
          queue,
          worker: functions.find(({ resource }) => refersTo(mapping.Properties.FunctionName, resource.id)),
        })),
    );
    expect(pairs.length).toBe(queues.filter(({ id }) => !isDeadLetters(id)).length);
    for (const { queue, worker } of pairs)
      expect(Number(queue.Properties.VisibilityTimeout)).toBeGreaterThanOrEqual(
        6 * Number(worker?.resource.Properties.Timeout),
      );
  });

  it('each event source answers failures one by one, and is bounded', () => {
    const mappings = ofType(resources, 'AWS::Lambda::EventSourceMapping');
    expect(mappings.length).toBeGreaterThan(queues.filter(({ id }) => !isDeadLetters(id)).length);
    for (const { id, Properties } of mappings) {
      expect(Properties.FunctionResponseTypes, id).toEqual(['ReportBatchItemFailures']);
      expect(Properties.ScalingConfig !== undefined || Properties.MaximumRetryAttempts !== undefined, id).toBe(true);
    }
  });

  it('a function that is called asynchronously, by a clock or a stream, keeps what failed', () => {
    const asynchronous = functions.filter(({ resource }) =>
      [...ofType(resources, 'AWS::Scheduler::Schedule'), ...ofType(resources, 'AWS::Lambda::EventSourceMapping')].some(
        ({ Properties }) =>
          refersTo([Properties.Target, Properties.StartingPosition ? Properties.FunctionName : ''], resource.id),
      ),
    );
    // Each kind of entry that somebody calls without waiting for an answer: a new one is found by its file.
    const entries = globSync('functions/*/*.{stream,schedule}.ts', { cwd: join(import.meta.dirname, '../..') });
    expect(entries.length).toBeGreaterThan(0);
    expect(asynchronous.map(({ name }) => name).sort()).toEqual(
      entries.map((file) => file.replace(/^functions\/(.+)\/(.+)\.\w+\.ts$/, '$1-$2')).sort(),
    );
    for (const { name, resource } of asynchronous) expect(resource.Properties.DeadLetterConfig, name).toBeDefined();
  });
});

describe('alarms', () => {
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
  const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
  const Described = z.object({ AlarmDescription: z.string(), AlarmActions: z.array(z.unknown()) });
  const anchors = alarms.map(
    ({ Properties }) => /docs\/runbook\.md#([a-z-]+)$/.exec(Described.parse(Properties).AlarmDescription)?.[1],
  );

  it('each alarm says what is at stake, is sent to somebody, and its cure is in the runbook', () => {
    expect(alarms.length).toBeGreaterThan(15);
    for (const [index, { id, Properties }] of alarms.entries()) {
      const { AlarmDescription, AlarmActions } = Described.parse(Properties);
      expect(headings, id).toContain(anchors[index]);
      expect(AlarmDescription, id).toMatch(/^\S.{20,}\. What to do: /);
      expect(AlarmActions.length, id).toBe(1);
    }
  });

  it('the runbook has no entry that no alarm leads to', () => {
    expect(headings.filter((heading) => /^[a-z-]+$/.test(heading) && !anchors.includes(heading))).toEqual([]);
  });
});

describe('functions', () => {
  it('each has its own log that is forgotten one day', () => {
    for (const { name, resource } of functions) {
      const log = ofType(resources, 'AWS::Logs::LogGroup').find(({ id }) =>
        refersTo(resource.Properties.LoggingConfig, id),
      );
      expect(log?.Properties.LogGroupName, name).toBe(`/kuwait-social/local/${name}`);
      expect(log?.Properties.RetentionInDays, name).toBe(30);
    }
  });

  it('each runs on Node 24 on ARM and knows its stage and addresses', () => {
    for (const { name, resource } of functions)
      expect(resource.Properties, name).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Environment: {
          Variables: {
            STAGE: 'local',
            NODE_OPTIONS: '--enable-source-maps',
            POWERTOOLS_SERVICE_NAME: name,
            WEB_URL: 'https://app.kuwait-social.example',
            MEDIA_URL: 'https://media.kuwait-social.example',
          },
        },
      });
  });

  it('a function behind the API gives up before the gateway does', () => {
    for (const { feature } of contracts)
      expect(Number(find(feature)?.resource.Properties.Timeout), feature).toBeLessThan(30);
  });
});

const asking = outsides.filter(({ secret }) => secret.length > 0).map(({ name }) => name);
const networkSecrets = [...platforms, ...asking].map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}Secret`);

describe('what must survive', () => {
  const stateful = [
    'AWS::DynamoDB::Table',
    'AWS::KMS::Key',
    'AWS::Cognito::UserPool',
    'AWS::SecretsManager::Secret',
    'AWS::SES::EmailIdentity',
  ];

  it('items, keys, people, secrets and files are kept when a stack goes, under ids that never change', () => {
    const kept = resources.filter(
      ({ Type, id }) => stateful.includes(Type) || (Type === 'AWS::S3::Bucket' && id !== 'SiteBucket'),
    );
    expect(kept.map(({ id }) => id).sort()).toEqual(
      [
        ...['AccessLogBucket', 'MailDomain', 'MediaBucket', 'SigningSecret', 'Table', 'TableKey', 'TokenKey'],
        ...['UploadBucket', 'UserPool', ...networkSecrets],
      ].sort(),
    );
    for (const { id, stack, DeletionPolicy, UpdateReplacePolicy } of kept) {
      expect([DeletionPolicy, UpdateReplacePolicy], id).toEqual(['Retain', 'Retain']);
      expect(stack, id).toBe('Data');
    }
  });

  it('secrets are made once: no template holds the value of one, so that no deployment writes over what an operator wrote', () => {
    const secrets = ofType(resources, 'AWS::SecretsManager::Secret');
    expect(
      Object.fromEntries(secrets.map(({ id, Properties: { Description: _, Tags: __, ...rest } }) => [id, rest])),
    ).toEqual({
      // Made by AWS when the secret is; the rule must stay as it is, because another one would make it anew.
      SigningSecret: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
      ...Object.fromEntries(networkSecrets.map((id) => [id, {}])),
    });
  });

  it('the table has the indexes the entities are written for', () => {
    const [table] = ofType(resources, 'AWS::DynamoDB::Table');
    const key = ({ partition, sort }: { partition: string; sort: string }) => [
      { AttributeName: partition, KeyType: 'HASH' },
      { AttributeName: sort, KeyType: 'RANGE' },
    ];
    const { primary, byTime, byState, byDue, ttl } = tableKeys;
    expect(table?.Properties).toMatchObject({
      KeySchema: key(primary),
      GlobalSecondaryIndexes: [byTime, byState, byDue].map(({ index, projection, ...names }) => ({
        IndexName: index,
        KeySchema: key(names),
        Projection: { ProjectionType: projection },
      })),
      TimeToLiveSpecification: { AttributeName: ttl, Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('each key is rotated', () => {
    for (const { id, Properties } of ofType(resources, 'AWS::KMS::Key'))
      expect(Properties.EnableKeyRotation, id).toBe(true);
  });

  it('no bucket can be made public or be spoken to in plain HTTP', () => {
    for (const { id, Properties } of ofType(resources, 'AWS::S3::Bucket')) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration ?? {}), id).toEqual([true, true, true, true]);
      const policies = ofType(resources, 'AWS::S3::BucketPolicy').filter((policy) =>
        refersTo(policy.Properties.Bucket, id),
      );
      const statements = policies.flatMap((policy) => statementsOf(policy.Properties.PolicyDocument));
      expect(
        statements.some(({ Effect, Condition }) => Effect === 'Deny' && texts(Condition).includes('false')),
        id,
      ).toBe(true);
    }
  });

  it('whoever is let into a bucket, key, queue or topic as "anybody" has to meet a condition', () => {
    const documents = resources.flatMap(({ Properties }) => [Properties.PolicyDocument, Properties.KeyPolicy]);
    const open = documents
      .filter((document) => document !== undefined)
      .flatMap(statementsOf)
      .filter(({ Effect, Principal }) => Effect === 'Allow' && texts(Principal).includes('*'));
    expect(open.length).toBe(1);
    for (const { Condition } of open)
      expect(Object.keys(Condition?.StringEquals ?? {})).toEqual(['kms:CallerAccount', 'kms:ViaService']);
  });
});
