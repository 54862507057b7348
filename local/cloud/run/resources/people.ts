import * as z from 'zod/mini';
import type { CognitoServer } from '../../aws/cognito.ts';
import type { Application } from '../template.ts';

/** A property that may only say what the local pool does anyway: everything else is refused by name. */
const only = <T extends string | boolean>(value: T) => z.optional(z.literal(value));
const flag = z._default(z.boolean(), false);

const Pool = z.object({
  AdminCreateUserConfig: z.strictObject({ AllowAdminCreateUserOnly: z.literal(true) }),
  AccountRecoverySetting: z.strictObject({
    RecoveryMechanisms: z.tuple([z.strictObject({ Name: z.literal('verified_email'), Priority: z.number() })]),
  }),
  EmailConfiguration: z.optional(
    z.strictObject({
      From: z.optional(z.string()),
      ConfigurationSet: z.optional(z.string()),
      EmailSendingAccount: only('DEVELOPER'),
      // The sender's identity; SES checks the address itself.
      SourceArn: z.optional(z.string()),
    }),
  ),
  EnabledMfas: z.optional(z.tuple([z.literal('SOFTWARE_TOKEN_MFA')])),
  LambdaConfig: z.optional(z.strictObject({ CustomMessage: z.optional(z.string()) })),
  MfaConfiguration: z._default(z.enum(['OFF', 'OPTIONAL']), 'OFF'),
  Policies: z.strictObject({
    PasswordPolicy: z.strictObject({
      MinimumLength: z._default(z.number(), 8),
      RequireLowercase: flag,
      RequireUppercase: flag,
      RequireNumbers: flag,
      RequireSymbols: flag,
      TemporaryPasswordValidityDays: z._default(z.number(), 7),
    }),
  }),
  UsernameAttributes: z.tuple([z.literal('email')]),
  UsernameConfiguration: z.strictObject({ CaseSensitive: z.literal(false) }),
  VerificationMessageTemplate: z.optional(
    z.strictObject({
      DefaultEmailOption: only('CONFIRM_WITH_CODE'),
      EmailMessage: z.string(),
      EmailSubject: z.string(),
      // Nobody is sent an SMS.
      SmsMessage: z.optional(z.string()),
    }),
  ),
});
const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);
const [hours, days] = [z._default(unit, 'hours'), z._default(unit, 'days')];
const Client = z.object({
  UserPoolId: z.string(),
  AccessTokenValidity: z._default(z.number(), 1),
  IdTokenValidity: z._default(z.number(), 1),
  RefreshTokenValidity: z._default(z.number(), 30),
  TokenValidityUnits: z.prefault(z.strictObject({ AccessToken: hours, IdToken: hours, RefreshToken: days }), {}),
  ExplicitAuthFlows: z._default(z.array(z.enum(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'])), []),
  PreventUserExistenceErrors: z._default(z.enum(['ENABLED', 'LEGACY']), 'LEGACY'),
  AllowedOAuthFlowsUserPoolClient: only(false),
  EnableTokenRevocation: z.literal(true),
  GenerateSecret: only(false),
  SupportedIdentityProviders: z.optional(z.tuple([z.literal('COGNITO')])),
});
const Group = z.object({ UserPoolId: z.string(), GroupName: z.string() });
const secondsOf = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Creates the template's user pools, their clients and groups; people of an earlier run are still in them. */
export function createUserPools(application: Application, cognito: CognitoServer): void {
  for (const { identity, properties } of application.all('AWS::Cognito::UserPool', Pool)) {
    const { EmailConfiguration: mail, VerificationMessageTemplate: words } = properties;
    cognito.createPool({
      poolId: identity.ref,
      mfa: properties.MfaConfiguration,
      customMessageArn: properties.LambdaConfig?.CustomMessage,
      ...(mail?.From && { from: mail.From }),
      configurationSet: mail?.ConfigurationSet,
      codeMail: words && { subject: words.EmailSubject, body: words.EmailMessage },
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
