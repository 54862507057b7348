import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  InvalidPasswordException,
  ListUsersCommand,
  NotAuthorizedException,
  ResourceNotFoundException,
  RevokeTokenCommand,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { CLIENT, EMAIL, named, OTHER_CLIENT, openPool, PASSWORD, POOL } from './cognito-pool.ts';
import { createGround, createStrictGate } from './ground.ts';

/** The product's own verifier; only the address of the keys is the local one. */
const verifierFor = (url: string, tokenUse: 'access' | 'id', clientId = CLIENT) => {
  const fetchKeys = async (uri: string) => {
    const answer = await fetch(url + new URL(uri).pathname);
    return answer.arrayBuffer();
  };
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchKeys } });
  return CognitoJwtVerifier.create({ userPoolId: POOL, tokenUse, clientId, groups: 'client' }, { jwksCache });
};

test('tokens of a sign-in pass the real verifier and carry subject, groups and attributes', async () => {
  const { server, sdk, signIn, addUser } = await openPool();
  await addUser();

  const { AuthenticationResult } = await signIn();

  const { Username } = await sdk.send(new AdminGetUserCommand(named));
  const access = await verifierFor(server.url, 'access').verify(AuthenticationResult?.AccessToken ?? '');
  expect(access).toMatchObject({ sub: Username, client_id: CLIENT, 'cognito:groups': ['client'] });
  const id = await verifierFor(server.url, 'id').verify(AuthenticationResult?.IdToken ?? '');
  expect(id).toMatchObject({ sub: Username, aud: CLIENT, email: EMAIL, 'cognito:username': Username });
  expect(AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
});

test('a token of another use, another client or with another content does not pass', async () => {
  const { server, tokens, addUser } = await openPool();
  await addUser();
  const { AccessToken, IdToken } = await tokens();
  const verifier = verifierFor(server.url, 'access');
  const [head, , signature] = AccessToken.split('.');

  await expect(verifier.verify(IdToken)).rejects.toThrow(/token use/i);
  await expect(verifierFor(server.url, 'access', OTHER_CLIENT).verify(AccessToken)).rejects.toThrow(/client/i);
  await expect(verifier.verify(`${head}.${IdToken.split('.')[1]}.${signature}`)).rejects.toThrow(/signature/i);
});

test('a pool that hides its users answers a wrong password and an unknown address alike', async () => {
  const { signIn, addUser, sdk } = await openPool();
  await addUser();
  const wrong = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

  await expect(signIn('Wrong-2026-pass')).rejects.toBeInstanceOf(NotAuthorizedException);
  await expect(signIn('Wrong-2026-pass')).rejects.toMatchObject(wrong);
  await expect(signIn(PASSWORD, 'nobody@cafe.example')).rejects.toMatchObject(wrong);
  await sdk.send(new AdminDisableUserCommand(named));
  await expect(signIn('Wrong-2026-pass')).rejects.toMatchObject(wrong);
});

test('a pool that hides nothing says that an address is unknown', async () => {
  const { signIn } = await openPool({ hidesUsers: false });
  await expect(signIn(PASSWORD, 'nobody@cafe.example')).rejects.toBeInstanceOf(UserNotFoundException);
});

test('the letters of an address may be of any case', async () => {
  const { signIn, addUser } = await openPool();
  await addUser();
  expect((await signIn(PASSWORD, EMAIL.toUpperCase())).AuthenticationResult).toBeDefined();
});

test('a disabled user gets no session and keeps none, until she is enabled again', async () => {
  const { signIn, addUser, tokens, refresh, sdk } = await openPool();
  await addUser();
  const { RefreshToken } = await tokens();

  await sdk.send(new AdminDisableUserCommand(named));

  await expect(signIn()).rejects.toMatchObject({ name: 'NotAuthorizedException', message: 'User is disabled.' });
  await expect(refresh(RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
  expect(await sdk.send(new AdminGetUserCommand(named))).toMatchObject({ Enabled: false, UserStatus: 'CONFIRMED' });
  await sdk.send(new AdminEnableUserCommand(named));
  expect((await signIn()).AuthenticationResult).toBeDefined();
  await expect(refresh(RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
});

test.each(['Short-1!', 'no-upper-case-1!', 'No-Numbers-Here!', 'NoSymbolsHere2026'])(
  'the weak password %s is refused, wherever it is set',
  async (Password) => {
    const { sdk, addUser } = await openPool();
    await addUser();
    const set = new AdminSetUserPasswordCommand({ ...named, Password, Permanent: true });
    const create = { UserPoolId: POOL, Username: 'new@cafe.example', TemporaryPassword: Password };

    await expect(sdk.send(set)).rejects.toBeInstanceOf(InvalidPasswordException);
    await expect(sdk.send(new AdminCreateUserCommand(create))).rejects.toBeInstanceOf(InvalidPasswordException);
  },
);

test('a first password leads to a new one, and only then to a session', async () => {
  const { sdk, signIn, respond } = await openPool();
  const TemporaryPassword = 'First-2026-pass!';
  const { User } = await sdk.send(new AdminCreateUserCommand({ ...named, TemporaryPassword }));
  expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });

  const { ChallengeName, Session, AuthenticationResult } = await signIn(TemporaryPassword);

  expect([ChallengeName, AuthenticationResult]).toEqual(['NEW_PASSWORD_REQUIRED', undefined]);
  const weak = respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: 'weak' });
  await expect(weak).rejects.toBeInstanceOf(InvalidPasswordException);
  const stranger = respond('NEW_PASSWORD_REQUIRED', Session, {
    USERNAME: 'other@cafe.example',
    NEW_PASSWORD: PASSWORD,
  });
  await expect(stranger).rejects.toBeInstanceOf(NotAuthorizedException);
  const answer = await respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: PASSWORD });
  expect(answer.AuthenticationResult?.RefreshToken).toBeDefined();
  expect((await signIn()).AuthenticationResult).toBeDefined();
  const again = respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: PASSWORD });
  await expect(again).rejects.toMatchObject({ message: 'Invalid session for the user.' });
});

test('a challenge lapses after three minutes, a first password after seven days', async () => {
  const { sdk, signIn, respond, clock } = await openPool();
  const TemporaryPassword = 'First-2026-pass!';
  await sdk.send(new AdminCreateUserCommand({ ...named, TemporaryPassword }));
  const { Session } = await signIn(TemporaryPassword);

  await clock.advance(3 * 60_000);
  const late = respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: PASSWORD });
  await expect(late).rejects.toMatchObject({ message: 'Invalid session for the user.' });

  await clock.advance(7 * 86_400_000);
  await expect(signIn(TemporaryPassword)).rejects.toThrow(/expired/);
});

test('a refresh token opens the session again until it is revoked, has lapsed or is used by another client', async () => {
  const { sdk, server, addUser, tokens, refresh, clock } = await openPool();
  await addUser();
  const [first, second] = [await tokens(), await tokens()];

  const { AuthenticationResult } = await refresh(first.RefreshToken);

  const fresh = await verifierFor(server.url, 'access').verify(AuthenticationResult?.AccessToken ?? '');
  expect(fresh['cognito:groups']).toEqual(['client']);
  expect(AuthenticationResult?.RefreshToken).toBeUndefined();
  await expect(refresh(first.RefreshToken, OTHER_CLIENT)).rejects.toBeInstanceOf(NotAuthorizedException);
  const foreign = new RevokeTokenCommand({ ClientId: OTHER_CLIENT, Token: first.RefreshToken });
  await expect(sdk.send(foreign)).rejects.toMatchObject({ name: 'UnauthorizedException' });
  await sdk.send(new RevokeTokenCommand({ ClientId: CLIENT, Token: first.RefreshToken }));
  await expect(refresh(first.RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
  await clock.advance(30 * 86_400_000);
  await expect(refresh(second.RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
});

test('revoking takes refresh tokens only, and an unknown one counts as revoked', async () => {
  const { sdk, addUser, tokens } = await openPool();
  await addUser();
  const { AccessToken } = await tokens();
  const revoke = (Token: string) => sdk.send(new RevokeTokenCommand({ ClientId: CLIENT, Token }));

  await expect(revoke(AccessToken)).rejects.toMatchObject({ name: 'UnsupportedTokenTypeException' });
  expect((await revoke('long-gone')).$metadata.httpStatusCode).toBe(200);
});

test('a global sign-out ends every session of one user, her access tokens included', async () => {
  const { sdk, addUser, tokens, refresh } = await openPool();
  await addUser();
  const sessions = [await tokens(), await tokens()];

  await sdk.send(new AdminUserGlobalSignOutCommand(named));

  for (const { RefreshToken, AccessToken } of sessions) {
    await expect(refresh(RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
    await expect(sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))).rejects.toThrow(/revoked/);
  }
});

test('an address has one user; a deleted one leaves it free for a new user', async () => {
  const { sdk, addUser, tokens, refresh } = await openPool();
  await addUser();
  const { RefreshToken } = await tokens();
  const before = await sdk.send(new AdminGetUserCommand(named));
  const create = () => sdk.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }));
  await expect(create()).rejects.toBeInstanceOf(UsernameExistsException);

  await sdk.send(new AdminDeleteUserCommand(named));

  await expect(sdk.send(new AdminGetUserCommand(named))).rejects.toBeInstanceOf(UserNotFoundException);
  await expect(refresh(RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
  expect((await create()).User?.Username).not.toBe(before.Username);
});

test('unknown pools, groups, flows and operations are refused by name', async () => {
  const { sdk, addUser } = await openPool();
  await addUser();
  const elsewhere = new AdminGetUserCommand({ ...named, UserPoolId: 'me-south-1_Nowhere00' });
  await expect(sdk.send(elsewhere)).rejects.toBeInstanceOf(ResourceNotFoundException);
  const group = new AdminAddUserToGroupCommand({ ...named, GroupName: 'strangers' });
  await expect(sdk.send(group)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(sdk.send(new ListUsersCommand({ UserPoolId: POOL }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

test('users, sessions and the signing key outlive a restart', async () => {
  const ground = createGround();
  const first = await openPool({ ground });
  await first.addUser();
  const { RefreshToken, AccessToken } = await first.tokens();
  await first.close();

  const second = await openPool({ ground });

  expect((await second.refresh(RefreshToken)).AuthenticationResult).toBeDefined();
  expect((await second.signIn()).AuthenticationResult).toBeDefined();
  expect((await verifierFor(second.server.url, 'access').verify(AccessToken)).client_id).toBe(CLIENT);
});

test('the gate hears every call of an administrator with the pool it is about', async () => {
  const { gate, calls } = createStrictGate(
    ['cognito-idp:AdminDeleteUser'],
    () => new AwsError('AccessDeniedException', 'no'),
  );
  const { sdk, addUser, signIn } = await openPool({ ground: createGround({ gate }) });
  await addUser();
  await signIn();
  await expect(sdk.send(new AdminDeleteUserCommand(named))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(new Set(calls.map(({ resource }) => resource))).toEqual(
    new Set([`arn:aws:cognito-idp:me-south-1:000000000000:userpool/${POOL}`]),
  );
  expect(calls.map(({ action }) => action)).toContain('cognito-idp:AdminInitiateAuth');
  expect(await sdk.send(new AdminGetUserCommand(named))).toMatchObject({ Enabled: true });
});
