import { sessionState } from './session.store.ts';
import type { User } from './user.store.ts';

/** Which session a verified token belongs to. `startedAt` is when somebody signed in, in epoch seconds. */
export type SessionClaims = { subject: string; origin: string; startedAt: number };

type Claims = {
  sub?: string | undefined;
  jti?: string | undefined;
  origin_jti?: unknown;
  auth_time?: unknown;
  iat?: number | undefined;
};

/** The session that these claims of an access token name. */
export function sessionClaims({ sub, jti, origin_jti, auth_time, iat }: Claims): SessionClaims {
  if (!sub) throw new Error('The access token names nobody');
  const startedAt = typeof auth_time === 'number' ? auth_time : (iat ?? 0);
  return { subject: sub, origin: typeof origin_jti === 'string' ? origin_jti : (jti ?? ''), startedAt };
}

/** What our store says of a session: whether its login's sessions were ended after it began, or it alone. */
export async function isEnded(
  { subject, origin, startedAt }: SessionClaims,
  user: Promise<User | undefined>,
  consistent = false,
): Promise<boolean> {
  const state = origin ? sessionState(subject, origin, consistent) : undefined;
  const [known, { sessionsEndedAt = Number.NEGATIVE_INFINITY } = {}] = await Promise.all([state, user]);
  return known === 'ended' || (startedAt <= sessionsEndedAt && known !== 'begun');
}
