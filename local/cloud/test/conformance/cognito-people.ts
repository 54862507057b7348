import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  type ChallengeNameType,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { onTestFinished } from 'vitest';
import type { CognitoServer } from '#cloud/aws/cognito.ts';
import type { Target } from './target.ts';

export const PASSWORD = 'Mubarakiya-2026!';
/** Mail to it goes nowhere, in AWS too. */
const mailbox = (label: string) => `success+${label}@simulator.amazonses.com`;
const passwordPolicy = {
  MinimumLength: 12,
  RequireLowercase: true,
  RequireUppercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
};
const flows = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;

/** A pool of its own with two clients and the group `client`; what is made in AWS is removed after the test. */
export async function openPeople({ local, options, unique }: Target<CognitoServer>, { hidesUsers = true } = {}) {
  const sdk = new CognitoIdentityProviderClient(options);
  const poolId = local ? `${options.region}_${unique('P').replaceAll('-', '')}` : await poolInAws();
  const [clientId, otherClient] = [await makeClient(), await makeClient()];
  if (local) local.service.createPool({ poolId, passwordPolicy, mfa: 'OPTIONAL' });
  if (local) local.service.createGroup(poolId, 'client');
  onTestFinished(async () => {
    if (!local) await sdk.send(new DeleteUserPoolCommand({ UserPoolId: poolId }));
    sdk.destroy();
  });

  async function poolInAws(): Promise<string> {
    const { UserPool } = await sdk.send(
      new CreateUserPoolCommand({
        PoolName: unique('conformance'),
        UsernameAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
        Policies: { PasswordPolicy: passwordPolicy },
      }),
    );
    const UserPoolId = UserPool?.Id ?? '';
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    const mfa = { UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration } as const;
    await sdk.send(new SetUserPoolMfaConfigCommand(mfa));
    await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: 'client' }));
    return UserPoolId;
  }
  async function makeClient(): Promise<string> {
    const name = unique('conformance');
    if (local) {
      local.service.createClient({ clientId: name, poolId, preventUserExistenceErrors: hidesUsers });
      return name;
    }
    const { UserPoolClient } = await sdk.send(
      new CreateUserPoolClientCommand({
        UserPoolId: poolId,
        ClientName: name,
        ExplicitAuthFlows: [...flows],
        PreventUserExistenceErrors: hidesUsers ? 'ENABLED' : 'LEGACY',
      }),
    );
    return UserPoolClient?.ClientId ?? '';
  }

  const email = mailbox(unique('noura'));
  const named = { UserPoolId: poolId, Username: email };
  const initiate = (
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH',
    AuthParameters: Record<string, string>,
    ClientId = clientId,
  ) => sdk.send(new AdminInitiateAuthCommand({ UserPoolId: poolId, ClientId, AuthFlow, AuthParameters }));
  const signIn = (password = PASSWORD, who = email) =>
    initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: who, PASSWORD: password });
  return {
    sdk,
    poolId,
    clientId,
    otherClient,
    email,
    named,
    nobody: mailbox(unique('nobody')),
    initiate,
    signIn,
    /** A user with a permanent password, a verified address and the group. */
    async addUser(more: { Name: string; Value: string }[] = [{ Name: 'email_verified', Value: 'true' }]) {
      const UserAttributes = [{ Name: 'email', Value: email }, ...more];
      await sdk.send(new AdminCreateUserCommand({ ...named, UserAttributes, MessageAction: 'SUPPRESS' }));
      await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: true }));
      await sdk.send(new AdminAddUserToGroupCommand({ ...named, GroupName: 'client' }));
    },
    async tokens() {
      const { AccessToken = '', IdToken = '', RefreshToken = '' } = (await signIn()).AuthenticationResult ?? {};
      return { AccessToken, IdToken, RefreshToken };
    },
    refresh: (REFRESH_TOKEN: string, client = clientId) => initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN }, client),
    respond: (ChallengeName: ChallengeNameType, Session: string | undefined, answers: Record<string, string>) =>
      sdk.send(
        new AdminRespondToAuthChallengeCommand({
          UserPoolId: poolId,
          ClientId: clientId,
          ChallengeName,
          Session,
          ChallengeResponses: { USERNAME: email, ...answers },
        }),
      ),
  };
}

/** The claims of a token, unverified. */
export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
