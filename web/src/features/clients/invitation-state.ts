import type { Member } from '#shared/clients/contract.ts';

/** How somebody of a team stands, as the screens say it; `at` in ms since the epoch. */
export type MemberStanding = 'active' | 'suspended' | 'invited' | 'expired' | 'unsent';

export function memberStanding(
  { status, invitation }: Pick<Member, 'status' | 'invitation'>,
  at: number,
): MemberStanding {
  if (status !== 'invited') return status;
  if (!invitation) return 'unsent';
  return invitation.expiresAt > at ? 'invited' : 'expired';
}
