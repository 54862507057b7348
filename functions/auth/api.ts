import { api } from '#runtime/api.ts';
import { auth } from '#shared/auth/contract.ts';
import { addStaff } from './add-staff.ts';
import { answerChallenge } from './answer-challenge.ts';
import { forgotPassword } from './forgot-password.ts';
import { readMe } from './read-me.ts';
import { refreshSession } from './refresh-session.ts';
import { resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';

export const handler = api(auth, {
  signIn: ({ body }, http) => signIn(body, http),
  challenge: ({ body }, http) => answerChallenge(body, http),
  refresh: (_, http) => refreshSession(http),
  signOut: (_, http) => signOut(http),
  signOutEverywhere: ({ actor }, http) => signOutEverywhere(actor, http),
  forgot: ({ body }, http) => forgotPassword(body, http),
  reset: ({ body }, http) => resetPassword(body, http),
  me: ({ actor }) => readMe(actor),
  addStaff: ({ actor, body }) => addStaff(actor, body),
});
