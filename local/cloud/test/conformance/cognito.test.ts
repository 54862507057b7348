import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  RevokeTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { expect, test } from 'vitest';
import { startCognito } from '#cloud/aws/cognito.ts';
import { authenticatorCode } from '../cognito-pool.ts';
import { claimsOf, openPeople, PASSWORD } from './cognito-people.ts';
import { conformanceTarget } from './target.ts';

const target = conformanceTarget(startCognito);
const refused = (name: string, message: unknown = expect.any(String), httpStatusCode = 400) => ({
  name,
  message,
  $metadata: expect.objectContaining({ httpStatusCode }),
});
const stranger = refused('NotAuthorizedException', 'Incorrect username or password.');

/** The product's own verifier; only the address of the keys is another one on the laptop. */
function verifier(userPoolId: string, clientId: string, tokenUse: 'access' | 'id') {
  const { endpoint } = target().options;
  const fetchKeys = async (uri: string) =>
    (await fetch(endpoint ? endpoint + new URL(uri).pathname : uri)).arrayBuffer();
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
  return CognitoJwtVerifier.create({ userPoolId, tokenUse, clientId, groups: 'client' }, { jwksCache });
}

test('the tokens of a sign-in pass the real verifier and carry the claims of a user pool', async () => {
  const { sdk, poolId, clientId, named, email, addUser, signIn } = await openPeople(target());
  await addUser();
  const { AuthenticationResult } = await signIn();
  expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });

  const { Username } = await sdk.send(new AdminGetUserCommand(named));
  const { iss, ...access } = await verifier(poolId, clientId, 'access').verify(AuthenticationResult?.AccessToken ?? '');
  expect(iss).toBe(`https://cognito-idp.${target().options.region}.amazonaws.com/${poolId}`);
  expect(access).toMatchObject({
    sub: Username,
    username: Username,
    client_id: clientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
    'cognito:groups': ['client'],
    jti: expect.any(String),
    event_id: expect.any(String),
    exp: access.iat + 3600,
    auth_time: expect.any(Number),
  });
  const id = await verifier(poolId, clientId, 'id').verify(AuthenticationResult?.IdToken ?? '');
  expect(id).toMatchObject({
    sub: Username,
    aud: clientId,
    token_use: 'id',
    email,
    email_verified: true,
    'cognito:username': Username,
    origin_jti: access.origin_jti,
  });
  expect(id.jti).not.toBe(access.jti);
});

test('a refresh gives tokens of the same session, and no new refresh token', async () => {
  const { addUser, tokens, refresh, otherClient } = await openPeople(target());
  await addUser();
  const first = await tokens();
  await target().pass(1100);

  const { AuthenticationResult } = await refresh(first.RefreshToken);

  expect(AuthenticationResult?.RefreshToken).toBeUndefined();
  const [before, after] = [claimsOf(first.AccessToken), claimsOf(AuthenticationResult?.AccessToken ?? '')];
  const { auth_time, origin_jti, sub } = before;
  expect(after).toMatchObject({ auth_time, origin_jti, sub, 'cognito:groups': ['client'] });
  expect(after.jti).not.toBe(before.jti);
  expect(Number(after.iat)).toBeGreaterThan(Number(before.iat));
  await expect(refresh(first.RefreshToken, otherClient)).rejects.toMatchObject(refused('NotAuthorizedException'));
  for (const token of ['not-a-token', `${first.RefreshToken.slice(0, -2)}xx`])
    await expect(refresh(token)).rejects.toMatchObject(refused('NotAuthorizedException', 'Invalid Refresh Token'));
});

test('a revoked refresh token opens nothing; an unknown one counts as revoked; access tokens cannot be revoked', async () => {
  const { sdk, addUser, tokens, refresh, clientId, otherClient } = await openPeople(target());
  await addUser();
  const { RefreshToken, AccessToken } = await tokens();
  const revoke = (Token: string, ClientId = clientId) => sdk.send(new RevokeTokenCommand({ ClientId, Token }));

  await expect(revoke(RefreshToken, otherClient)).rejects.toMatchObject({ name: 'UnauthorizedException' });
  await expect(revoke(AccessToken)).rejects.toMatchObject(refused('UnsupportedTokenTypeException'));
  await revoke(RefreshToken);
  expect((await revoke(RefreshToken)).$metadata.httpStatusCode).toBe(200);
  await expect(refresh(RefreshToken)).rejects.toMatchObject(refused('NotAuthorizedException'));
  await expect(sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))).rejects.toThrow(/revoked/);
});

test('a global sign-out ends every session of one user, their access tokens included', async () => {
  const { sdk, named, addUser, tokens, refresh } = await openPeople(target());
  await addUser();
  const sessions = [await tokens(), await tokens()];
  await sdk.send(new AdminUserGlobalSignOutCommand(named));
  for (const { RefreshToken, AccessToken } of sessions) {
    await expect(refresh(RefreshToken)).rejects.toMatchObject(refused('NotAuthorizedException'));
    await expect(sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))).rejects.toThrow(/revoked/);
  }
  expect((await tokens()).AccessToken).not.toBe('');
});

test('a pool that hides its users answers a wrong password and an unknown address alike', async () => {
  const { signIn, addUser, nobody } = await openPeople(target());
  await addUser();
  await expect(signIn('Wrong-2026-pass!')).rejects.toMatchObject(stranger);
  await expect(signIn(PASSWORD, nobody)).rejects.toMatchObject(stranger);
});

test('a pool that hides nothing says that an address is unknown', async () => {
  const { sdk, signIn, clientId, nobody } = await openPeople(target(), { hidesUsers: false });
  await expect(signIn(PASSWORD, nobody)).rejects.toMatchObject(refused('UserNotFoundException'));
  const forgot = new ForgotPasswordCommand({ ClientId: clientId, Username: nobody });
  await expect(sdk.send(forgot)).rejects.toMatchObject(refused('UserNotFoundException'));
});

test('the letters of an address may be of any case', async () => {
  const { sdk, signIn, addUser, email, named } = await openPeople(target());
  await addUser();
  expect((await signIn(PASSWORD, email.toUpperCase())).AuthenticationResult).toBeDefined();
  const again = new AdminCreateUserCommand({ ...named, Username: email.toUpperCase(), MessageAction: 'SUPPRESS' });
  await expect(sdk.send(again)).rejects.toMatchObject(refused('UsernameExistsException'));
});

test('a user is described under their subject, found by it and by their address', async () => {
  const { sdk, named, email, addUser } = await openPeople(target());
  await addUser();
  const user = await sdk.send(new AdminGetUserCommand(named));
  expect(user).toMatchObject({ Enabled: true, UserStatus: 'CONFIRMED', UserCreateDate: expect.any(Date) });
  expect(user.Username).toMatch(/^[0-9a-f-]{36}$/);
  expect(user.UserAttributes).toEqual(
    expect.arrayContaining([
      { Name: 'sub', Value: user.Username },
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ]),
  );
  const bySubject = await sdk.send(new AdminGetUserCommand({ ...named, Username: user.Username }));
  expect(bySubject.UserAttributes).toEqual(user.UserAttributes);
});

test('a disabled user gets no session and keeps none, until they are enabled again', async () => {
  const { sdk, named, clientId, signIn, addUser, tokens, refresh } = await openPeople(target());
  await addUser();
  const { RefreshToken } = await tokens();

  await sdk.send(new AdminDisableUserCommand(named));

  await expect(signIn()).rejects.toMatchObject(refused('NotAuthorizedException', 'User is disabled.'));
  await expect(refresh(RefreshToken)).rejects.toMatchObject(refused('NotAuthorizedException'));
  const confirm = { ClientId: clientId, Username: named.Username, ConfirmationCode: '123456', Password: PASSWORD };
  await expect(sdk.send(new ConfirmForgotPasswordCommand(confirm))).rejects.toMatchObject(
    refused('CodeMismatchException'),
  );
  expect(await sdk.send(new AdminGetUserCommand(named))).toMatchObject({ Enabled: false, UserStatus: 'CONFIRMED' });
  await sdk.send(new AdminEnableUserCommand(named));
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test.each([
  ['Short-1!', 'not long enough'],
  ['no-upper-case-1!', 'must have uppercase characters'],
  ['NO-LOWER-CASE-1!', 'must have lowercase characters'],
  ['No-Numbers-Here!', 'must have numeric characters'],
  ['NoSymbolsHere2026', 'must have symbol characters'],
  ['أبجد-Noura-كويت!', 'must have numeric characters'],
])('the weak password %s is refused with its reason, wherever it is set', async (Password, reason) => {
  const { sdk, named, nobody, addUser } = await openPeople(target());
  await addUser();
  const weak = refused('InvalidPasswordException', `Password did not conform with policy: Password ${reason}`);
  const set = new AdminSetUserPasswordCommand({ ...named, Password, Permanent: true });
  await expect(sdk.send(set)).rejects.toMatchObject(weak);
  const create = { ...named, Username: nobody, TemporaryPassword: Password, MessageAction: 'SUPPRESS' } as const;
  await expect(sdk.send(new AdminCreateUserCommand(create))).rejects.toMatchObject(weak);
});

test('a first password leads to a new one, and only then to a session', async () => {
  const { sdk, named, nobody, signIn, respond } = await openPeople(target());
  const TemporaryPassword = 'First-2026-pass!';
  const create = { ...named, TemporaryPassword, MessageAction: 'SUPPRESS' } as const;
  const { User } = await sdk.send(new AdminCreateUserCommand(create));
  expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });

  const { ChallengeName, Session, AuthenticationResult, ChallengeParameters } = await signIn(TemporaryPassword);

  expect([ChallengeName, AuthenticationResult]).toEqual(['NEW_PASSWORD_REQUIRED', undefined]);
  expect(ChallengeParameters?.USER_ID_FOR_SRP).toBe(User?.Username);
  const weak = respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: 'weak' });
  await expect(weak).rejects.toMatchObject(refused('InvalidPasswordException'));
  const other = respond('NEW_PASSWORD_REQUIRED', Session, { USERNAME: nobody, NEW_PASSWORD: PASSWORD });
  await expect(other).rejects.toMatchObject(refused('NotAuthorizedException'));
  const answer = await respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: PASSWORD });
  expect(answer.AuthenticationResult?.RefreshToken).toBeDefined();
  const again = respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: PASSWORD });
  await expect(again).rejects.toMatchObject(refused('NotAuthorizedException'));
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test('after five wrong passwords even the right one is refused for a second', async () => {
  const { signIn, addUser } = await openPeople(target());
  await addUser();
  for (let tried = 0; tried < 5; tried++) await expect(signIn('Wrong-2026-pass!')).rejects.toMatchObject(stranger);
  const locked = refused('NotAuthorizedException', 'Password attempts exceeded');
  await expect(signIn()).rejects.toMatchObject(locked);
  await target().pass(1100);
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test('an authenticator app asks for its code at every sign-in once it is verified and chosen', async () => {
  const { sdk, addUser, tokens, signIn, respond, named } = await openPeople(target());
  await addUser();
  const { AccessToken } = await tokens();
  const prefer = (Enabled: boolean) =>
    sdk.send(
      new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled, PreferredMfa: Enabled } }),
    );
  const verify = (UserCode: string) => sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const now = () => target().local?.ground.clock.now() ?? Date.now();
  const code = (at = now()) => authenticatorCode(SecretCode, at);

  await expect(verify(code(now() - 600_000))).rejects.toMatchObject(refused('EnableSoftwareTokenMFAException'));
  await expect(prefer(true)).rejects.toMatchObject(refused('InvalidParameterException'));
  expect((await verify(code())).Status).toBe('SUCCESS');
  expect((await signIn()).ChallengeName).toBeUndefined();
  await prefer(true);
  expect((await sdk.send(new AdminGetUserCommand(named))).UserMFASettingList).toEqual(['SOFTWARE_TOKEN_MFA']);

  const { ChallengeName, Session, AuthenticationResult } = await signIn();
  expect([ChallengeName, AuthenticationResult]).toEqual(['SOFTWARE_TOKEN_MFA', undefined]);
  const next = code(now() + 30_000);
  const stale = respond('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: code(now() - 600_000) });
  await expect(stale).rejects.toMatchObject(refused('CodeMismatchException'));
  const answer = await respond('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: next });
  expect(answer.AuthenticationResult?.AccessToken).toBeDefined();
  const second = await signIn();
  const replay = respond('SOFTWARE_TOKEN_MFA', second.Session, { SOFTWARE_TOKEN_MFA_CODE: next });
  await expect(replay).rejects.toMatchObject(refused('ExpiredCodeException'));
});

test('a new first password does not lead around the authenticator app', async () => {
  const { sdk, addUser, tokens, signIn, respond, named } = await openPeople(target());
  await addUser();
  const { AccessToken } = await tokens();
  const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const now = target().local?.ground.clock.now() ?? Date.now();
  await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: authenticatorCode(SecretCode, now) }));
  await sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }));
  await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: false }));

  const { Session } = await signIn();
  const answer = await respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: 'Salmiya-Beach-77!' });

  expect(answer).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  expect(answer.AuthenticationResult).toBeUndefined();
});

test('only an access token speaks for its owner', async () => {
  const { sdk, addUser, tokens } = await openPeople(target());
  await addUser();
  const { AccessToken, IdToken } = await tokens();
  for (const token of [IdToken, `${AccessToken}x`, 'nonsense'])
    await expect(sdk.send(new AssociateSoftwareTokenCommand({ AccessToken: token }))).rejects.toMatchObject(
      refused('NotAuthorizedException'),
    );
});

test('a pool that hides its users seems to send codes to strangers, to disabled users and to unverified addresses', async () => {
  const { sdk, clientId, named, email, nobody, addUser } = await openPeople(target());
  await addUser([]);
  const forgot = (Username: string) => sdk.send(new ForgotPasswordCommand({ ClientId: clientId, Username }));
  for (const address of [nobody, email])
    expect((await forgot(address)).CodeDeliveryDetails).toMatchObject({
      DeliveryMedium: 'EMAIL',
      AttributeName: 'email',
    });
  await sdk.send(new AdminDisableUserCommand(named));
  expect((await forgot(email)).CodeDeliveryDetails?.DeliveryMedium).toBe('EMAIL');
  const guess = { ClientId: clientId, Username: nobody, ConfirmationCode: '123456', Password: PASSWORD };
  await expect(sdk.send(new ConfirmForgotPasswordCommand(guess))).rejects.toMatchObject(
    refused('CodeMismatchException'),
  );
});

test('without a hiding pool the same are told apart', async () => {
  const { sdk, clientId, named, email, addUser } = await openPeople(target(), { hidesUsers: false });
  await addUser([]);
  const forgot = () => sdk.send(new ForgotPasswordCommand({ ClientId: clientId, Username: email }));
  await expect(forgot()).rejects.toMatchObject(refused('InvalidParameterException'));
  await sdk.send(new AdminDisableUserCommand(named));
  await expect(forgot()).rejects.toMatchObject(refused('NotAuthorizedException'));
});

test('somebody who never chose a password cannot have forgotten it; a code that was never sent has expired', async () => {
  const { sdk, clientId, named, email, addUser } = await openPeople(target());
  await addUser();
  const guess = { ClientId: clientId, Username: email, ConfirmationCode: '123456', Password: PASSWORD };
  await expect(sdk.send(new ConfirmForgotPasswordCommand(guess))).rejects.toMatchObject(
    refused('ExpiredCodeException'),
  );
  await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: false }));
  const forgot = new ForgotPasswordCommand({ ClientId: clientId, Username: email });
  await expect(sdk.send(forgot)).rejects.toMatchObject(refused('NotAuthorizedException'));
});

test('a deleted user leaves their address free, and their sessions end', async () => {
  const { sdk, named, addUser, tokens, refresh } = await openPeople(target());
  await addUser();
  const { RefreshToken } = await tokens();
  const before = await sdk.send(new AdminGetUserCommand(named));
  const create = () => sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }));
  await expect(create()).rejects.toMatchObject(refused('UsernameExistsException'));

  await sdk.send(new AdminDeleteUserCommand(named));

  await expect(sdk.send(new AdminGetUserCommand(named))).rejects.toMatchObject(refused('UserNotFoundException'));
  await expect(refresh(RefreshToken)).rejects.toMatchObject(refused('NotAuthorizedException'));
  expect((await create()).User?.Username).not.toBe(before.Username);
});

test('an invitation is sent again only to somebody who is there and has chosen no password yet', async () => {
  const { sdk, named } = await openPeople(target());
  const resend = () =>
    sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] }));
  await expect(resend()).rejects.toMatchObject(refused('UserNotFoundException'));
  const { User } = await sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }));
  const again = await resend();
  expect(again.User).toMatchObject({ Username: User?.Username, UserStatus: 'FORCE_CHANGE_PASSWORD' });
  await sdk.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: true }));
  await expect(resend()).rejects.toMatchObject(refused('UnsupportedUserStateException'));
});

test('unknown pools, clients and groups, flows that the client has not, and names that are no address are refused', async () => {
  const { sdk, poolId, clientId, named, addUser } = await openPeople(target());
  const elsewhere = await openPeople(target());
  await addUser();
  const flow = { UserPoolId: poolId, ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH' } as const;
  const missing = refused('ResourceNotFoundException');
  const invalid = refused('InvalidParameterException');
  const AuthParameters = { USERNAME: named.Username, PASSWORD };
  const calls = [
    [new AdminGetUserCommand({ ...named, UserPoolId: `${target().options.region}_Nowhere00` }), missing],
    [new AdminAddUserToGroupCommand({ ...named, GroupName: 'strangers' }), missing],
    [new AdminInitiateAuthCommand({ ...flow, ClientId: elsewhere.clientId, AuthParameters }), missing],
    [new AdminInitiateAuthCommand({ ...flow, AuthParameters }), invalid],
    [new AdminInitiateAuthCommand({ ...flow, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }), invalid],
    [new AdminCreateUserCommand({ ...named, Username: 'noura', MessageAction: 'SUPPRESS' }), invalid],
  ] as const;
  // One union of commands is more than the SDK's overloads can tell apart.
  const send: (command: never) => Promise<unknown> = sdk.send.bind(sdk);
  for (const [command, refusal] of calls) await expect(send(command as never)).rejects.toMatchObject(refusal);
});
