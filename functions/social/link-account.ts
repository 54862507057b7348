import { auditRow } from '#functions/audit/audit-row.ts';
import { assertRoom } from '#functions/payments/entitlement.ts';
import { linkerOf } from '#functions/platforms/adapters.ts';
import type { LinkedAccount } from '#functions/platforms/linking.ts';
import { now } from '#runtime/clock.ts';
import type { Deed } from '#runtime/idempotency.ts';
import { newId } from '#runtime/ids.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import { refreshShardOf } from './account.entity.ts';
import { type Account, accountConnected } from './account.store.ts';
import { accountLinked, linkOf } from './account-link.store.ts';
import { accountsOf } from './accounts-of.ts';
import { pictureTaken } from './picture.store.ts';
import { tokenSealer } from './platform-token.ts';

/** Two colleagues may connect the same account at the same moment; the second look finds what the first one made. */
const ATTEMPTS = 2;

/** Stores a consented account, new or again. Throws `social.linked_elsewhere` when it is another business's. */
export async function linkAccount(
  actor: TenantActor,
  platform: Platform,
  linked: LinkedAccount,
  deed: Deed<string>,
): Promise<Account> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const known = await knownAccount(actor.clientId, platform, linked.externalId);
    if (!known || known.status === 'disconnected')
      await assertRoom(actor.clientId, 'accounts', () => connectedOn(actor.clientId, platform));
    const account = await accountFrom(actor, platform, linked, known);
    const { clientId, accountId, externalId, username } = account;
    const written = await transactWithRetry([
      ...accountLinked({ platform, externalId, clientId, accountId }),
      ...accountConnected(account),
      ...(linked.picture === undefined ? [] : pictureTaken({ clientId, accountId, picture: linked.picture })),
      ...auditRow({
        clientId,
        subjectId: accountId,
        action: known ? 'account.reconnected' : 'account.connected',
        actor,
        detail: { platform, username },
      }),
      ...deed.done(accountId),
    ]);
    if (written.done) return account;
  }
  throw new Problem('social.linked_elsewhere');
}

/** What this client already knows of the account, so that posts which name it keep naming it. */
async function knownAccount(clientId: string, platform: Platform, externalId: string): Promise<Account | undefined> {
  const link = await linkOf({ platform, externalId });
  if (link && link.clientId !== clientId) throw new Problem('social.linked_elsewhere');
  return (await accountsOf(clientId)).find(
    (account) => account.platform === platform && account.externalId === externalId,
  );
}

const connectedOn = async (clientId: string, platform: Platform): Promise<number> =>
  (await accountsOf(clientId)).filter((one) => one.platform === platform && one.status !== 'disconnected').length;

async function accountFrom(
  { clientId }: TenantActor,
  platform: Platform,
  linked: LinkedAccount,
  known: Account | undefined,
): Promise<Account> {
  const accountId = known?.accountId ?? newId('account');
  const { externalId, username, name, scopes, issuedAt, expiresAt } = linked;
  return {
    clientId,
    accountId,
    platform,
    externalId,
    username,
    name,
    scopes,
    status: 'active',
    ...(await tokenSealer({ clientId, accountId }))(linked),
    tokenIssuedAt: issuedAt,
    tokenExpiresAt: expiresAt,
    connectedAt: now(),
    refreshShard: refreshShardOf(accountId),
    refreshAt: linkerOf(platform).refreshAt(linked),
    ...(known?.lastPublishedAt === undefined ? {} : { lastPublishedAt: known.lastPublishedAt }),
  };
}
