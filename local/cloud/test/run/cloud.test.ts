import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nobodyOutside } from '#cloud/outside/outside.ts';
import { type Cloud, startCloud } from '#cloud/run/cloud.ts';
import { att, grant, lambda as plainLambda, roleFor, whereItIs } from './small-assembly.ts';

const root = resolve(import.meta.dirname, '../../../..');

/**
 * A small application as a hand-made assembly: an API function writes a row, its stream feeds a second function, which
 * sends a message to a queue that feeds a third.
 */
const sdk = (service: string) => join(root, `node_modules/@aws-sdk/client-${service}/dist-cjs/index.js`);
const wire = `
  import * as aws from '${sdk('dynamodb')}';
  import { SendMessageCommand, SQSClient } from '${sdk('sqs')}';
  const client = new aws.DynamoDBClient({ maxAttempts: 1 });
  const dynamodb = (operation, input) => client.send(new aws[operation + 'Command'](input)).catch(({ name }) => { throw new Error(name) });
  const send = (MessageBody) => new SQSClient().send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody }));
  const put = (pk, extra = {}) => dynamodb('PutItem', { TableName: process.env.TABLE_NAME, Item: { pk: { S: pk }, ...extra } });
`;
const code: Record<string, string> = {
  api: `${wire} export const handler = async (event) => {
    if (event.rawPath === '/api/env') return { ...process.env };
    if (event.rawPath === '/api/forbidden') return dynamodb('Scan', { TableName: process.env.TABLE_NAME }).then(() => 'allowed', (e) => e.message);
    if (event.routeKey.startsWith('GET')) return dynamodb('GetItem', { TableName: process.env.TABLE_NAME, Key: { pk: { S: event.pathParameters.id } } });
    await put(event.pathParameters.id, { kind: { S: 'row' } });
    return { statusCode: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ at: Date.now() }) };
  };`,
  stream: `${wire} export const handler = async ({ Records }) => { for (const { dynamodb } of Records) await send(dynamodb.Keys.pk.S) };`,
  queue: `${wire} export const handler = async ({ Records }) => { for (const { body } of Records) await put('done-' + body) };`,
  timed: `${wire} export const handler = async () => { await put('timed-' + Date.now()) };`,
};
const lambda = (name: string, variables: Record<string, unknown>) =>
  plainLambda(name, { WEB_URL: 'https://site.example', MEDIA_URL: 'https://media.example', ...variables }, 5);
const api = (id: string, RouteKey: string) => ({
  [id]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  },
});
const host = (behaviors: unknown[]) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      DefaultRootObject: 'index.html',
      Origins: [
        { Id: 'bucket', DomainName: att('Bucket', 'RegionalDomainName') },
        { Id: 'api', DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', att('Api', 'ApiEndpoint')] }] } },
      ],
      DefaultCacheBehavior: { TargetOriginId: 'bucket', ResponseHeadersPolicyId: { Ref: 'Headers' } },
      CacheBehaviors: behaviors,
    },
  },
});
const source = (fn: string, EventSourceArn: unknown, more = {}) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    EventSourceArn,
    FunctionName: { Ref: fn },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ...more,
  },
});
const template = {
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: att('apiFunction', 'Arn'),
        PayloadFormatVersion: '2.0',
      },
    },
    MayInvoke: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: att('apiFunction', 'Arn'),
        Principal: 'apigateway.amazonaws.com',
      },
    },
    ...api('Write', 'POST /api/rows/{id}'),
    ...api('Read', 'GET /api/rows/{id}'),
    ...api('Environment', 'GET /api/env'),
    ...api('Forbidden', 'GET /api/forbidden'),
    Headers: {
      Type: 'AWS::CloudFront::ResponseHeadersPolicy',
      Properties: {
        ResponseHeadersPolicyConfig: {
          SecurityHeadersConfig: {
            ContentSecurityPolicy: { ContentSecurityPolicy: 'img-src https://media.example', Override: true },
          },
        },
      },
    },
    Site: host([{ PathPattern: '/api/*', TargetOriginId: 'api', AllowedMethods: ['GET', 'POST'] }]),
    Media: host([]),
    ...lambda('api', { TABLE_NAME: { Ref: 'Table' } }),
    apiGrant: grant('apiRole', ['dynamodb:PutItem', 'dynamodb:GetItem'], att('Table', 'Arn')),
    ...lambda('stream', { QUEUE_URL: { Ref: 'Queue' } }),
    streamGrant: grant(
      'streamRole',
      ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
      att('Table', 'StreamArn'),
    ),
    streamSends: grant('streamRole', ['sqs:SendMessage'], att('Queue', 'Arn')),
    streamSource: source('streamFunction', att('Table', 'StreamArn'), {
      StartingPosition: 'TRIM_HORIZON',
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"kind":{"S":["row"]}}}}' }] },
    }),
    ...lambda('queue', { TABLE_NAME: { Ref: 'Table' } }),
    queueGrant: grant(
      'queueRole',
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      att('Queue', 'Arn'),
    ),
    queueWrites: grant('queueRole', ['dynamodb:PutItem'], att('Table', 'Arn')),
    queueSource: source('queueFunction', att('Queue', 'Arn'), { BatchSize: 5 }),
    ...lambda('timed', { TABLE_NAME: { Ref: 'Table' } }),
    timedWrites: grant('timedRole', ['dynamodb:PutItem'], att('Table', 'Arn')),
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
  },
};

let folder: string;
let cloud: Cloud;
const said: string[] = [];

const start = (resources: Record<string, unknown> = template.Resources, dataDir = join(folder, 'data')) => {
  const assembly = join(folder, 'assembly');
  mkdirSync(assembly, { recursive: true });
  writeFileSync(join(assembly, 'App.template.json'), JSON.stringify({ Resources: resources }));
  for (const [name, text] of Object.entries(code)) {
    mkdirSync(join(assembly, `asset.${name}`), { recursive: true });
    writeFileSync(join(assembly, `asset.${name}`, 'index.mjs'), text);
  }
  const outside = { ...nobodyOutside, addresses: whereItIs };
  return startCloud({ dataDir, port: 0, assembly, outside, say: (line) => void said.push(line) });
};
const get = async (path: string): Promise<unknown> => (await fetch(`${cloud.endpoints.web}${path}`)).json();
/** A member of an answer, by its path. */
const member = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner === undefined ? undefined : Reflect.get(Object(inner), name)), value);
const invocations = async (name: string) =>
  Number(member(await (await fetch(`${cloud.endpoints.control}/state`)).json(), 'functions', name, 'invocations'));
const write = (id: string) => fetch(`${cloud.endpoints.web}/api/rows/${id}`, { method: 'POST' });
const order = async (path: string, body: unknown): Promise<unknown> =>
  (await fetch(`${cloud.endpoints.control}${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
const has = async (id: string) => member(await get(`/api/rows/${id}`), 'Item') !== undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cloud-'));
  cloud = await start();
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('an application started from its template', () => {
  it('carries a request through API, table, stream and queue', async () => {
    expect((await write('r1')).status).toBe(201);
    await cloud.settle();
    expect(await has('done-r1')).toBe(true);
  });

  it('gives functions their own environment and nothing of ours', async () => {
    process.env.NOT_FOR_FUNCTIONS = 'secret';
    const seen = await get('/api/env');
    expect(seen).toMatchObject({
      TABLE_NAME: 'Table',
      WEB_URL: cloud.endpoints.web,
      AWS_LAMBDA_FUNCTION_NAME: 'apiFunction',
    });
    expect(member(seen, 'AWS_ACCESS_KEY_ID')).toMatch(/^apiRole\.\d+$/);
    expect(seen).not.toHaveProperty('NOT_FOR_FUNCTIONS');
    expect(seen).not.toHaveProperty('PATH');
  });

  it('denies what the template does not grant, naming function, action and resource', async () => {
    expect(await (await fetch(`${cloud.endpoints.web}/api/forbidden`)).text()).toContain('AccessDeniedException');
    expect(said).toContain('DENIED api may not dynamodb:Scan on arn:aws:dynamodb:me-south-1:000000000000:table/Table');
  });

  it('fires schedules as the clock is pushed, and functions see that time', async () => {
    const [before, fired] = [cloud.clock.now(), await invocations('timed')];
    const { now } = Object(await order('/clock', { advance: 'PT25M' }));
    expect(now - before).toBeGreaterThanOrEqual(25 * 60_000);
    expect((await invocations('timed')) - fired).toBe(2);
    const at = Number(member(await (await write('r2')).json(), 'at'));
    await cloud.settle();
    expect(Math.abs(at - cloud.clock.now())).toBeLessThan(5000);
  });

  it('ends a function exactly where it is told to; the queue tries again', async () => {
    await order('/functions/queue/kill', { at: 'dynamodb:PutItem', when: 'before', times: 1 });
    await write('r3');
    await cloud.settle();
    expect(await has('done-r3')).toBe(false);
    await order('/clock', { advance: 'PT1M' });
    expect(await has('done-r3')).toBe(true);
  });

  it('ends a function at a step of its own', async () => {
    await order('/functions/timed/kill', { at: 'start' });
    const killed = { ok: false, errorType: 'Runtime.ExitError' };
    expect(await order('/functions/timed/invoke', {})).toMatchObject(killed);
    expect(await order('/functions/timed/invoke', {})).toMatchObject({ ok: true });
  });

  it('serves Lambda, to those who may invoke; what nobody waits for has run once all is quiet', async () => {
    const endpoint = String(member(await get('/api/env'), 'AWS_ENDPOINT_URL_LAMBDA'));
    const invoke = (accessKeyId: string) =>
      new LambdaClient({
        endpoint,
        ...{ region: 'me-south-1', maxAttempts: 1, credentials: { accessKeyId, secretAccessKey: 'local' } },
      }).send(new InvokeCommand({ FunctionName: 'timedFunction', InvocationType: 'Event' }));
    const before = await invocations('timed');
    expect(await invoke('LOCALADMIN')).toMatchObject({ StatusCode: 202 });
    await cloud.settle();
    expect((await invocations('timed')) - before).toBe(1);
    await expect(invoke('apiRole.1')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('holds a queue back until it may go on', async () => {
    await order('/queues/Queue', { paused: true });
    await write('r4');
    await cloud.settle();
    expect(await has('done-r4')).toBe(false);
    await order('/queues/Queue', { paused: false });
    await cloud.settle();
    expect(await has('done-r4')).toBe(true);
  });

  it('adds the headers of the template with the addresses of this machine', async () => {
    const answer = await fetch(`${cloud.endpoints.media}/nothing.jpg`);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-security-policy')).toBe(`img-src ${cloud.endpoints.media}`);
  });

  it('answers what no route knows, and an order that makes no sense', async () => {
    expect((await fetch(`${cloud.endpoints.web}/api/elsewhere`)).status).toBe(404);
    expect(await order('/clock', { advance: 'soon' })).toHaveProperty('message');
    expect(await order('/functions/nobody/invoke', {})).toHaveProperty('message');
  });

  it('tells its addresses in endpoints.json', () => {
    cloud.announce([]);
    const told = JSON.parse(readFileSync(join(folder, 'data', 'endpoints.json'), 'utf8'));
    expect(Object.keys(told)).toEqual(
      expect.arrayContaining(['web', 'api', 'live', 'mail', 'control', 'sandbox', 'aws', 'logins']),
    );
    expect(told.aws).toMatchObject({ region: 'me-south-1', tableName: 'Table', accessKeyId: 'LOCALADMIN' });
  });

  it('keeps everything over a restart', async () => {
    const time = cloud.clock.now();
    await cloud.stop();
    cloud = await start();
    expect(await has('done-r1')).toBe(true);
    expect(cloud.clock.now()).toBeGreaterThanOrEqual(time);
  });
});

describe('a template with a hole', () => {
  it('is noticed on this machine: a missing grant of a queue worker leaves its queue unread, and says so', async () => {
    const { queueGrant: _, ...rest } = template.Resources;
    await cloud.stop();
    said.length = 0;
    cloud = await start(rest);
    expect(said.join()).toContain('DENIED queue may not sqs:ReceiveMessage');
  });

  it('does not start with a route whose function the API may not invoke', async () => {
    const { MayInvoke: _, ...rest } = template.Resources;
    await expect(start(rest, join(folder, 'other'))).rejects.toThrow(/Route Write: .* may not lambda:InvokeFunction/);
  });
});
