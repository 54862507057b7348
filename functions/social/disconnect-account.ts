import { auditRow } from '#functions/audit/audit-row.ts';
import { transact } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import { accountByKey, accountDisconnected } from './account.store.ts';
import { accountUnlinked } from './account-link.store.ts';

/**
 * Disconnects an account: its token is forgotten and another business may connect it. The row stays, so that posts
 * keep a name for where they went. Doing it twice changes nothing.
 */
export async function disconnectAccount(actor: TenantActor, accountId: string): Promise<undefined> {
  const { clientId } = actor;
  const account = await accountByKey({ clientId, accountId }, true);
  if (!account) throw new Problem('social.account_not_found');
  const { platform, externalId, username } = account;
  // A refusal means that somebody else has just disconnected it: that is what was asked for.
  if (account.status !== 'disconnected')
    await transact([
      ...accountDisconnected(account),
      ...accountUnlinked({ platform, externalId, clientId }),
      ...auditRow({
        clientId,
        subjectId: accountId,
        action: 'account.disconnected',
        actor,
        detail: { platform, username },
      }),
    ]);
}
