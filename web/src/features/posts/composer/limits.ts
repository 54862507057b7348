import { captionLength, hashtagsIn, mentionsIn } from '#shared/platforms/caption.ts';
import { type Breach, breachesOf } from '#shared/platforms/check.ts';
import { type Platform, platformRules } from '#shared/platforms/platform.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import type { ComposerImage } from './composer-state.ts';

/** How much of one limit is used on one network; `left` is negative when it is exceeded. */
export type Limit = { platform: Platform; measure: 'caption' | 'hashtags' | 'mentions'; max: number; left: number };

/** A rule that the post breaks, with the accounts that would refuse it. */
export type AccountBreach = Breach & { usernames: string[] };

type Account = Pick<SocialAccount, 'accountId' | 'platform' | 'username'>;

const platformsOf = (accounts: readonly Account[]): Platform[] => [
  ...new Set(accounts.map(({ platform }) => platform)),
];

/** What is left of each limit of the chosen accounts, the tightest first. */
export function limitsOf(caption: string, accounts: readonly Account[]): Limit[] {
  const used = {
    caption: captionLength(caption),
    hashtags: hashtagsIn(caption).length,
    mentions: mentionsIn(caption).length,
  };
  return platformsOf(accounts)
    .flatMap((platform): Limit[] => {
      const rules = platformRules[platform];
      if (!rules) return [];
      const { max, hashtagsMax, mentionsMax } = rules.caption;
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
  draft: { caption: string; images: readonly ComposerImage[] },
  accounts: readonly Account[],
): AccountBreach[] {
  return platformsOf(accounts).flatMap((platform) => {
    const usernames = accounts.filter((account) => account.platform === platform).map(({ username }) => username);
    return breachesOf({ caption: draft.caption, kind: 'image', media: draft.images }, platform).map((breach) => ({
      ...breach,
      usernames,
    }));
  });
}
