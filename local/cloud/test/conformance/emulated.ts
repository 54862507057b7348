import { startCognito } from '#cloud/aws/cognito.ts';
import { startDynamoDb } from '#cloud/aws/dynamodb.ts';
import { startKms } from '#cloud/aws/kms.ts';
import { startLambda } from '#cloud/aws/lambda.ts';
import { startS3 } from '#cloud/aws/s3.ts';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { startSecretsManager } from '#cloud/aws/secrets-manager.ts';
import type { Ground, Service } from '#cloud/aws/service.ts';
import { startSes } from '#cloud/aws/ses.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { startWebSockets } from '#cloud/aws/websocket.ts';
import { localCredentials } from './target.ts';

type Sender = { send(command: never): Promise<unknown> };
type Sdk = { client: Sender; commands: Record<string, (input: object) => never> };
type Emulated = { start(ground: Ground): Promise<Service>; sdk(options: object): Promise<Sdk> };

/** A client of an SDK package and the makers of all its commands, by the operation's name. */
function sdkOf(load: () => Promise<object>): Emulated['sdk'] {
  return async (options) => {
    const entries = Object.entries(await load());
    const found = entries.find(([name]) => /^(?!__|\$)\w+Client$/.test(name))?.[1];
    const make = (Type: new (input: object) => never) => (input: object) => new Type(input);
    const commands = entries.filter(([name]) => /^\w+Command$/.test(name));
    return {
      client: Reflect.construct(found, [options]),
      commands: Object.fromEntries(commands.map(([name, Type]) => [name.replace(/Command$/, ''), make(Type)])),
    };
  };
}

/** A Lambda with no function in it. */
const noFunctions: Parameters<typeof startLambda>[1] = {
  has: () => false,
  invoke: async () => ({ ok: true, result: null }),
  invokeAsync: () => '',
};

/** Every emulated service with the SDK package that speaks to it. */
export const emulated: Readonly<Record<string, Emulated>> = {
  dynamodb: { start: startDynamoDb, sdk: sdkOf(() => import('@aws-sdk/client-dynamodb')) },
  s3: {
    async start(ground) {
      const s3 = await startS3(ground, () => localCredentials.secretAccessKey);
      s3.createBucket({ name: 'x' });
      return s3;
    },
    sdk: sdkOf(() => import('@aws-sdk/client-s3')),
  },
  sqs: { start: startSqs, sdk: sdkOf(() => import('@aws-sdk/client-sqs')) },
  scheduler: {
    start: (ground) => startScheduler(ground, async () => {}),
    sdk: sdkOf(() => import('@aws-sdk/client-scheduler')),
  },
  kms: { start: startKms, sdk: sdkOf(() => import('@aws-sdk/client-kms')) },
  'secrets-manager': { start: startSecretsManager, sdk: sdkOf(() => import('@aws-sdk/client-secrets-manager')) },
  lambda: {
    start: (ground) => startLambda(ground, noFunctions),
    sdk: sdkOf(() => import('@aws-sdk/client-lambda')),
  },
  'api-gateway-management': {
    start: startWebSockets,
    sdk: sdkOf(() => import('@aws-sdk/client-apigatewaymanagementapi')),
  },
  ses: { start: startSes, sdk: sdkOf(() => import('@aws-sdk/client-ses')) },
  cognito: { start: startCognito, sdk: sdkOf(() => import('@aws-sdk/client-cognito-identity-provider')) },
};

/** The commands of the SDK that a service does not perform. */
export const refusedOf = (service: Service, commands: Sdk['commands']) =>
  Object.entries(commands).filter(([name]) => !service.operations.includes(name));
