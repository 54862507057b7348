import { describe, expect, it } from 'vitest';
import { userGroups } from '#infra/constructs/user-pool.ts';
import { ofType, refersTo, synthesise, testStage } from './synthesis.ts';

const resources = synthesise(testStage('local'));
const [pool] = ofType(resources, 'AWS::Cognito::UserPool');
const [client] = ofType(resources, 'AWS::Cognito::UserPoolClient');

describe('the user pool', () => {
  it('people sign in with their e-mail, are invited by us only, and cannot be lost by mistake', () => {
    expect(pool?.Properties).toMatchObject({
      UsernameAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      DeletionProtection: 'ACTIVE',
    });
  });

  it('a password is long and mixed, and a second factor may be added', () => {
    expect(pool?.Properties).toMatchObject({
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it('whether an address is known is never given away, and a session can be ended', () => {
    expect(client?.Properties).toMatchObject({
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
    });
  });

  it('an access token lasts an hour, a session thirty days', () => {
    expect(client?.Properties).toMatchObject({
      AccessTokenValidity: 60,
      RefreshTokenValidity: 30 * 24 * 60,
      TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  it('there is a group for each kind of person', () => {
    const names = ofType(resources, 'AWS::Cognito::UserPoolGroup').map(({ Properties }) => Properties.GroupName);
    expect(names).toEqual([...userGroups]);
  });

  it('mails are worded by our function and sent from our domain', () => {
    const message = ofType(resources, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.FunctionName === 'kuwait-social-local-auth-message',
    );
    const permission = ofType(resources, 'AWS::Lambda::Permission').find(
      ({ Properties }) => Properties.Principal === 'cognito-idp.amazonaws.com',
    );
    expect(refersTo(pool?.Properties.LambdaConfig, message?.id ?? '?')).toBe(true);
    expect(refersTo(permission?.Properties.SourceArn, 'UserPool')).toBe(true);
    expect(pool?.Properties.EmailConfiguration).toMatchObject({
      EmailSendingAccount: 'DEVELOPER',
      From: 'Kuwait Social <no-reply@kuwait-social.example>',
    });
  });
});
