import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Places } from '../outside/outside.ts';
import type { FunctionSpec } from './functions.ts';

/** Base URLs of every local server. */
export type Endpoints = Places & {
  dynamodb: string;
  s3: string;
  sqs: string;
  scheduler: string;
  kms: string;
  secretsManager: string;
  cognito: string;
  ses: string;
  lambda: string;
  webSockets: string;
  /** Answers every service that the local cloud does not have, with a sentence instead of a dead line. */
  nowhere: string;
};

export const secretAccessKey = 'local-secret-of-nobody';

/** What the SDK calls each service in its variable, `AWS_ENDPOINT_URL_<name>`. */
const services = {
  DYNAMODB: 'dynamodb',
  S3: 's3',
  SQS: 'sqs',
  SCHEDULER: 'scheduler',
  KMS: 'kms',
  SECRETS_MANAGER: 'secretsManager',
  COGNITO_IDENTITY_PROVIDER: 'cognito',
  SES: 'ses',
  LAMBDA: 'lambda',
} as const satisfies Record<string, Exclude<keyof Endpoints, 'sandboxes'>>;

/** Whether a client of this service (its id in the SDK, for example `Secrets Manager`) finds a local server. */
export const hasEndpoint = (serviceId: string) => Object.hasOwn(services, serviceId.toUpperCase().replaceAll(' ', '_'));

/** Where the SDK finds each service. Without its variable a call would leave the laptop. */
const awsEndpoints = (endpoints: Endpoints): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoints.nowhere,
  ...Object.fromEntries(
    Object.entries(services).map(([name, service]) => [`AWS_ENDPOINT_URL_${name}`, endpoints[service]]),
  ),
});

/** `index.handler`: the file and export of a function, as its template names them. */
export const handlerOf = ({ bundle, exportName }: FunctionSpec) => `${basename(bundle, extname(bundle))}.${exportName}`;

type Surroundings = { endpoints: Endpoints; region: string; dataDir: string; now: number };

/** The whole environment of one function instance: nothing of this process's own environment is in it. */
export function environmentOf(spec: FunctionSpec, instance: number, surroundings: Surroundings) {
  const { endpoints, region, dataDir, now } = surroundings;
  const functionName = spec.arn.split(':').at(-1) ?? spec.name;
  const day = new Date(now).toISOString().slice(0, 10).replaceAll('-', '/');
  const folder = join(dataDir, 'tmp', spec.name);
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(awsEndpoints(endpoints)))
    if (!/^http:\/\/127\.0\.0\.1:\d+/.test(value))
      throw new Error(`${spec.name} is not started: ${name} is ${value || 'missing'}`);
  return {
    LANG: 'en_US.UTF-8',
    ...spec.variables,
    ...awsEndpoints(endpoints),
    TZ: ':UTC',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // The instance number tells two threads of one function apart; permissions look at the role alone.
    AWS_ACCESS_KEY_ID: `${spec.role}.${instance}`,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: 'local-session-of-nobody',
    _HANDLER: handlerOf(spec),
    LAMBDA_TASK_ROOT: dirname(spec.bundle),
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup ?? `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[$LATEST]${String(instance).padStart(32, '0')}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    TMPDIR: folder,
    // Keep the SDK from the machine's metadata service, profile files and sessions of people who signed in.
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  };
}
