import * as z from 'zod/mini';
import type { CognitoServer } from '../../aws/cognito.ts';
import type { Application } from '../template.ts';

const Pool = z.object({
  MfaConfiguration: z._default(z.enum(['OFF', 'OPTIONAL', 'ON']), 'OFF'),
  EmailConfiguration: z.optional(z.object({ From: z.optional(z.string()) })),
  LambdaConfig: z.optional(z.strictObject({ CustomMessage: z.optional(z.string()) })),
  Policies: z.object({
    PasswordPolicy: z.object({
      MinimumLength: z._default(z.number(), 8),
      RequireLowercase: z._default(z.boolean(), false),
      RequireUppercase: z._default(z.boolean(), false),
      RequireNumbers: z._default(z.boolean(), false),
      RequireSymbols: z._default(z.boolean(), false),
    }),
  }),
});
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);
const Client = z.object({
  UserPoolId: z.string(),
  AccessTokenValidity: z._default(z.number(), 1),
  IdTokenValidity: z._default(z.number(), 1),
  RefreshTokenValidity: z._default(z.number(), 30),
  TokenValidityUnits: z._default(
    z.object({
      AccessToken: z._default(unit, 'hours'),
      IdToken: z._default(unit, 'hours'),
      RefreshToken: z._default(unit, 'days'),
    }),
    { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' },
  ),
  ExplicitAuthFlows: z._default(z.array(z.string()), []),
  PreventUserExistenceErrors: z._default(z.string(), 'LEGACY'),
});
const Group = z.object({ UserPoolId: z.string(), GroupName: z.string() });
const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Creates the template's user pools, their clients and groups; people of an earlier run are still in them. */
export function createUserPools(application: Application, cognito: CognitoServer): void {
  for (const { identity, properties } of application.all('AWS::Cognito::UserPool', Pool)) {
    const from = properties.EmailConfiguration?.From;
    cognito.createPool({
      poolId: identity.ref,
      mfa: properties.MfaConfiguration,
      customMessageArn: properties.LambdaConfig?.CustomMessage,
      ...(from === undefined ? {} : { from }),
      passwordPolicy: properties.Policies.PasswordPolicy,
    });
  }
  for (const { identity, properties } of application.all('AWS::Cognito::UserPoolClient', Client)) {
    const units = properties.TokenValidityUnits;
    cognito.createClient({
      clientId: identity.ref,
      poolId: properties.UserPoolId,
      accessTokenSeconds: properties.AccessTokenValidity * secondsOf[units.AccessToken],
      idTokenSeconds: properties.IdTokenValidity * secondsOf[units.IdToken],
      refreshTokenSeconds: properties.RefreshTokenValidity * secondsOf[units.RefreshToken],
      flows: properties.ExplicitAuthFlows,
      preventUserExistenceErrors: properties.PreventUserExistenceErrors === 'ENABLED',
    });
  }
  for (const { properties } of application.all('AWS::Cognito::UserPoolGroup', Group))
    cognito.createGroup(properties.UserPoolId, properties.GroupName);
}
