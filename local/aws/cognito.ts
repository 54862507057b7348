import type { IncomingMessage, ServerResponse } from 'node:http';
import { adminOperations } from './cognito/admin.ts';
import { forgottenOperations } from './cognito/forgotten.ts';
import { messenger } from './cognito/messages.ts';
import { signInOperations } from './cognito/sign-in.ts';
import { openCognitoState, type PasswordPolicy } from './cognito/state.ts';
import { tokenMint } from './cognito/tokens.ts';
import { answerJson, type JsonService } from './json-protocol.ts';
import { type Ground, listen, type Running } from './service.ts';
import type { Mail } from './ses.ts';

export type CognitoOptions = {
  /** Runs a trigger function and gives its answer. Without it every mail has the default text. */
  invokeTrigger?: (functionArn: string, event: unknown) => Promise<unknown>;
  sendMail?: (mail: Mail) => void;
};

export type CognitoServer = Running & {
  /** `poolId` looks real (`me-south-1_…`), because verifiers check its form. */
  createPool(pool: {
    poolId: string;
    passwordPolicy?: PasswordPolicy;
    mfa?: 'OFF' | 'OPTIONAL' | 'ON';
    customMessageArn?: string | undefined;
    from?: string;
  }): void;
  createClient(client: {
    clientId: string;
    poolId: string;
    accessTokenSeconds?: number;
    idTokenSeconds?: number;
    refreshTokenSeconds?: number;
    flows?: string[];
    preventUserExistenceErrors?: boolean;
  }): void;
  createGroup(poolId: string, name: string): void;
};

/** Operations that browsers and functions call without a signature. */
const UNSIGNED = ['InitiateAuth', 'RespondToAuthChallenge', 'RevokeToken', 'ForgotPassword', 'ConfirmForgotPassword'];

/** Cognito user pools: what the product calls, with AWS's error names. Users live in the state file. */
export async function startCognito(ground: Ground, port = 0, options: CognitoOptions = {}): Promise<CognitoServer> {
  const state = openCognitoState(ground);
  const mint = tokenMint(state, ground);
  const groups = new Map<string, Set<string>>();
  const mails = messenger(ground.region, options.invokeTrigger, options.sendMail ?? (() => {}));
  const poolArn = (poolId: string) => `arn:aws:cognito-idp:${ground.region}:${ground.account}:userpool/${poolId}`;
  const service: JsonService = {
    target: 'AWSCognitoIdentityProviderService',
    contentType: 'application/x-amz-json-1.1',
    unsigned: UNSIGNED,
    operations: {
      ...adminOperations(ground, state, groups, mails, poolArn),
      ...signInOperations(ground, state, mint, poolArn),
      ...forgottenOperations(ground, state, mails),
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const poolId = /^\/([\w-]+)\/\.well-known\/jwks\.json$/.exec(request.url ?? '')?.[1];
    if (request.method !== 'GET') return answerJson(ground, service, request, response);
    const known = poolId !== undefined && state.pools.has(poolId);
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(known ? mint.keySet() : { message: 'User pool does not exist.' }));
  }

  return {
    ...(await listen(answer, port)),
    createPool: ({
      poolId,
      passwordPolicy = {},
      mfa = 'OFF',
      customMessageArn,
      from = 'no-reply@verificationemail.com',
    }) =>
      void state.pools.set(poolId, {
        poolId,
        passwordPolicy,
        mfa,
        from,
        ...(customMessageArn === undefined ? {} : { customMessageArn }),
      }),
    createClient: ({ clientId, poolId, ...settings }) =>
      void state.clients.set(clientId, {
        clientId,
        poolId,
        accessTokenSeconds: settings.accessTokenSeconds ?? 3600,
        idTokenSeconds: settings.idTokenSeconds ?? 3600,
        refreshTokenSeconds: settings.refreshTokenSeconds ?? 30 * 86_400,
        flows: settings.flows ?? [
          'ALLOW_ADMIN_USER_PASSWORD_AUTH',
          'ALLOW_USER_PASSWORD_AUTH',
          'ALLOW_REFRESH_TOKEN_AUTH',
        ],
        preventUserExistenceErrors: settings.preventUserExistenceErrors ?? false,
      }),
    createGroup: (poolId, name) => void groups.set(poolId, new Set([...(groups.get(poolId) ?? []), name])),
  };
}
