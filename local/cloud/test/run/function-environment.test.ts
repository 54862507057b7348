import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '#cloud/aws/service.ts';
import { type Endpoints, environmentOf } from '#cloud/run/environment.ts';
import { checkClients } from '#cloud/run/function-checks.ts';
import { deadEndpoints, temporaryFunction, temporaryWorkers } from './temporary-function.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ksa-environment-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const surroundings = (more: Partial<Endpoints> = {}) => ({
  endpoints: { ...deadEndpoints, ...more },
  region: 'me-south-1',
  dataDir,
  now: Date.parse('2026-03-01T12:00:00Z'),
});

/** Bundles a function the way the build does: minified, one file, CommonJS inside. */
async function bundled(code: string): Promise<string> {
  const banner =
    "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    ...{ bundle: true, format: 'esm', platform: 'node', target: 'node24', minify: true, write: false },
    ...{ mainFields: ['module', 'main'], banner: { js: banner }, legalComments: 'none', logLevel: 'silent' },
  });
  return result.outputFiles[0]?.text ?? '';
}

describe('the environment of a function', () => {
  it('is what Lambda sets, besides the variables of the template', () => {
    const spec = temporaryFunction('', { variables: { COLOUR: 'green' }, logGroup: 'group-of-job' });
    const environment = environmentOf(spec, 7, surroundings());
    expect(environment).toMatchObject({
      COLOUR: 'green',
      _HANDLER: 'index.handler',
      LAMBDA_TASK_ROOT: join(spec.bundle, '..'),
      AWS_REGION: 'me-south-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_FUNCTION_NAME: 'job',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: 'group-of-job',
      AWS_ACCESS_KEY_ID: 'JobRole.7',
      AWS_SESSION_TOKEN: expect.any(String),
    });
    expect(environment.AWS_LAMBDA_LOG_STREAM_NAME).toMatch(/^2026\/03\/01\/\[\$LATEST\][0-9a-f]{32}$/);
  });

  it('gives it a folder of its own for temporary files', async () => {
    const code = `import { tmpdir } from 'node:os'; import { writeFileSync } from 'node:fs';
      export const handler = () => { writeFileSync(tmpdir() + '/x', 'x'); return tmpdir() }`;
    const workers = temporaryWorkers([temporaryFunction(code)], {
      environment: (spec, instance) => environmentOf(spec, instance, surroundings()),
    });
    expect(await workers.invoke('job', {})).toEqual({ ok: true, result: join(dataDir, 'tmp', 'job') });
  });

  it('is refused when a service would not be on this machine', () => {
    const spec = temporaryFunction('');
    expect(() => environmentOf(spec, 1, surroundings({ s3: 'https://s3.amazonaws.com' }))).toThrow(
      'job is not started: AWS_ENDPOINT_URL_S3 is https://s3.amazonaws.com',
    );
    expect(() => environmentOf(spec, 1, surroundings({ sqs: '' }))).toThrow('AWS_ENDPOINT_URL_SQS is missing');
  });
});

describe('real credentials', () => {
  it('stay out of reach of the SDK in a function, wherever on the machine they are', async () => {
    const asked: string[] = [];
    const server = await listen(async (request, response) => {
      asked.push(String(request.url));
      response.end(
        JSON.stringify({
          AccessKeyId: 'REAL',
          SecretAccessKey: 'REAL',
          Token: 'REAL',
          Expiration: '2099-01-01T00:00:00Z',
        }),
      );
    });
    onTestFinished(server.close);
    const home = join(dataDir, 'home');
    mkdirSync(join(home, '.aws'), { recursive: true });
    const profile = 'aws_access_key_id = REAL\naws_secret_access_key = REAL\n';
    writeFileSync(join(home, '.aws/credentials'), `[default]\n${profile}[work]\n${profile}`);
    const shell = {
      ...{ HOME: home, AWS_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'REAL', AWS_SECRET_ACCESS_KEY: 'REAL' },
      ...{ AWS_WEB_IDENTITY_TOKEN_FILE: join(home, 'token'), AWS_ROLE_ARN: 'arn:aws:iam::111111111111:role/real' },
      ...{
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/container`,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url,
      },
    };
    for (const [name, value] of Object.entries(shell)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());

    const code = await bundled(`import { defaultProvider } from '@aws-sdk/credential-provider-node';
      const keyOf = (options) => defaultProvider(options)().then((found) => found.accessKeyId, (error) => error.name);
      export const handler = async () => {
        const own = await keyOf();
        delete process.env.AWS_ACCESS_KEY_ID;
        return [own, await keyOf(), await keyOf({ profile: 'work' })] }`);
    const workers = temporaryWorkers([temporaryFunction(code)], {
      environment: (spec, instance) => environmentOf(spec, instance, surroundings()),
    });
    const outcome = await workers.invoke('job', {});
    const nothing = 'CredentialsProviderError';
    expect(outcome).toEqual({ ok: true, result: ['JobRole.1', nothing, nothing] });
    expect(asked).toEqual([]);
  });
});

describe('a bundle with SDK clients', () => {
  it('starts when each of them has a local server', async () => {
    const code =
      await bundled(`import { SQSClient } from '@aws-sdk/client-sqs'; import { KMSClient } from '@aws-sdk/client-kms';
      import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
      import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
      export const handler = () => [SQSClient, KMSClient, SecretsManagerClient, CognitoIdentityProviderClient].map((C) => new C({}))`);
    expect(() => checkClients(temporaryFunction(code))).not.toThrow();
  });

  it('does not start when one could only reach the real AWS, and both are named in two languages', async () => {
    const code =
      await bundled(`import { SQSClient } from '@aws-sdk/client-sqs'; import { KMSClient } from '@aws-sdk/client-kms';
      export const handler = () => [new SQSClient({}), new KMSClient({})]`);
    // Every client that is installed here has a local server; this one's service is called otherwise.
    const stranger = code.replaceAll(/(["'`])KMS\1/g, '$1Textract$1');
    const check = () => checkClients(temporaryFunction(stranger, { name: 'reporting' }));
    expect(check).toThrow('Function reporting holds a client of the AWS service Textract');
    expect(check).toThrow('الدالة reporting');
    expect(check).toThrow(expect.objectContaining({ name: 'StartError' }));
  });
});
