import { createHmac } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  type ChallengeNameType,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { onTestFinished } from 'vitest';
import { type CognitoOptions, startCognito } from '#cloud/aws/cognito.ts';
import type { Ground } from '#cloud/aws/service.ts';
import type { Mail } from '#cloud/aws/ses.ts';
import { createGround, credentials } from './ground.ts';

export const POOL = 'me-south-1_KsaTest01';
export const CLIENT = '1client1client1client1cl';
export const OTHER_CLIENT = '2other2other2other2other2';
export const EMAIL = 'noura@cafe.example';
export const PASSWORD = 'Mubarakiya-2026!';
export const named = { UserPoolId: POOL, Username: EMAIL };

type Settings = Pick<CognitoOptions, 'invokeTrigger' | 'sendMail'> & { ground?: Ground };

/** One pool with two clients and a group, asked through the SDK. */
export async function openPool({ ground = createGround(), invokeTrigger, sendMail }: Settings = {}) {
  const mails: Mail[] = [];
  const server = await startCognito(ground, 0, {
    sendMail: sendMail ?? ((mail) => mails.push(mail)),
    ...(invokeTrigger && { invokeTrigger }),
  });
  const passwordPolicy = { MinimumLength: 12, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true };
  server.createPool({
    poolId: POOL,
    passwordPolicy,
    mfa: 'OPTIONAL',
    customMessageArn: 'arn:aws:lambda:x:0:function:m',
  });
  for (const clientId of [CLIENT, OTHER_CLIENT])
    server.createClient({ clientId, poolId: POOL, preventUserExistenceErrors: true });
  server.createGroup(POOL, 'client');
  const sdk = new CognitoIdentityProviderClient({
    region: ground.region,
    credentials,
    endpoint: server.url,
    maxAttempts: 1,
  });
  const close = async () => {
    sdk.destroy();
    await server.close();
  };
  onTestFinished(close);

  const signIn = (password = PASSWORD, email = EMAIL, ClientId = CLIENT) =>
    sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: POOL,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
  return {
    server,
    sdk,
    ground,
    clock: ground.clock,
    mails,
    close,
    signIn,
    /** A user of the group with a permanent password. */
    async addUser() {
      const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
      await sdk.send(new AdminCreateUserCommand({ ...named, UserAttributes, MessageAction: 'SUPPRESS' }));
      await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: true }));
      await sdk.send(new AdminAddUserToGroupCommand({ ...named, GroupName: 'client' }));
    },
    /** Tokens of a finished sign-in. */
    async tokens() {
      const { AccessToken = '', IdToken = '', RefreshToken = '' } = (await signIn()).AuthenticationResult ?? {};
      return { AccessToken, IdToken, RefreshToken };
    },
    refresh: (REFRESH_TOKEN: string, ClientId = CLIENT) =>
      sdk.send(
        new AdminInitiateAuthCommand({
          UserPoolId: POOL,
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN },
        }),
      ),
    respond: (ChallengeName: ChallengeNameType, Session: string | undefined, answers: Record<string, string>) =>
      sdk.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: POOL,
          ClientId: CLIENT,
          ChallengeName,
          Session,
          ChallengeResponses: { USERNAME: EMAIL, ...answers },
        }),
      ),
  };
}

/** What an authenticator app shows for a base32 secret at a time (epoch ms). */
export function authenticatorCode(secret: string, at: number): string {
  let bits = 0n;
  for (const letter of secret) bits = bits * 32n + BigInt('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter));
  const key = Buffer.from(
    (bits >> BigInt((secret.length * 5) % 8)).toString(16).padStart(2 * Math.floor((secret.length * 5) / 8), '0'),
    'hex',
  );
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(at / 30_000), 4);
  const digest = createHmac('sha1', key).update(counter).digest();
  const value = digest.readUInt32BE(digest.readUInt8(19) & 15) & 0x7fffffff;
  return `${value}`.slice(-6).padStart(6, '0');
}
