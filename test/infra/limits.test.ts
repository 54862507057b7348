import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { application } from '#infra/application.ts';
import { ProductStack } from '#infra/constructs/product-stack.ts';
import { QueueWorker } from '#infra/constructs/queue-worker.ts';
import { DeadLetterOffice } from '#infra/features/dead-letters.ts';
import { DataStack } from '#infra/stacks/data-stack.ts';
import { FrontStack } from '#infra/stacks/front-stack.ts';
import { envNames, hostVariable, secretVariable } from '#runtime/env-names.ts';
import { queue } from '#shared/contract/queue.ts';
import { networkOf, platforms } from '#shared/platforms/platform.ts';
import { allowedTo, functionsOf } from './policies.ts';
import { type Found, ofType, testStage } from './synthesis.ts';

/** How much larger than today the application may become before anything has to be thought of anew. */
const ROOM = 3;

const place = mkdtempSync(join(tmpdir(), 'limits-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
// The longest name that a stage can have makes the longest names of everything.
const config = { ...testStage('production'), stage: 'sixteen-letters-' };

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z._default(z.record(z.string(), z.unknown()), {}) }),
  ),
  Outputs: z._default(z.record(z.string(), z.unknown()), {}),
  Parameters: z._default(z.record(z.string(), z.unknown()), {}),
});
const templatesOf = (app: App) =>
  app.synth().stacks.map(({ id, templateFullPath }) => {
    const text = readFileSync(templateFullPath, 'utf8');
    return { stack: id, bytes: Buffer.byteLength(text), ...Template.parse(JSON.parse(text)) };
  });
const resourcesOf = (templates: ReturnType<typeof templatesOf>): readonly Found[] =>
  templates.flatMap(({ stack, Resources }) => Object.entries(Resources).map(([id, one]) => ({ ...one, id, stack })));

const templates = templatesOf(application(config, { outdir: join(place, 'today'), schemas: false }).app);
const today = resourcesOf(templates);

describe.each(templates)('the stack $stack, three times as large', ({ bytes, Resources, Outputs, Parameters }) => {
  it('stays below 400 resources, where CloudFormation takes 500', () => {
    const count = Object.keys(Resources).length;
    expect(count).toBeGreaterThan(5);
    expect(ROOM * count).toBeLessThanOrEqual(400);
  });

  it('has fewer outputs and parameters than the 200 of CloudFormation, and less than its megabyte of text', () => {
    expect(ROOM * Object.keys(Outputs).length).toBeLessThan(200);
    expect(ROOM * Object.keys(Parameters).length).toBeLessThan(200);
    expect(ROOM * bytes).toBeLessThan(1_000_000);
  });
});

/** A value as AWS will see it: what is only known there is taken as long as such things are. */
const pseudo: Record<string, string> = {
  'AWS::Region': config.region,
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};
const UNKNOWN = 'x'.repeat(120);
function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  const [[key = '', inner] = []] = Object.entries(value);
  if (key === 'Ref') return pseudo[String(inner)] ?? UNKNOWN;
  if (key === 'Fn::Join' && Array.isArray(inner)) return (spelled(inner[1]) as string[]).join(inner[0]);
  if (key.startsWith('Fn::')) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spelled(one)]));
}
/** White space does not count, and neither do the names of other fields: IAM counts the document. */
const lengthOf = (value: unknown) => JSON.stringify(spelled(value)).length;
const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
const variablesOf = ({ resource }: ReturnType<typeof functionsOf>[number]) =>
  Object.entries(Environment.parse(resource.Properties.Environment).Variables);
const sizeOf = (variables: readonly [string, unknown][]) =>
  variables.reduce((sum, [name, value]) => sum + name.length + String(spelled(value)).length, 0);

/** Of the four networks there are, not so many more will come: room for eight. */
const NETWORKS = 2;
const networkVariables = platforms.flatMap((platform) => [
  secretVariable(platform),
  ...Object.keys(networkOf(platform).hosts).map((host) => hostVariable(platform, host)),
]);

const POLICIES = 10_240;
const VARIABLES = 4_096;

describe.each(functionsOf(today, config.stage))('the function $name, bound to three times as much', (fn) => {
  it('has a role whose policies fit into the 10,240 characters of IAM', () => {
    expect(ROOM * lengthOf(allowedTo(today, fn.role))).toBeLessThan(POLICIES);
  });

  it('has variables that fit into the 4 KB of Lambda', () => {
    const all = variablesOf(fn);
    // What every function is told does not grow with what it is bound to.
    const always = all.filter(([name]) =>
      functionsOf(today, config.stage).every((one) => variablesOf(one).some(([other]) => other === name)),
    );
    const ofNetworks = all.filter(([name]) => networkVariables.includes(name));
    const grows = sizeOf(all) - sizeOf(always) - sizeOf(ofNetworks);
    expect(sizeOf(always) + NETWORKS * sizeOf(ofNetworks) + ROOM * grows).toBeLessThan(VARIABLES);
  });
});

describe('the API, with three times as many routes', () => {
  it('has no more than the 300 routes and 300 integrations that API Gateway takes', () => {
    for (const type of ['AWS::ApiGatewayV2::Route', 'AWS::ApiGatewayV2::Integration'])
      expect(ROOM * ofType(today, type).length, type).toBeLessThanOrEqual(300);
  });
});

describe('names', () => {
  it('are short enough for the longest name of a stage: 80 characters for queues, 64 for functions', () => {
    const longest = (type: string, key: string) =>
      Math.max(...ofType(today, type).map(({ Properties }) => String(Properties[key]).length));
    expect(longest('AWS::SQS::Queue', 'QueueName')).toBeLessThanOrEqual(80);
    expect(longest('AWS::Lambda::Function', 'FunctionName')).toBeLessThanOrEqual(64);
  });
});

describe('the staff’s desk for dead letters, with forty queues', () => {
  const app = new App({ outdir: join(place, 'forty') });
  const data = new DataStack(app, config);
  const { http } = new FrontStack(app, config);
  const many = new ProductStack(app, 'Many', config);
  const message = z.object({ clientId: z.string() });
  for (let at = 10; at < 50; at++)
    new QueueWorker(many, `Worker${at}`, {
      queue: queue(`subscriptions-reminders-${at}`, message),
      maxConcurrency: 2,
      impact: 'Nobody notices, because it is made up.',
      runbook: 'made-up',
    });
  new DeadLetterOffice(new ProductStack(app, 'Office', config), 'DeadLetters', { http, data });
  const found = resourcesOf(templatesOf(app));
  const desk = functionsOf(found, config.stage).find(({ name }) => name === 'dead-letters');
  if (!desk) throw new Error('There is no desk');

  it('is told of all of them', () => {
    const told = JSON.stringify(spelled(Object.fromEntries(variablesOf(desk))[envNames.deadLetterQueues]));
    expect(told.match(/subscriptions-reminders-/g)).toHaveLength(40);
    expect(sizeOf(variablesOf(desk))).toBeLessThan(VARIABLES);
  });

  it('may tend each by its name, in policies that fit into 10,240 characters', () => {
    const policies = allowedTo(found, desk.role);
    expect(JSON.stringify(spelled(policies)).match(/subscriptions-reminders-\d+-dead-letters/g)).toHaveLength(40);
    expect(JSON.stringify(policies)).not.toContain('*');
    expect(lengthOf(policies)).toBeLessThan(POLICIES);
  });

  it('holds on to no queue of another stack: none is exported for it, so that each can be taken away', () => {
    const office = found.filter(({ stack }) => stack === 'Office');
    expect(office.length).toBeGreaterThan(5);
    expect(JSON.stringify(office)).not.toMatch(/Many:Exports/);
  });
});

it('no stack of the product holds on to a queue of another', () => {
  expect(JSON.stringify(templates.map(({ Resources }) => Resources))).not.toMatch(/"Fn::ImportValue":"[^"]*Queue/);
});
