import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { roles, teamRoles } from '../contract/permission.ts';
import { contract } from '../contract/route.ts';
import { email, language, text } from '../contract/text.ts';

/** Passwords are never trimmed or normalised; Cognito's own policy decides whether one is strong enough. */
const password = z.string().check(z.minLength(1), z.maxLength(256));
const code = z.string().check(z.trim(), z.regex(/^\d{6}$/));

/** The person who is signed in, as the screens need her. Staff have no client. */
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
    body: z.strictObject({
      email: email(),
      session: z.string().check(z.maxLength(4096)),
      challenge: z.enum(['new_password', 'authenticator']),
      answer: password,
    }),
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
    body: z.strictObject({ email: email(), code, password }),
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
