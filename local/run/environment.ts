import type { FunctionSpec } from './functions.ts';

/** Base URLs of every local server. */
export type Endpoints = {
  web: string;
  media: string;
  instagram: string;
  dynamodb: string;
  s3: string;
  sqs: string;
  scheduler: string;
  kms: string;
  secretsManager: string;
  cognito: string;
  ses: string;
  webSockets: string;
  /** Answers every service that the local cloud does not have, with a sentence instead of a dead line. */
  nowhere: string;
};

export const secretAccessKey = 'local-secret-of-nobody';

/**
 * Outside addresses by the variable that holds them, and what stands in for each on the laptop. Wherever the template
 * mentions such an address (a CORS rule, a Content-Security-Policy), it is replaced too.
 */
export const standIns = (endpoints: Endpoints): Readonly<Record<string, string>> => ({
  WEB_URL: endpoints.web,
  MEDIA_URL: endpoints.media,
  INSTAGRAM_WWW_URL: `${endpoints.instagram}/www`,
  INSTAGRAM_API_URL: `${endpoints.instagram}/api`,
  INSTAGRAM_GRAPH_URL: `${endpoints.instagram}/graph-ig`,
});

/** Where the SDK finds each service. Without its variable a call would leave the laptop. */
const awsEndpoints = (endpoints: Endpoints): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoints.nowhere,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_SCHEDULER: endpoints.scheduler,
  AWS_ENDPOINT_URL_KMS: endpoints.kms,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoints.cognito,
  AWS_ENDPOINT_URL_SES: endpoints.ses,
});

/** The whole environment of one function instance: nothing of this process's own environment is in it. */
export function environmentOf(spec: FunctionSpec, instance: number, endpoints: Endpoints, region: string) {
  const environment: Record<string, string> = {
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    ...spec.variables,
    ...awsEndpoints(endpoints),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // The instance number tells two threads of one function apart; permissions look at the role alone.
    AWS_ACCESS_KEY_ID: `${spec.role}.${instance}`,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: spec.arn.split(':').at(-1) ?? spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    // Keeps the SDK from asking the machine's own metadata service and profile files.
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nonexistent',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  };
  for (const [name, value] of Object.entries(awsEndpoints(endpoints)))
    if (!/^http:\/\/127\.0\.0\.1:\d+/.test(value))
      throw new Error(`${spec.name} is not started: ${name} is ${value || 'missing'}`);
  return environment;
}
