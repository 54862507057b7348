import { type AccountRef, accountRefs } from '#functions/social/account-refs.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Target } from '#shared/publishing/target.ts';

/**
 * Refuses to have something go out on accounts that cannot publish: with the code of the first obstacle, the accounts
 * by name, and the one next step. A person who is told now can mend it; at its minute it would only fail.
 */
export function assertUsable(accounts: readonly AccountRef[]): void {
  const issues = accounts.flatMap(({ accountId, obstacle }) =>
    obstacle ? [{ path: `accounts.${accountId}`, issue: obstacle }] : [],
  );
  const [first] = issues;
  if (first) throw new Problem(first.issue, { issues, nextStep: 'reconnect' });
}

/** The accounts of some targets, as they are now. */
export const accountsOfTargets = (
  clientId: string,
  targets: readonly Pick<Target, 'accountId'>[],
  options?: { consistent?: boolean },
): Promise<AccountRef[]> => accountRefs(clientId, [...new Set(targets.map(({ accountId }) => accountId))], options);
