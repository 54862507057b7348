import { auditRow } from '#functions/audit/audit-row.ts';
import { stopPostsOn } from '#functions/posts/posts-on-account.ts';
import { now } from '#runtime/clock.ts';
import { transactWithRetry } from '#runtime/transaction.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Disconnection } from '#shared/social/contract.ts';
import { type Account, accountByKey, accountDisconnected } from './account.store.ts';
import { accountUnlinked } from './account-link.store.ts';
import { giveBack } from './give-back.ts';
import { picturesOfClient } from './picture.store.ts';
import { presentAccount } from './present-account.ts';

/** So long a request works on the posts; the function has ten seconds more. */
const STOPPING_MS = 15_000;
/**
 * When to look again for posts to stop: whoever was scheduling at this moment is through by then, and lists show it.
 */
const LOOK_AGAIN_MS = 60_000;

/**
 * Disconnects an account and stops what would go out on it, in an order that can break off anywhere:
 * 1. the token is forgotten, and the account notes that its posts are to be stopped; from here on nobody can plan on it.
 *    Then the network is told, where it has a call for that; what it says changes nothing;
 * 2. post by post is held back;
 * 3. the hourly look at accounts does the same once more, and only then takes the note away.
 * The row stays, so that posts keep a name for where they went. The same request again goes on where it broke off.
 */
export async function disconnectAccount(actor: TenantActor, accountId: string): Promise<Disconnection> {
  const { clientId } = actor;
  const before = await forgetToken(actor, accountId);
  const revoked = before !== undefined && (await giveBack(before));
  const posts = await stopPostsOn(clientId, accountId, { until: now() + STOPPING_MS, actor });
  const account = await existing(clientId, accountId);
  const pictures = await picturesOfClient(clientId);
  return {
    account: presentAccount(account, pictures.get(accountId)),
    changed: before !== undefined,
    revoked,
    ...posts,
  };
}

/** The account as it was with its token, when that was ours to forget; undefined when it was disconnected already. */
async function forgetToken(actor: TenantActor, accountId: string): Promise<Account | undefined> {
  const { clientId } = actor;
  const account = await existing(clientId, accountId);
  if (account.status === 'disconnected') return undefined;
  const { platform, externalId, username } = account;
  const gone = [
    ...accountDisconnected(account, now() + LOOK_AGAIN_MS),
    ...auditRow({
      clientId,
      subjectId: accountId,
      action: 'account.disconnected',
      actor,
      detail: { platform, username },
    }),
  ];
  const unlinked = accountUnlinked({ platform, externalId, clientId });
  const written = await transactWithRetry([...gone, ...unlinked]);
  if (written.done) return account;
  // Nobody is kept from leaving by a link that is not theirs.
  const alone = written.refused.includes(0) ? written : await transactWithRetry(gone);
  if (alone.done) return account;
  if ((await existing(clientId, accountId)).status !== 'disconnected') throw new Problem('social.busy');
  return undefined;
}

async function existing(clientId: string, accountId: string): Promise<Account> {
  const account = await accountByKey({ clientId, accountId }, true);
  if (!account) throw new Problem('social.account_not_found');
  return account;
}
