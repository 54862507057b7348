/** What is known of the token that an account holds. Instants are epoch milliseconds. */
export type HeldToken = {
  issuedAt: number;
  expiresAt: number;
  /** Not to be refreshed before: as planned, or put off after a refresh that came to nothing. */
  refreshAt: number;
  /** Somebody began a refresh and has until then to store its result, which takes the lease away. */
  leaseUntil?: number | undefined;
  /** Whether something beside the token renews it, so that it may be renewed after it has run out. */
  hasRefreshToken: boolean;
  /** Whether a refresh may end the validity of what it was made with, so that a lost answer loses the connection. */
  rotates: boolean;
};

const SECOND = 1000;

export const tokenTiming = {
  /** Function time-out (60 s) + call time-out (20 s) + 60 s for clocks: what lasts longer outlives the work begun with it. */
  marginMs: 140 * SECOND,
  /** From the stored intent to the last instruction before the refresh call. */
  sendMs: 20 * SECOND,
  /** `sendMs` + call time-out (15 s) + time to store the result: after it nobody can be refreshing any more. */
  leaseMs: 60 * SECOND,
  /** How soon to look again whether somebody else's refresh is done. */
  lookAgainMs: 5 * SECOND,
  /** After a refresh that the platform did not carry out. */
  putOffMs: 60 * SECOND,
  /** A token refused at this age was not too old: another new one would be refused as well. */
  youngMs: 10 * 60 * SECOND,
} as const;

/** Whether a token may run out before work that begins now is done. */
export const runsOut = (expiresAt: number, now: number): boolean => expiresAt <= now + tokenTiming.marginMs;

/** `wait`: somebody else is at it, or it was tried a moment ago; look again after `afterMs`. */
export type TokenStep = { do: 'use' | 'refresh' | 'reconnect' } | { do: 'wait'; afterMs: number };

/**
 * What to do with a token that is due for a refresh or about to run out. One holder at a time refreshes. A refresh of a
 * rotating token that left no result is never repeated: what it was made with may be dead, and a second use of it can
 * make a platform end the whole connection.
 */
export function tokenStep(token: HeldToken, now: number): TokenStep {
  const { leaseUntil, refreshAt, expiresAt } = token;
  if (leaseUntil !== undefined && leaseUntil > now)
    return { do: 'wait', afterMs: Math.min(leaseUntil - now, tokenTiming.lookAgainMs) };
  if (leaseUntil !== undefined && token.rotates) return { do: 'reconnect' };
  if (refreshAt > now) return runsOut(expiresAt, now) ? { do: 'wait', afterMs: refreshAt - now } : { do: 'use' };
  if (expiresAt <= now && !token.hasRefreshToken) return { do: 'reconnect' };
  return { do: 'refresh' };
}

/** The token as it stands once the platform has called it run out, whatever its date says. */
export const calledRunOut = (token: HeldToken, now: number): HeldToken => ({
  ...token,
  expiresAt: Math.min(token.expiresAt, now),
  refreshAt: token.expiresAt > now ? now : token.refreshAt,
});

/** Whether a token that was refused as run out can be helped by a new one. */
export const isRenewable = ({ hasRefreshToken, issuedAt }: HeldToken, now: number): boolean =>
  hasRefreshToken && now - issuedAt > tokenTiming.youngMs;
