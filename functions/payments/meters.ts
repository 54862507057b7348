import { teamOf } from '#functions/auth/team.ts';
import { accountsOf } from '#functions/social/accounts-of.ts';
import { now } from '#runtime/clock.ts';
import type { Meter } from '#shared/payments/contract.ts';
import { kuwaitiMonth } from '#shared/payments/period.ts';
import type { LimitName, Plan } from '#shared/payments/plan.ts';
import { postsUsed } from './usage.store.ts';

/** How much of one limit a business uses, at this moment. */
export const used: Readonly<Record<Exclude<LimitName, 'storageMb'>, (clientId: string) => Promise<number>>> = {
  posts: (clientId) => postsUsed(clientId, kuwaitiMonth(now())),
  members: async (clientId) => (await teamOf(clientId)).length,
  accounts: async (clientId) => Math.max(0, ...(await connectedByNetwork(clientId)).values()),
};

/** Connected accounts of a business, by network. */
export async function connectedByNetwork(clientId: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { platform, status } of await accountsOf(clientId))
    if (status !== 'disconnected') counts.set(platform, (counts.get(platform) ?? 0) + 1);
  return counts;
}

/** The meters of the billing page. */
export const metersOf = (clientId: string, { limits }: Plan): Promise<Meter[]> =>
  Promise.all(
    (['posts', 'accounts', 'members'] as const).map(async (name) => ({
      name,
      used: await used[name](clientId),
      limit: limits[name],
    })),
  );
