import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { roles, teamRoles } from '../contract/permission.ts';
import { contract } from '../contract/route.ts';
import { code, email, hasControlCharacter, language, text, wellFormed } from '../contract/text.ts';

/**
 * Passwords are never trimmed or normalised. Cognito has none that begins or ends with a space or holds a line break,
 * and answers one as a fault of its caller; so the reason is said here.
 */
export const password = z.string().check(
  z.minLength(1),
  z.maxLength(256),
  z.refine((value) => value === value.trim(), { error: 'edge_space' }),
  z.refine((value) => !hasControlCharacter(value) && !/[\n\r\u2028\u2029]/.test(value), { error: 'control_character' }),
  wellFormed,
);
/** Cognito's API takes no single character; its policy decides whether a longer one is strong enough. */
const newPassword = password.check(z.minLength(2));

/** Cognito's name of the login and its session, as `SignedIn` gave them. */
const session = z.string().check(z.regex(/^[^~\s]{1,128}~[\x21-\x7e]{20,2048}$/));

/** The person who is signed in, as the screens need them. Staff have no client. */
export const Me = z.object({
  userId: id('user'),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  language,
  client: z.optional(z.object({ clientId: id('client'), name: z.string(), nameEn: z.string() })),
});
export type Me = z.infer<typeof Me>;

/** `challenge` asks for one more step before a session exists: a new password or the code of an authenticator app. */
export const SignedIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), accessToken: z.string(), expiresInSeconds: z.number(), me: Me }),
  z.object({ kind: z.literal('challenge'), challenge: z.enum(['new_password', 'authenticator']), session: z.string() }),
]);
export type SignedIn = z.infer<typeof SignedIn>;

export const auth = contract('auth', {
  signIn: {
    method: 'POST',
    path: '/auth/sign-in',
    permission: 'public',
    replay: 'never',
    summary: 'Sign in with e-mail and password',
    body: z.strictObject({ email: email(), password }),
    response: SignedIn,
  },
  challenge: {
    method: 'POST',
    path: '/auth/challenge',
    permission: 'public',
    replay: 'never',
    summary: 'Answer the further step that a sign-in asked for',
    body: z.discriminatedUnion('challenge', [
      z.strictObject({ email: email(), session, challenge: z.literal('new_password'), answer: newPassword }),
      z.strictObject({ email: email(), session, challenge: z.literal('authenticator'), answer: code() }),
    ]),
    response: SignedIn,
  },
  refresh: {
    method: 'POST',
    path: '/auth/refresh',
    permission: 'public',
    replay: 'never',
    summary: 'Get a fresh access token for the session cookie',
    response: SignedIn,
  },
  signOut: {
    method: 'POST',
    path: '/auth/sign-out',
    permission: 'public',
    replay: 'never',
    summary: 'End the session on this device',
  },
  signOutEverywhere: {
    method: 'POST',
    path: '/auth/sign-out-everywhere',
    permission: 'self:write',
    replay: 'never',
    summary: 'End all sessions of the person, on every device',
  },
  forgot: {
    method: 'POST',
    path: '/auth/forgot',
    permission: 'public',
    replay: 'never',
    status: 202,
    summary: 'Send a code for a new password; answers the same for unknown addresses',
    body: z.strictObject({ email: email(), language }),
  },
  reset: {
    method: 'POST',
    path: '/auth/reset',
    permission: 'public',
    replay: 'never',
    summary: 'Set a new password with the code from the mail',
    body: z.strictObject({ email: email(), code: code(), password: newPassword }),
  },
  me: { method: 'GET', path: '/me', permission: 'self:read', summary: 'Who is signed in', response: Me },
  addStaff: {
    method: 'POST',
    path: '/auth/staff',
    permission: 'staff:create',
    status: 201,
    summary: 'Invite a member of the support staff',
    body: z.strictObject({ email: email(), name: text(80, 1), language }),
    response: z.object({ userId: id('user') }),
  },
});

export const NewMember = z.strictObject({ email: email(), name: text(80, 1), role: z.enum(teamRoles), language });
export type NewMember = z.infer<typeof NewMember>;

/** @public The schemas that the OpenAPI document names. */
export const components = {
  Me: { schema: Me, description: 'The person who is signed in. Staff have no client.' },
  SignedIn: {
    schema: SignedIn,
    description:
      'A session, or one more step before there is one. The refresh token is never in a body, it is set as a cookie.',
  },
} satisfies Components;
