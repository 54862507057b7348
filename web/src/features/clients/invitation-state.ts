import type { Member } from '#shared/clients/contract.ts';

/** How somebody of a team stands, as the screens say it; `at` in ms since the epoch. */
export type Standing = 'active' | 'suspended' | 'invited' | 'expired' | 'unsent';

export function standingOf({ status, invitation }: Pick<Member, 'status' | 'invitation'>, at: number): Standing {
  if (status !== 'invited') return status;
  if (!invitation) return 'unsent';
  return invitation.expiresAt > at ? 'invited' : 'expired';
}
