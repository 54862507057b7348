import {
  AdminCreateUserCommand,
  CodeDeliveryFailureException,
  CodeMismatchException,
  ConfirmForgotPasswordCommand,
  ExpiredCodeException,
  ForgotPasswordCommand,
  InvalidLambdaResponseException,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  UserLambdaValidationException,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from 'vitest';
import { AwsError } from '#cloud/aws/service.ts';
import { CLIENT, EMAIL, named, openPool, PASSWORD } from './cognito-pool.ts';

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

test('the CustomMessage trigger words the mails, and learns who asks in which language', async () => {
  const events: unknown[] = [];
  const invokeTrigger = async (_: string, event: unknown) => {
    events.push(event);
    return { response: { emailSubject: 'رمزك', emailMessage: 'الرمز {####} لـ {username}' } };
  };
  const { sdk, forgot, mails } = await openForgetful({ invokeTrigger });
  const invited = { ...named, Username: 'sara@cafe.example', TemporaryPassword: 'First<2026&pass' };
  const DesiredDeliveryMediums: ['EMAIL'] = ['EMAIL'];

  await sdk.send(new AdminCreateUserCommand({ ...invited, DesiredDeliveryMediums }));
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

test('after five tries in an hour even the right code is refused, and a new code does not help', async () => {
  const { forgot, confirm, mailedCode, clock } = await openForgetful();
  await forgot();
  const wrong = mailedCode() === '000000' ? '000001' : '000000';
  for (let tried = 0; tried < 5; tried++) await expect(confirm(wrong)).rejects.toBeInstanceOf(CodeMismatchException);
  await expect(confirm(mailedCode())).rejects.toBeInstanceOf(LimitExceededException);
  await forgot();
  await expect(confirm(mailedCode())).rejects.toThrow('Attempt limit exceeded, please try after some time.');
  await clock.advance(60 * 60_000);
  await forgot();
  await confirm(mailedCode());
});

test('a sixth code within an hour is not sent', async () => {
  const { forgot, mails, clock } = await openForgetful();
  for (let asked = 0; asked < 5; asked++) await forgot();
  await expect(forgot()).rejects.toBeInstanceOf(LimitExceededException);
  expect(mails).toHaveLength(5);
  await clock.advance(60 * 60_000);
  await forgot();
});

test('a trigger that leaves out the code is replaced by the default text, as are missing triggers', async () => {
  const invokeTrigger = async () => ({ response: { emailSubject: 'x', emailMessage: 'no code at all' } });
  for (const pool of [await openForgetful({ invokeTrigger }), await openForgetful()]) {
    await pool.forgot();
    expect(pool.mails).toMatchObject([
      { subject: 'Your verification code', html: expect.stringMatching(/^Your password reset code is \d{6}$/) },
    ]);
  }
});

test.each([
  [
    'throws',
    () => Promise.reject(new Error('boom')),
    UserLambdaValidationException,
    'CustomMessage failed with error boom.',
  ],
  ['says nothing', async () => undefined, InvalidLambdaResponseException, 'Unrecognizable lambda output'],
])('a trigger that %s makes the call fail', async (_, invokeTrigger, kind, message) => {
  const { forgot, mails } = await openForgetful({ invokeTrigger });
  const error = await forgot().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ message });
  expect(mails).toEqual([]);
});

test('a mail that SES does not take makes the call fail', async () => {
  const sendMail = () => Promise.reject(new AwsError('MessageRejected', 'Email address is not verified.'));
  const { forgot } = await openForgetful({ sendMail });
  await expect(forgot()).rejects.toBeInstanceOf(CodeDeliveryFailureException);
});
