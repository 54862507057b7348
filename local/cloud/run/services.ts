import { type CognitoServer, startCognito } from '../aws/cognito.ts';
import { type DynamoDb, startDynamoDb } from '../aws/dynamodb.ts';
import { type Kms, startKms } from '../aws/kms.ts';
import { startLambda } from '../aws/lambda.ts';
import { type S3, startS3 } from '../aws/s3.ts';
import { type Scheduler, startScheduler } from '../aws/scheduler.ts';
import { type SecretsManager, startSecretsManager } from '../aws/secrets-manager.ts';
import type { Ground, Running, Service } from '../aws/service.ts';
import { type Ses, startSes } from '../aws/ses.ts';
import { type Sqs, startSqs } from '../aws/sqs.ts';
import { startWebSockets, type WebSockets } from '../aws/websocket.ts';
import type { Outside } from '../outside/outside.ts';
import type { Sandbox, SandboxHooks } from '../outside/sandbox.ts';
import type { AsyncInvocations } from './async-invocations.ts';
import { createDelivery } from './deliver.ts';
import { secretAccessKey } from './environment.ts';
import type { Keeper } from './gate.ts';
import { onPort } from './ports.ts';
import type { Workers } from './workers.ts';

export type Services = {
  dynamodb: DynamoDb;
  s3: S3;
  sqs: Sqs;
  kms: Kms;
  secretsManager: SecretsManager;
  ses: Ses;
  cognito: CognitoServer;
  webSockets: WebSockets;
  /** The outside world, by network. */
  sandboxes: Readonly<Record<string, Sandbox>>;
};

export type ServiceOptions = {
  /** The front door's; the services take ports after it, or free ones when it is 0. */
  port: number;
  invokeTrigger(functionArn: string, event: unknown): Promise<unknown>;
  sandboxes: Outside['sandboxes'];
  hooks: SandboxHooks;
};

/** Starts every AWS service and sandbox except those that run functions. */
export async function startServices(ground: Ground, options: ServiceOptions): Promise<Services> {
  const { invokeTrigger } = options;
  const at = portsAfter(options.port);
  const ses = await onPort(at(3), (port) => startSes(ground, port));
  return {
    ses,
    sandboxes: await startSandboxes(ground, options),
    dynamodb: await onPort(at(5), (port) => startDynamoDb(ground, port)),
    s3: await onPort(at(6), (port) => startS3(ground, () => secretAccessKey, port)),
    sqs: await onPort(at(7), (port) => startSqs(ground, port)),
    kms: await onPort(at(8), (port) => startKms(ground, port)),
    secretsManager: await onPort(at(9), (port) => startSecretsManager(ground, port)),
    webSockets: await onPort(at(13), (port) => startWebSockets(ground, port)),
    cognito: await onPort(at(10), (port) => startCognito(ground, port, { invokeTrigger, sendMail: ses.deliver })),
  };
}

/** The first stays at the port that published addresses in kept data name; the others come after all services. */
async function startSandboxes(
  ground: Ground,
  { port, sandboxes, hooks }: ServiceOptions,
): Promise<Services['sandboxes']> {
  const at = portsAfter(port);
  const started: Record<string, Sandbox> = {};
  for (const [place, [name, start]] of Object.entries(sandboxes).entries())
    started[name] = await onPort(at(place === 0 ? 4 : 19 + place), (free) => start(ground, free, hooks));
  return started;
}

/** Servers that run functions, and so come after them. */
export type LateServices = { lambda: Service; scheduler: Scheduler };

type LateOptions = { port: number; workers: Workers; events: AsyncInvocations; sqs: Sqs; keeper: Keeper };

/** Starts Lambda's API and the scheduler, which find what they run ready. */
export async function startLateServices(
  ground: Ground,
  { port, workers, events, sqs, keeper }: LateOptions,
): Promise<LateServices> {
  const at = portsAfter(port);
  const functions = { ...workers, ...events, has: (reference: string) => workers.spec(reference) !== undefined };
  const deliver = createDelivery(sqs, events, keeper);
  return {
    lambda: await onPort(at(14), (free) => startLambda(ground, functions, free)),
    scheduler: await onPort(at(11), (free) => startScheduler(ground, deliver, free)),
  };
}

/** The services as IAM and the orders name them. */
export const byIamPrefix = (services: Services & LateServices): Record<string, Service> => ({
  'cognito-idp': services.cognito,
  dynamodb: services.dynamodb,
  'execute-api': services.webSockets,
  kms: services.kms,
  lambda: services.lambda,
  s3: services.s3,
  scheduler: services.scheduler,
  secretsmanager: services.secretsManager,
  ses: services.ses,
  sqs: services.sqs,
});

const portsAfter = (port: number) => (offset: number) => (port === 0 ? 0 : port + offset);

export const closeAll = async (running: readonly Pick<Running, 'close'>[]): Promise<void> => {
  await Promise.all(running.map((one) => one.close()));
};
