import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { envNames, hostVariable, secretVariable } from '#runtime/env-names.ts';
import { queueVariable } from '#shared/contract/queue.ts';
import { contracts } from '#shared/contracts.ts';
import { outsides } from '#shared/outsides.ts';
import { networkOf, platforms } from '#shared/platforms/platform.ts';
import { allowedTo, functionsOf } from './policies.ts';
import { synthesise, testStage } from './synthesis.ts';

const root = join(import.meta.dirname, '../..');
const resources = synthesise(testStage('local'));
const features = contracts.map(({ feature }) => feature);

/** `publishing-due` is made from `functions/publishing/due.queue.ts`, `posts` from `functions/posts/api.ts`. */
const entryOf = (name: string): string => {
  if (features.includes(name)) return join(root, 'functions', name, 'api.ts');
  const [feature = '', ...rest] = name.split('-');
  const kinds = ['queue', 'stream', 'schedule', 'trigger', 'job', 'webhook'];
  const file = kinds.map((kind) => join(root, 'functions', feature, `${rest.join('-')}.${kind}.ts`)).find(existsSync);
  if (!file) throw new Error(`${name} has no entry file.`);
  return file;
};

const services: Record<string, string> = {
  'client-cognito-identity-provider': 'cognito-idp',
  'client-kms': 'kms',
  'client-s3': 's3',
  'client-scheduler': 'scheduler',
  'client-secrets-manager': 'secretsmanager',
  'client-ses': 'ses',
  'client-sqs': 'sqs',
};
/** Calls anyone may make, with nothing but what a person typed or holds. */
const unsigned = ['cognito-idp:ForgotPassword', 'cognito-idp:ConfirmForgotPassword', 'cognito-idp:RevokeToken'];
/** How the entity library's calls, and the idempotency of a POST, look in the code: each is an action on items. */
const tableActions: readonly [RegExp, string][] = [
  [/\b\w+\.get\((\{|\w+\)\.go)|new GetCommand\(/, 'dynamodb:GetItem'],
  [/\b\w+\.get\(\w+\.map\(|hydrate: true/, 'dynamodb:BatchGetItem'],
  [/\.(query|collections)\.\w+\(/, 'dynamodb:Query'],
  [/entities\.\w+\.(create|put)\(|\bPut: \{ TableName/, 'dynamodb:PutItem'],
  [/entities\.\w+\.patch\(|\b\w+\.update\(key\)/, 'dynamodb:UpdateItem'],
  [/entities\.\w+\.(delete|remove)\(/, 'dynamodb:DeleteItem'],
  [/entities\.\w+\.check\(/, 'dynamodb:ConditionCheckItem'],
];
/**
 * The queues that the code which is left names, but for those it only works on: it sends to them, or hands messages of
 * its own out again.
 */
const queuesIn = (code: string): string[] =>
  [...code.matchAll(/\bvar (\w+) = queue\("([a-z-]+)"/g)]
    .filter(([, variable]) => {
      const times = (pattern: string) => code.match(new RegExp(pattern, 'g'))?.length ?? 0;
      const isGivenBack = code.includes('backAfterSeconds:');
      const works = isGivenBack ? 0 : times(`queueWorker\\(\\s*${variable}\\b`);
      // A contract names the queue of its webhook, which only the webhook's own function fills.
      const told = code.includes('function webhook(') ? 0 : times(`signedBy: \\w+,\\s*queue: ${variable}\\b`);
      return times(`\\b${variable}\\b`) - works - told > 1;
    })
    .map(([, , name = '']) => name);

/** IAM knows a batch of calls by the action of one, and looking at an object by that of reading it. */
const actionOf = (call: string) => call.replace(/Batch$/, '').replace(/^HeadObject$/, 'GetObject');
/** What a call needs beside its own action. */
const implied: Record<string, readonly string[]> = {
  'scheduler:CreateSchedule': ['iam:PassRole'],
  's3:GetObject': ['s3:ListBucket'],
};

/** The AWS actions and environment variables in the code that is left of a function after unused code is dropped. */
const usesOf = async (name: string) => {
  const options = { bundle: true, write: false, format: 'esm', platform: 'node', packages: 'external' } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [entryOf(name)], logLevel: 'silent' });
  const code = outputFiles.map(({ text }) => text).join('\n');
  const imports = [...code.matchAll(/import \{([^}]+)\} from "@aws-sdk\/([a-z0-9-]+)"/g)];
  const calls = imports.flatMap(([, names = '', module = '']) =>
    [...names.matchAll(/\b(\w+)Command\b/g)]
      .filter(([command]) => code.includes(`new ${command}(`))
      .map(([, call = '']) => `${services[module]}:${actionOf(call)}`),
  );
  const signed = code.includes('createPresignedPost(') ? [...calls, 's3:PutObject'] : calls;
  const actions = signed.filter((action) => !unsigned.includes(action) && !action.startsWith('undefined:'));
  return {
    actions: new Set(actions.flatMap((action) => [action, ...(implied[action] ?? [])])),
    variables: new Set([...code.matchAll(/\benv\("(\w+)"\)/g)].map(([, key = '']) => key)),
    queues: queuesIn(code),
    code: code.split('\n'),
  };
};

/** What every function does, and what Lambda does in the name of one, by what calls it. */
const always = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const asked: Record<string, readonly string[]> = {
  queue: ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'].map((it) => `sqs:${it}`),
  stream: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((it) => `dynamodb:${it}`),
};

const Variables = z.object({ Variables: z.record(z.string(), z.unknown()) });
/** Set for every function; addresses open nothing by themselves. */
const addresses: readonly string[] = [envNames.stage, envNames.webUrl, envNames.mediaUrl];
/** Addresses are set for all networks together, for whoever calls any; secrets for whoever reads them. */
const hosts = platforms.flatMap((platform) =>
  Object.keys(networkOf(platform).hosts).map((host) => hostVariable(platform, host)),
);
const secrets = platforms.map(secretVariable);

describe('what the code of each function uses is what the infrastructure gives it', () => {
  it.each(functionsOf(resources, 'local').map((fn) => [fn.name, fn] as const))(
    '%s',
    async (name, { resource, role }) => {
      const { actions, variables, queues, code } = await usesOf(name);

      const given = Variables.parse(resource.Properties.Environment).Variables;
      const ours = Object.values<string>(envNames).filter((key) => key in given);
      const wanted = Object.entries(envNames).flatMap(([key, value]) => (variables.has(key) ? [value] : []));
      expect(
        wanted.filter((key) => !(key in given)),
        'variables it reads and was not given',
      ).toEqual([]);
      expect(
        ours.filter((key) => !wanted.some((each) => each === key) && !addresses.includes(key)),
        'variables it never reads',
      ).toEqual([]);
      expect(
        Object.keys(given)
          .filter((key) => key.endsWith('_QUEUE_URL'))
          .sort(),
        'queues',
      ).toEqual(queues.map((queue) => queueVariable({ name: queue })).sort());

      const networked = code.some((line) => /\bnetworkHost\("/.test(line));
      expect(
        hosts.filter((key) => key in given),
        'hosts of networks',
      ).toEqual(networked ? hosts : []);
      const signedBy = (of: string) => code.some((line) => line.includes(`secret: { of: ${of}`));
      const signed = platforms.some((platform) => signedBy(`{ name: "${platform}" }`));
      const reading = signed || code.some((line) => line.includes('networkSecret(platform'));
      expect(
        secrets.filter((key) => key in given),
        'secrets of networks',
      ).toEqual(reading ? secrets : []);

      for (const service of outsides) {
        const says = (call: string) => code.some((line) => new RegExp(`\\b${call}\\(${service.name}\\b`).test(line));
        const itsHosts = Object.keys(service.hosts).map((host) => hostVariable(service.name, host));
        const itsSecret = service.secret.length > 0 ? [secretVariable(service.name)] : [];
        const wantsIt = says('outsideHost') || says('outsideCredentials') || signedBy(service.name);
        expect(
          [...itsHosts, ...itsSecret].filter((key) => key in given),
          `what it needs of ${service.name}`,
        ).toEqual(wantsIt ? [...itsHosts, ...itsSecret] : []);
      }

      const allowed = allowedTo(resources, role).flatMap(({ Action }) => Action);
      const items = tableActions.filter(([, action]) => allowed.includes(action));
      expect(items.length > 0, 'the table').toBe(variables.has('table'));
      const needed = new Set([
        ...always,
        ...actions,
        // The table's actions are made by the entity library, those of a source by Lambda itself.
        ...tableActions.filter(([pattern]) => code.some((line) => pattern.test(line))).map(([, action]) => action),
        ...(asked[/\.(\w+)\.ts$/.exec(entryOf(name))?.[1] ?? ''] ?? []),
        ...(resource.Properties.DeadLetterConfig ? ['sqs:SendMessage'] : []),
      ]);
      const may = new Set(allowed);
      expect(
        [...needed].filter((action) => !may.has(action)),
        'it does and may not',
      ).toEqual([]);
      expect(
        [...may].filter((action) => !needed.has(action)),
        'it may and never does',
      ).toEqual([]);
    },
  );
});
