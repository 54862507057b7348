import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { exceptionsOf } from '#infra/acknowledgements.ts';
import { AlarmTopic } from '#infra/constructs/alarm-topic.ts';
import { FeatureApi } from '#infra/constructs/feature-api.ts';
import { FrontApi } from '#infra/constructs/front-api.ts';
import { ProductStack } from '#infra/constructs/product-stack.ts';
import { QueueWorker } from '#infra/constructs/queue-worker.ts';
import { Webhook } from '#infra/constructs/webhook.ts';
import { DataStack } from '#infra/stacks/data-stack.ts';
import { queue } from '#shared/contract/queue.ts';
import { contract } from '#shared/contract/route.ts';
import { platforms } from '#shared/platforms/platform.ts';
import { telegram } from '#test/support/senders.ts';
import { allowedTo, functionsOf } from './policies.ts';
import { type Found, ofType, refersTo, testStage } from './synthesis.ts';

const outdir = mkdtempSync(join(tmpdir(), 'webhook-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

const heard = queue('shop-hear', z.object({ clientId: z.string() }));
const shop = contract('shop', {
  list: { method: 'GET', path: '/shop', permission: 'posts:read', summary: 'List' },
  newOrder: { method: 'POST', path: '/shop/orders', signedBy: telegram, queue: heard, summary: 'Orders' },
});

class Shop extends ProductStack {
  constructor(app: App, data: DataStack) {
    super(app, 'Shop', testStage('local'));
    new AlarmTopic(this, 'AlarmTopic');
    const http = new FrontApi(this, 'Http');
    const impact = 'Nobody hears of orders that come in.';
    const api = new FeatureApi(this, 'Api', { contract: shop, http, impact });
    data.table.bind(api.fn, 'get');
    new QueueWorker(this, 'Hear', { queue: heard, maxConcurrency: 2, impact, runbook: 'publish-queue' });
    const secret = data.platforms;
    const of = { contract: shop, http, table: data.table, secret, impact };
    new Webhook(this, 'Orders', { ...of, route: 'newOrder' });
    expect(() => new Webhook(this, 'List', { ...of, route: 'list' })).toThrow('shop.list has no queue');
  }
}

const app = new App({ outdir });
const data = new DataStack(app, testStage('local'));
const stack = new Shop(app, data);
const { Resources } = Template.fromStack(stack).toJSON();
const resources: readonly Found[] = Object.entries<Omit<Found, 'id' | 'stack'>>(Resources).map(([id, one]) => ({
  ...one,
  Properties: one.Properties ?? {},
  id,
  stack: 'Shop',
}));
const functions = functionsOf(resources, 'local');
const find = (name: string) => functions.find((one) => one.name === name);

describe('a webhook in the infrastructure', () => {
  it('is a function of its own for its route, and the feature’s answers the others', () => {
    const answers = (key: string) => {
      const route = ofType(resources, 'AWS::ApiGatewayV2::Route').find(({ Properties }) => Properties.RouteKey === key);
      const integration = ofType(resources, 'AWS::ApiGatewayV2::Integration').find(({ id }) =>
        refersTo(route?.Properties.Target, id),
      );
      return functions.find(({ resource }) => refersTo(integration?.Properties.IntegrationUri, resource.id))?.name;
    };
    expect(answers('POST /api/shop/orders')).toBe('shop-new-order');
    expect(answers('GET /api/shop')).toBe('shop');
    expect(ofType(resources, 'AWS::ApiGatewayV2::Route')).toHaveLength(2);
  });

  it('may read the secrets, note what it saw and fill its queue, and nothing else', () => {
    const { role = '' } = find('shop-new-order') ?? {};
    expect(allowedTo(resources, role).flatMap(({ Action }) => Action)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      // The networks' secrets are bound together.
      ...platforms.map(() => 'secretsmanager:GetSecretValue'),
      'sqs:SendMessage',
    ]);
    const worked = ofType(resources, 'AWS::SQS::Queue').find(({ Properties }) => Properties.RedrivePolicy);
    const given = find('shop-new-order')?.resource.Properties.Environment as { Variables: Record<string, unknown> };
    expect(refersTo(given.Variables.SHOP_HEAR_QUEUE_URL, worked?.id ?? '?')).toBe(true);
  });

  it('raises an alarm when it fails, and when what it heard is late or parked', () => {
    const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(({ Properties }) => String(Properties.AlarmName));
    expect(alarms.map((name) => name.replace('kuwait-social-local-', '')).sort()).toEqual([
      'Api-Failing',
      'Hear-DeadLetters-NotEmpty',
      'Hear-Late',
      'Http-ServerErrors',
      'Orders-Failing',
    ]);
  });

  it('has no finding in the rule packs that the product’s stacks do not have', () => {
    const known = exceptionsOf(stack).map(({ id }) => id);
    const found = [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
      .flatMap((pack) => pack.validateScope(app).violations)
      .flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ ruleName, path: constructPath ?? '' })),
      );
    const open = found.filter(({ ruleName, path }) => path.startsWith('Shop/Orders') && !known.includes(ruleName));
    expect(open).toEqual([]);
  });
});
