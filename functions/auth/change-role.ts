import { auditRow } from '#functions/audit/audit-row.ts';
import type { Member } from '#shared/clients/contract.ts';
import type { TeamRole, TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { onColleague, writtenByManager } from './colleague.ts';
import { memberOf } from './team.ts';
import { roleChanged } from './user.store.ts';

/** Gives somebody of the actor's team another role, seen within a minute. Somebody invited will join with it. */
export const changeRole = (actor: TenantActor, userId: string, role: TeamRole): Promise<Member> =>
  onColleague(actor, userId, async (colleague) => {
    const { clientId, subject, status, role: from } = colleague;
    if (status === 'removed') throw new Problem('member.not_found');
    const changed = memberOf({ ...colleague, status, role });
    if (from === role) return changed;
    const detail = { from, to: role };
    const written = await writtenByManager(actor, [
      ...roleChanged(subject, from, role),
      ...auditRow({ clientId, subjectId: userId, action: 'member.role_changed', actor, detail }),
    ]);
    return written ? changed : undefined;
  });
