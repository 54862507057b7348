import { captionLength, hashtagsIn, mentionsIn } from '#shared/platforms/caption.ts';
import { type Breach, breachesOf } from '#shared/platforms/check.ts';
import { type Platform, platformRules } from '#shared/platforms/platform.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import type { ComposerImage } from './composer-state.ts';

/** How much of one limit is used on one network; `left` is negative when it is exceeded. */
export type Limit = { platform: Platform; measure: 'caption' | 'hashtags' | 'mentions'; max: number; left: number };

/** A rule that the post breaks, with the accounts that would refuse it. */
export type AccountBreach = Breach & { usernames: string[] };

export type Account = Pick<SocialAccount, 'accountId' | 'platform' | 'username'>;

/** What is written for before an account is connected: the networks there are. */
export const assumedAccounts: readonly Account[] = [{ accountId: '', platform: 'instagram', username: '' }];

const platformsOf = (accounts: readonly Account[]): Platform[] => [
  ...new Set(accounts.map(({ platform }) => platform)),
];

/** Whether any of the accounts can have a first comment. */
export const takesComments = (accounts: readonly Account[]): boolean =>
  accounts.some(({ platform }) => platformRules[platform]?.comment !== undefined);

/** What is left of each limit of the chosen accounts for a text of the post, the tightest first. */
export function limitsOf(text: string, accounts: readonly Account[], part: 'caption' | 'comment' = 'caption'): Limit[] {
  const used = {
    caption: captionLength(text),
    hashtags: hashtagsIn(text).length,
    mentions: mentionsIn(text).length,
  };
  return platformsOf(accounts)
    .flatMap((platform): Limit[] => {
      const rules = platformRules[platform]?.[part];
      if (!rules) return [];
      const { max, hashtagsMax, mentionsMax } = rules;
      return [
        { platform, measure: 'caption', max, left: max - used.caption },
        { platform, measure: 'hashtags', max: hashtagsMax, left: hashtagsMax - used.hashtags },
        { platform, measure: 'mentions', max: mentionsMax, left: mentionsMax - used.mentions },
      ];
    })
    .sort((a, b) => a.left / a.max - b.left / b.max);
}

/** Everything that the chosen accounts would refuse, each rule once per network with the accounts it concerns. */
export function accountBreaches(
  { images, ...texts }: { caption: string; firstComment?: string; images: readonly ComposerImage[] },
  accounts: readonly Account[],
): AccountBreach[] {
  return platformsOf(accounts).flatMap((platform) => {
    const usernames = accounts.filter((account) => account.platform === platform).map(({ username }) => username);
    return breachesOf({ ...texts, kind: 'image', media: images }, platform).map((breach) => ({
      ...breach,
      usernames,
    }));
  });
}
