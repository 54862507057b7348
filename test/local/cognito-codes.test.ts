import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CodeMismatchException,
  ConfirmForgotPasswordCommand,
  EnableSoftwareTokenMFAException,
  ExpiredCodeException,
  ForgotPasswordCommand,
  InvalidParameterException,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  SetUserMFAPreferenceCommand,
  UserNotFoundException,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';
import { isTotp } from '#local/aws/cognito/authenticator.ts';
import { authenticatorCode, CLIENT, EMAIL, named, openPool, PASSWORD } from './cognito-pool.ts';

const NEW_PASSWORD = 'Salmiya-Beach-77!';

/** A pool with one user, and the two steps of a forgotten password. */
async function openForgetful(settings: Parameters<typeof openPool>[0] = {}) {
  const pool = await openPool(settings);
  await pool.addUser();
  return {
    ...pool,
    forgot: (Username = EMAIL, more = {}) =>
      pool.sdk.send(new ForgotPasswordCommand({ ClientId: CLIENT, Username, ...more })),
    confirm: (ConfirmationCode: string, { Username = EMAIL, Password = NEW_PASSWORD } = {}) =>
      pool.sdk.send(new ConfirmForgotPasswordCommand({ ClientId: CLIENT, Username, ConfirmationCode, Password })),
    mailedCode: () => /\d{6}/.exec(pool.mails.at(-1)?.html ?? '')?.[0] ?? '',
  };
}

test('the code of the mail makes a new password, once', async () => {
  const { forgot, confirm, mailedCode, signIn, mails } = await openForgetful();
  const { CodeDeliveryDetails } = await forgot();
  expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' });
  expect(mails).toMatchObject([{ to: EMAIL, subject: 'Your verification code' }]);

  await confirm(mailedCode());

  expect((await signIn(NEW_PASSWORD)).AuthenticationResult).toBeDefined();
  await expect(signIn(PASSWORD)).rejects.toBeInstanceOf(NotAuthorizedException);
  await expect(confirm(mailedCode())).rejects.toBeInstanceOf(ExpiredCodeException);
});

test('a wrong code and a weak password change nothing; the right code still counts', async () => {
  const { forgot, confirm, mailedCode, signIn } = await openForgetful();
  await forgot();
  const wrong = mailedCode() === '000000' ? '000001' : '000000';

  await expect(confirm(wrong)).rejects.toBeInstanceOf(CodeMismatchException);
  await expect(confirm(mailedCode(), { Password: 'weak' })).rejects.toBeInstanceOf(InvalidPasswordException);
  expect((await signIn()).AuthenticationResult).toBeDefined();
  await confirm(mailedCode());
});

test('a code lapses after an hour, and a newer one takes its place', async () => {
  const { forgot, confirm, mailedCode, clock } = await openForgetful();
  await forgot();
  const old = mailedCode();
  await clock.advance(60 * 60_000);
  await expect(confirm(old)).rejects.toBeInstanceOf(ExpiredCodeException);

  await forgot();
  await confirm(mailedCode());
});

test('after five tries even the right code is refused', async () => {
  const { forgot, confirm, mailedCode } = await openForgetful();
  await forgot();
  const wrong = mailedCode() === '000000' ? '000001' : '000000';
  for (let tried = 0; tried < 5; tried++) await expect(confirm(wrong)).rejects.toBeInstanceOf(CodeMismatchException);
  await expect(confirm(mailedCode())).rejects.toBeInstanceOf(LimitExceededException);
});

test('a pool that hides its users pretends to mail strangers and disabled users', async () => {
  const { sdk, forgot, confirm, mails } = await openForgetful();
  await sdk.send(new AdminDisableUserCommand(named));
  for (const Username of [EMAIL, 'nobody@cafe.example']) {
    expect((await forgot(Username)).CodeDeliveryDetails?.DeliveryMedium).toBe('EMAIL');
    await expect(confirm('123456', { Username })).rejects.toBeInstanceOf(CodeMismatchException);
  }
  expect(mails).toEqual([]);
});

test('a pool that hides nothing tells a stranger from a disabled user', async () => {
  const { sdk, forgot } = await openForgetful({ hidesUsers: false });
  await sdk.send(new AdminDisableUserCommand(named));
  await expect(forgot()).rejects.toBeInstanceOf(NotAuthorizedException);
  await expect(forgot('nobody@cafe.example')).rejects.toBeInstanceOf(UserNotFoundException);
});

test('somebody who never chose a password cannot have forgotten it', async () => {
  const { sdk, forgot } = await openForgetful();
  await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: false }));
  await expect(forgot()).rejects.toBeInstanceOf(NotAuthorizedException);
});

test('the CustomMessage trigger words the mails, and learns who asks in which language', async () => {
  const events: unknown[] = [];
  const invokeTrigger = async (_: string, event: unknown) => {
    events.push(event);
    return { response: { emailSubject: 'رمزك', emailMessage: 'الرمز {####} لـ {username}' } };
  };
  const { sdk, forgot, mails } = await openForgetful({ invokeTrigger });
  const invited = { ...named, Username: 'sara@cafe.example', TemporaryPassword: 'First<2026&pass' };

  await sdk.send(new AdminCreateUserCommand(invited));
  await forgot(EMAIL, { ClientMetadata: { lang: 'ar' } });

  expect(mails).toMatchObject([
    { to: 'sara@cafe.example', subject: 'رمزك', html: 'الرمز First&#60;2026&#38;pass لـ sara@cafe.example' },
    { to: EMAIL, subject: 'رمزك', html: expect.stringMatching(/^الرمز \d{6} /) },
  ]);
  expect(events).toMatchObject([
    {
      triggerSource: 'CustomMessage_AdminCreateUser',
      request: { codeParameter: '{####}', usernameParameter: '{username}' },
    },
    {
      triggerSource: 'CustomMessage_ForgotPassword',
      callerContext: { clientId: CLIENT },
      request: { clientMetadata: { lang: 'ar' }, userAttributes: { email: EMAIL } },
    },
  ]);
});

test.each([
  ['throws', () => Promise.reject(new Error('boom'))],
  ['says nothing', async () => undefined],
  ['leaves out the code', async () => ({ response: { emailSubject: 'x', emailMessage: 'no code at all' } })],
])('a trigger that %s is replaced by the default text', async (_, invokeTrigger) => {
  const { forgot, mails } = await openForgetful({ invokeTrigger });
  await forgot();
  expect(mails).toMatchObject([
    { subject: 'Your verification code', html: expect.stringMatching(/^Your password reset code is \d{6}$/) },
  ]);
});

test('an authenticator app becomes a second step of sign-in', async () => {
  const { sdk, tokens, signIn, respond, clock } = await openForgetful();
  const { AccessToken } = await tokens();
  const prefer = (Enabled: boolean) =>
    sdk.send(
      new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled } }),
    );
  const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const code = (at = clock.now()) => authenticatorCode(SecretCode, at);
  const verify = (UserCode: string) => sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  await expect(verify(code(0))).rejects.toBeInstanceOf(EnableSoftwareTokenMFAException);
  await expect(prefer(true)).rejects.toBeInstanceOf(InvalidParameterException);
  expect((await verify(code())).Status).toBe('SUCCESS');
  expect((await signIn()).ChallengeName).toBeUndefined();

  await prefer(true);

  const { ChallengeName, Session, AuthenticationResult } = await signIn();
  expect([ChallengeName, AuthenticationResult]).toEqual(['SOFTWARE_TOKEN_MFA', undefined]);
  const stale = respond('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: code(clock.now() - 120_000) });
  await expect(stale).rejects.toBeInstanceOf(CodeMismatchException);
  const answer = await respond('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: code() });
  expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
});

test('a new first password does not lead around the authenticator app', async () => {
  const { sdk, tokens, signIn, respond, clock } = await openForgetful();
  const { AccessToken } = await tokens();
  const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: authenticatorCode(SecretCode, clock.now()) }));
  await sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }));
  await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: false }));

  const { Session } = await signIn();
  const answer = await respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD });

  expect(answer).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  expect(answer.AuthenticationResult).toBeUndefined();
});

test('the access token of an expired session sets up nothing', async () => {
  const { sdk, tokens, clock } = await openForgetful();
  const { AccessToken, IdToken } = await tokens();
  const associate = (token: string) => sdk.send(new AssociateSoftwareTokenCommand({ AccessToken: token }));
  await expect(associate(IdToken)).rejects.toBeInstanceOf(NotAuthorizedException);
  await expect(associate(`${AccessToken}x`)).rejects.toBeInstanceOf(NotAuthorizedException);
  await clock.advance(3_600_000);
  await expect(associate(AccessToken)).rejects.toThrow(/expired/);
});

test('codes are those of RFC 6238, with half a minute of grace either way', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(isTotp(secret, '287082', 59_000)).toBe(true);
  expect(isTotp(secret, '081804', 1_111_111_109_000)).toBe(true);
  expect(isTotp(secret, '287082', 89_000)).toBe(true);
  expect(isTotp(secret, '287082', 90_000)).toBe(false);
});
