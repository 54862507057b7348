import { type Breach, breachesOf, type Count, countsOf, type Texts } from '#shared/platforms/check.ts';
import { composingOf } from '#shared/platforms/composing.ts';
import { kindOf, type Platform, platforms, rulesOf } from '#shared/platforms/platform.ts';
import { contentFor, type Variant } from '#shared/posts/variant.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import type { ComposerImage } from './composer-state.ts';

/** How much of one limit is used on one network; `left` is negative when it is exceeded. */
export type Limit = { platform: Platform; measure: Count['measure']; max: number; left: number };

/** A rule that the post breaks, with the accounts that would refuse it. */
export type AccountBreach = Breach & { usernames: string[] };

export type ComposerAccount = Pick<SocialAccount, 'accountId' | 'platform' | 'username'>;

/** What is written for before an account is connected: the network that most begin with. */
export const assumedAccounts: readonly ComposerAccount[] = platforms.slice(0, 1).map((platform) => ({
  accountId: '',
  platform,
  username: '',
}));

const platformsOf = (accounts: readonly ComposerAccount[]): Platform[] => [
  ...new Set(accounts.map(({ platform }) => platform)),
];

/** What a post with these images is on a network, and what that may hold. */
const rulesFor = (platform: Platform, images: readonly unknown[]) => rulesOf(platform, kindOf(platform, images));

/** Whether any of the accounts can have a first comment under a post with these images. */
export const takesComments = (accounts: readonly ComposerAccount[], images: readonly unknown[]): boolean =>
  accounts.some(({ platform }) => rulesFor(platform, images)?.comment !== undefined);

/** What hardly anybody uses is counted once somebody does: a thread from its second post on, a sign from the first. */
const isWorthSaying = ({ measure, used }: Count): boolean =>
  measure === 'parts' ? used > 1 : measure === 'cashtags' ? used > 0 : true;

/** What is left of each limit of the chosen accounts that counts something in one text of the post, the tightest first. */
export function limitsOf(
  { images, ...texts }: Texts & { images: readonly unknown[] },
  accounts: readonly ComposerAccount[],
  part: keyof Texts = 'caption',
): Limit[] {
  return platformsOf(accounts)
    .flatMap((platform) => {
      const rules = rulesFor(platform, images);
      const counts = rules ? countsOf(texts, rules, composingOf(platform).counting) : [];
      return counts
        .filter((count) => count.of.includes(part) && isWorthSaying(count))
        .map(({ measure, used, max }): Limit => ({ platform, measure, max, left: max - used }));
    })
    .sort((a, b) => a.left / a.max - b.left / b.max);
}

/** Everything that the chosen accounts would refuse, each rule once per network with the accounts it concerns. */
export function accountBreaches(
  { images, variants, ...texts }: ComposerTexts & { images: readonly ComposerImage[] },
  accounts: readonly ComposerAccount[],
): AccountBreach[] {
  const found = new Map<string, AccountBreach>();
  for (const { accountId, platform, username } of accounts) {
    const own = contentFor({ ...texts, variants }, accountId);
    const draft = { ...texts, ...own, kind: kindOf(platform, images, own.kind), media: images };
    for (const breach of breachesOf(draft, platform)) {
      const key = JSON.stringify(breach);
      const known = found.get(key);
      if (known) known.usernames.push(username);
      else found.set(key, { ...breach, usernames: [username] });
    }
  }
  return [...found.values()];
}

/** What the composer holds of a post's words. */
type ComposerTexts = { caption: string; firstComment?: string; variants?: readonly Variant[] | undefined };
