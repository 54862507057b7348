import type { IncomingMessage, ServerResponse } from 'node:http';
import { adminOperations } from './cognito/admin.ts';
import { authenticatorOperations } from './cognito/authenticator.ts';
import { forgottenOperations } from './cognito/forgotten.ts';
import { messenger } from './cognito/messages.ts';
import { signInOperations } from './cognito/sign-in.ts';
import { openCognitoState, type Pool, type PoolClient } from './cognito/state.ts';
import { tokenMint } from './cognito/tokens.ts';
import { answerJson, type JsonService } from './json-protocol.ts';
import { type Ground, listen, type Service } from './service.ts';
import { COGNITO_SENDER } from './ses/sending.ts';
import type { Mail } from './ses.ts';

export type CognitoOptions = {
  /** Runs a trigger function and gives its answer. Without it every mail has the default text. */
  invokeTrigger?: (functionArn: string, event: unknown) => Promise<unknown>;
  /** Throws an AwsError for a mail that SES does not take. */
  sendMail?: (mail: Mail) => unknown;
};

export type CognitoServer = Service & {
  /** `poolId` looks real (`me-south-1_…`), because verifiers check its form. */
  createPool(pool: Partial<Pool> & Pick<Pool, 'poolId'>): void;
  createClient(client: Partial<PoolClient> & Pick<PoolClient, 'clientId' | 'poolId'>): void;
  createGroup(poolId: string, name: string): void;
};

const POOL = { passwordPolicy: {}, mfa: 'OFF', from: COGNITO_SENDER } as const;
const CLIENT = {
  accessTokenSeconds: 3600,
  idTokenSeconds: 3600,
  refreshTokenSeconds: 30 * 86_400,
  flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  preventUserExistenceErrors: false,
};

/** Cognito user pools: what the product calls, with AWS's error names. Users live in the state file. */
export async function startCognito(ground: Ground, port = 0, options: CognitoOptions = {}): Promise<CognitoServer> {
  const state = openCognitoState(ground);
  const mint = tokenMint(state, ground);
  const mails = messenger(ground.region, options.invokeTrigger, options.sendMail ?? (() => {}));
  const poolArn = (poolId: string) => `arn:aws:cognito-idp:${ground.region}:${ground.account}:userpool/${poolId}`;
  const authenticator = authenticatorOperations(ground, state, mint);
  const forgotten = forgottenOperations(ground, state, mails);
  const service: JsonService = {
    name: 'cognito-idp',
    target: 'AWSCognitoIdentityProviderService',
    contentType: 'application/x-amz-json-1.1',
    unsigned: ['RevokeToken', ...Object.keys(authenticator), ...Object.keys(forgotten)],
    operations: {
      ...adminOperations(ground, state, mint, mails, poolArn),
      ...signInOperations(ground, state, mint, poolArn),
      ...authenticator,
      ...forgotten,
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET') return answerJson(ground, service, request, response);
    const poolId = /^\/([\w-]+)\/\.well-known\/jwks\.json$/.exec(request.url ?? '')?.[1];
    const known = poolId !== undefined && state.pools.has(poolId);
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? mint.keySet() : { message: 'User pool does not exist.' }));
  }

  return {
    ...(await listen(answer, port)),
    operations: Object.keys(service.operations),
    createPool: (pool) => void state.pools.set(pool.poolId, { ...POOL, ...pool }),
    createClient: (client) => void state.clients.set(client.clientId, { ...CLIENT, ...client }),
    createGroup: (poolId, name) => void state.groups.set(poolId, new Set(state.groups.get(poolId)).add(name)),
  };
}
