import { countPostsOn } from '#functions/posts/posts-on-account.ts';
import { resumeOnAccount } from '#functions/posts/resume-on-account.ts';
import { now } from '#runtime/clock.ts';
import type { TenantActor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { AccountPosts, Resumption } from '#shared/social/contract.ts';
import { accountByKey } from './account.store.ts';
import { standingOfAccount } from './standing-of-account.ts';

const RESUMING_MS = 15_000;

/** How many posts an account concerns: what disconnecting would stop, and what waits for it. */
export async function postsOfAccount({ clientId }: TenantActor, accountId: string): Promise<AccountPosts> {
  if (!(await accountByKey({ clientId, accountId }))) throw new Problem('social.account_not_found');
  return countPostsOn(clientId, accountId);
}

/** Lets go on what waited for an account, once that can publish again. */
export async function resumePostsOf(actor: TenantActor, accountId: string): Promise<Resumption> {
  const account = await accountByKey({ clientId: actor.clientId, accountId }, true);
  if (!account) throw new Problem('social.account_not_found');
  const { obstacle } = standingOfAccount(account);
  if (obstacle) throw new Problem(obstacle, { nextStep: 'reconnect' });
  return resumeOnAccount(actor, accountId, now() + RESUMING_MS);
}
