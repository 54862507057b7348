import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AssociateSoftwareTokenCommand,
  ListUsersCommand,
  NotAuthorizedException,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { expect, test } from 'vitest';
import { isTotp } from '#cloud/aws/cognito/authenticator.ts';
import { AwsError } from '#cloud/aws/service.ts';
import { createUserPools } from '#cloud/run/resources/people.ts';
import { openApplication } from '#cloud/run/template.ts';
import { authenticatorCode, CLIENT, named, OTHER_CLIENT, openPool, PASSWORD, POOL } from './cognito-pool.ts';
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

test('a challenge lapses after three minutes, a first password after seven days', async () => {
  const { sdk, signIn, respond, clock } = await openPool();
  const TemporaryPassword = 'First-2026-pass!';
  await sdk.send(new AdminCreateUserCommand({ ...named, TemporaryPassword, MessageAction: 'SUPPRESS' }));
  const { Session } = await signIn(TemporaryPassword);

  await clock.advance(3 * 60_000);
  const late = respond('NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD: PASSWORD });
  await expect(late).rejects.toMatchObject({ message: 'Invalid session for the user.' });

  await clock.advance(7 * 86_400_000);
  await expect(signIn(TemporaryPassword)).rejects.toThrow(/expired/);
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

test('a refresh token lapses after thirty days, an access token after an hour', async () => {
  const { sdk, addUser, tokens, refresh, clock } = await openPool();
  await addUser();
  const { RefreshToken, AccessToken } = await tokens();
  const associate = () => sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await clock.advance(3_599_000);
  await associate();
  await clock.advance(1_000);
  await expect(associate()).rejects.toThrow(/expired/);
  await clock.advance(30 * 86_400_000);
  await expect(refresh(RefreshToken)).rejects.toBeInstanceOf(NotAuthorizedException);
});

test('each further wrong password doubles the time of being locked out, up to a quarter of an hour', async () => {
  const { addUser, signIn, clock } = await openPool();
  await addUser();
  const wrong = () => expect(signIn('Wrong-2026-pass!')).rejects.toThrow('Incorrect username or password.');
  const isLocked = () => expect(signIn()).rejects.toThrow('Password attempts exceeded');
  for (let failures = 1; failures <= 4; failures++) await wrong();
  for (const seconds of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
    await wrong();
    await isLocked();
    await clock.advance(seconds * 1000 - 500);
    await isLocked();
    await clock.advance(500);
  }
  expect((await signIn()).AuthenticationResult).toBeDefined();
  await wrong();
  expect((await signIn()).AuthenticationResult).toBeDefined();
});

test('wrong codes of an authenticator app count like wrong passwords', async () => {
  const { sdk, addUser, tokens, signIn, respond, clock } = await openPool();
  await addUser();
  const { AccessToken } = await tokens();
  const { SecretCode = '' } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: authenticatorCode(SecretCode, clock.now()) }));
  await sdk.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true } }));
  const { Session } = await signIn();
  const guess = () => respond('SOFTWARE_TOKEN_MFA', Session, { SOFTWARE_TOKEN_MFA_CODE: 'wrong' });
  for (let failures = 1; failures <= 5; failures++) await expect(guess()).rejects.toThrow(/Invalid code/);
  await expect(guess()).rejects.toThrow('Password attempts exceeded');
  await expect(signIn()).rejects.toThrow('Password attempts exceeded');
});

test('who is locked out stays so over a restart, and a quarter of an hour without any try clears the count', async () => {
  const ground = createGround();
  const first = await openPool({ ground });
  await first.addUser();
  const wrong = ({ signIn }: typeof first) => expect(signIn('Wrong-2026-pass!')).rejects.toThrow(/^Incorrect/);
  for (let failures = 1; failures <= 5; failures++) await wrong(first);
  await first.close();
  const second = await openPool({ ground });
  await expect(second.signIn()).rejects.toThrow('Password attempts exceeded');
  await ground.clock.advance(16 * 60_000);
  for (let failures = 1; failures <= 4; failures++) await wrong(second);
  expect((await second.signIn()).AuthenticationResult).toBeDefined();
});

test('operations that are not emulated are refused by name, and so are parameters that would be ignored', async () => {
  const { sdk } = await openPool();
  await expect(sdk.send(new ListUsersCommand({ UserPoolId: POOL }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
  const invalid = (what: string) => ({ name: 'InvalidParameterException', message: expect.stringContaining(what) });
  const create = (more: object) => sdk.send(new AdminCreateUserCommand({ ...named, ...more }));
  await expect(create({ ForceAliasCreation: true })).rejects.toMatchObject(invalid('ForceAliasCreation'));
  await expect(create({ MessageAction: 'RESEND' })).rejects.toMatchObject(invalid('DesiredDeliveryMediums'));
  await expect(create({})).rejects.toMatchObject(invalid('DesiredDeliveryMediums'));
  const auth = { UserPoolId: POOL, ClientId: CLIENT, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' } as const;
  const AuthParameters = { USERNAME: 'a', PASSWORD, SECRET_HASH: 'x' };
  const secret = new AdminInitiateAuthCommand({ ...auth, AuthParameters });
  await expect(sdk.send(secret)).rejects.toMatchObject(invalid('SECRET_HASH'));
});

test('codes are those of RFC 6238, with half a minute of grace either way', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(isTotp(secret, '287082', 59_000)).toBe(true);
  expect(isTotp(secret, '081804', 1_111_111_109_000)).toBe(true);
  expect(isTotp(secret, '287082', 89_000)).toBe(true);
  expect(isTotp(secret, '287082', 90_000)).toBe(false);
});

const poolProperties = {
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
  Policies: { PasswordPolicy: { MinimumLength: 20, TemporaryPasswordValidityDays: 2 } },
  UsernameAttributes: ['email'],
  UsernameConfiguration: { CaseSensitive: false },
};
const clientProperties = { UserPoolId: POOL, EnableTokenRevocation: true };

test("a template's pool keeps its own password policy and validity of first passwords", async () => {
  const { server, sdk, signIn, clock } = await openPool();
  createUserPools(templateWith({}, {}), {
    ...server,
    createPool: (pool) => server.createPool({ ...pool, poolId: POOL }),
  });
  const create = (TemporaryPassword: string) =>
    sdk.send(new AdminCreateUserCommand({ ...named, TemporaryPassword, MessageAction: 'SUPPRESS' }));
  await expect(create('nineteen letters...')).rejects.toThrow(/not long enough/);
  await create('twenty letters......');
  await clock.advance(2 * 86_400_000 + 1);
  await expect(signIn('twenty letters......')).rejects.toThrow(/Temporary password has expired/);
});

test.each([
  ['MfaConfiguration', { MfaConfiguration: 'ON' }, {}],
  ['EnabledMfas', { EnabledMfas: ['SMS_MFA'] }, {}],
  ['LambdaConfig', { LambdaConfig: { PostConfirmation: 'arn' } }, {}],
  ['AllowAdminCreateUserOnly', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: false } }, {}],
  ['PasswordPolicy', { Policies: { PasswordPolicy: { PasswordHistorySize: 3 } } }, {}],
  ['CaseSensitive', { UsernameConfiguration: { CaseSensitive: true } }, {}],
  ['ExplicitAuthFlows', {}, { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }],
  ['EnableTokenRevocation', {}, { EnableTokenRevocation: false }],
  ['GenerateSecret', {}, { GenerateSecret: true }],
])('a template that asks for %s in a way that is not emulated is refused by name', async (name, pool, client) => {
  const { server } = await openPool();
  expect(() => createUserPools(templateWith(pool, client), server)).toThrow(new RegExp(name));
});

function templateWith(pool: object, client: object) {
  const Resources = {
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { ...poolProperties, ...pool } },
    Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { ...clientProperties, ...client } },
  };
  return openApplication({ Data: { Resources } }, { region: 'me-south-1', account: '000000000000', sqsUrl: '' });
}
