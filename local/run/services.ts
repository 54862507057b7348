import { type CognitoServer, startCognito } from '../aws/cognito.ts';
import { type DynamoDb, startDynamoDb } from '../aws/dynamodb.ts';
import { type Kms, startKms } from '../aws/kms.ts';
import { type S3, startS3 } from '../aws/s3.ts';
import { type SecretsManager, startSecretsManager } from '../aws/secrets-manager.ts';
import type { Ground, Running } from '../aws/service.ts';
import { type Ses, startSes } from '../aws/ses.ts';
import { type Sqs, startSqs } from '../aws/sqs.ts';
import { type Ssm, startSsm } from '../aws/ssm.ts';
import { startWebSockets, type WebSockets } from '../aws/websocket.ts';
import { type InstagramSandbox, startInstagram } from '../sandbox/instagram.ts';
import type { SandboxHooks } from '../sandbox/sandbox.ts';
import { secretAccessKey } from './environment.ts';
import { onPort } from './ports.ts';

export type Services = {
  dynamodb: DynamoDb;
  s3: S3;
  sqs: Sqs;
  kms: Kms;
  secretsManager: SecretsManager;
  ssm: Ssm;
  ses: Ses;
  cognito: CognitoServer;
  webSockets: WebSockets;
  instagram: InstagramSandbox;
};

export type ServiceOptions = {
  /** First port; the services take the following ones, or free ones when it is 0. */
  firstPort: number;
  invokeTrigger(functionArn: string, event: unknown): Promise<unknown>;
  hooks: SandboxHooks;
};

/** Starts every AWS service and sandbox except the scheduler, which must find its targets ready. */
export async function startServices(ground: Ground, options: ServiceOptions): Promise<Services> {
  const { firstPort, invokeTrigger, hooks } = options;
  const at = (offset: number) => (firstPort === 0 ? 0 : firstPort + offset);
  const ses = await onPort(at(0), (port) => startSes(ground, port));
  return {
    ses,
    instagram: await onPort(at(1), (port) => startInstagram(ground, port, hooks)),
    dynamodb: await onPort(at(2), (port) => startDynamoDb(ground, port)),
    s3: await onPort(at(3), (port) => startS3(ground, () => secretAccessKey, port)),
    sqs: await onPort(at(4), (port) => startSqs(ground, port)),
    kms: await onPort(at(5), (port) => startKms(ground, port)),
    secretsManager: await onPort(at(6), (port) => startSecretsManager(ground, port)),
    webSockets: await onPort(at(10), (port) => startWebSockets(ground, port)),
    cognito: await onPort(at(7), (port) => startCognito(ground, port, { invokeTrigger, sendMail: ses.deliver })),
    ssm: await onPort(at(9), (port) => startSsm(ground, port)),
  };
}

export const closeAll = async (running: readonly Pick<Running, 'close'>[]): Promise<void> => {
  await Promise.all(running.map((one) => one.close()));
};
