import { randomUUID } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { type CognitoOptions, startCognito } from '#cloud/aws/cognito.ts';
import { AwsError, type Ground } from '#cloud/aws/service.ts';
import { handler as wordMessage } from '#functions/auth/message.trigger.ts';
import { cognito as sdk } from '#runtime/cognito.ts';
import { env } from '#runtime/env.ts';
import { type Claims, forge, readToken } from './tokens.ts';

const KeySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });
type Mail = Parameters<NonNullable<CognitoOptions['sendMail']>>[0];

export const PASSWORD = 'Mubarakiya-2026!';
const OTHER_CLIENT = '9otherclient9otherclient9o';

/** The user pool with its client, groups and mails, as the infrastructure makes it. */
export async function startTestPool(ground: Ground) {
  const mails: Mail[] = [];
  let trouble: 'sending' | 'wording' | undefined;
  const server = await startCognito(ground, 0, {
    sendMail: (mail) => {
      if (trouble === 'sending') throw new AwsError('Throttling', 'Maximum sending rate exceeded.');
      mails.push(mail);
    },
    invokeTrigger: (_, event) => {
      if (trouble === 'wording') throw new AwsError('UnexpectedLambdaException', 'The trigger failed.');
      return wordMessage(event as CustomMessageTriggerEvent);
    },
  });
  const poolId = env('userPool');
  server.createPool({
    poolId,
    passwordPolicy: {
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
    },
    mfa: 'OPTIONAL',
    customMessageArn: 'arn:aws:lambda:me-south-1:000000000000:function:auth-message',
  });
  const flows = ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
  for (const clientId of [env('userPoolClient'), OTHER_CLIENT])
    server.createClient({ clientId, poolId, flows, preventUserExistenceErrors: true });
  for (const group of ['owner', 'admin', 'client']) server.createGroup(poolId, group);

  const published = await fetch(`${server.url}/${poolId}/.well-known/jwks.json`);
  const { keys } = KeySet.parse(await published.json());
  const keyId = keys[0]?.kid;

  const tokensOf = async (email: string, clientId = env('userPoolClient')) => {
    const parameters = { USERNAME: email, PASSWORD };
    const { AuthenticationResult } = await sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: parameters,
      }),
    );
    return { access: AuthenticationResult?.AccessToken ?? '', id: AuthenticationResult?.IdToken ?? '' };
  };

  return {
    ...server,
    /** The keys that tokens of this pool are checked with. */
    keys,
    mails,
    /** Lets mails fail from now on, until it is called with nothing. */
    troubleMails: (how?: 'sending' | 'wording') => {
      trouble = how;
    },
    /** The last mail to somebody. */
    mailTo: (email: string): Mail | undefined => mails.filter(({ to }) => to === email).at(-1),
    tokensOf,
    /** A token of the same pool that was made for another application. */
    tokensForOtherClient: (email: string) => tokensOf(email, OTHER_CLIENT),
    /** A login with `PASSWORD`, without any row of ours. Returns its subject. */
    async addLogin(email: string, group: 'owner' | 'admin' | 'client'): Promise<string> {
      const named = { UserPoolId: poolId, Username: email };
      const UserAttributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      await sdk.send(new AdminCreateUserCommand({ ...named, UserAttributes, MessageAction: 'SUPPRESS' }));
      await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: true }));
      await sdk.send(new AdminAddUserToGroupCommand({ ...named, GroupName: group }));
      return String(readToken((await tokensOf(email)).access).claims.sub);
    },
    /** An access token as the pool issues it, signed with its own key; `change` replaces single claims. */
    issue(subject: string, change: Claims = {}): string {
      const { pem } = ground.db.prepare('SELECT pem FROM cognito_key').get() ?? {};
      const iat = Math.floor(Date.now() / 1000);
      const claims = {
        sub: subject,
        iss: `https://cognito-idp.${ground.region}.amazonaws.com/${poolId}`,
        client_id: env('userPoolClient'),
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin',
        iat,
        auth_time: iat,
        exp: iat + 3600,
        jti: randomUUID(),
        username: subject,
        ...change,
      };
      return forge({ alg: 'RS256', kid: keyId }, claims, String(pem));
    },
  };
}
