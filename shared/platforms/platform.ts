import type { KindRules, Network } from './network.ts';
import { networks } from './networks.ts';

type Networks = typeof networks;

/** The networks that can be connected and published to; what is in the list is there whole. */
export type Platform = keyof Networks;
export const platforms = Object.keys(networks) as readonly Platform[];

export const isPlatform = (name: string): name is Platform => platforms.some((platform) => platform === name);

/** All that is known of a network. */
export const networkOf = (platform: Platform): Network => networks[platform];

type KindsOf<P extends Platform> = P extends Platform ? keyof Networks[P]['kinds'] & string : never;
/** What can be published in one piece, on any network. */
export type ContentKind = KindsOf<Platform>;
export const contentKinds = [
  ...new Set(platforms.flatMap((platform) => Object.keys(networkOf(platform).kinds))),
] as readonly ContentKind[];

/** The names of a network's hosts. */
export type HostOf<P extends Platform> = keyof Networks[P]['hosts'] & string;
/** What a network gave us to identify our app. */
export type SecretOf<P extends Platform> = Readonly<Record<Networks[P]['secret'][number], string>>;

/** The rules of a kind on a network; undefined where the network has no such kind. */
export const rulesOf = (platform: Platform, kind: ContentKind): KindRules | undefined =>
  networkOf(platform).kinds[kind];

/**
 * What a post with this media is on a network: what was asked for, or the first kind that it fits, or the one whose
 * rules say what is wrong.
 */
export function kindOf(platform: Platform, media: readonly unknown[], asked?: ContentKind): ContentKind {
  if (asked !== undefined && rulesOf(platform, asked)) return asked;
  const kinds = Object.entries(networkOf(platform).kinds).filter(([, { onRequest }]) => onRequest === undefined);
  const fits = ({ mediaCount: { min, max } }: KindRules) => media.length >= min && media.length <= max;
  const [kind] = kinds.find(([, rules]) => fits(rules)) ?? kinds[0] ?? [];
  return kind as ContentKind;
}

/** The page of ours that a network sends the browser back to; registered with it, so it must not vary. */
export const callbackPath = (platform: Platform): string => `/connections/callback/${platform}`;

/** What came back with the browser, without what the network appends to the address. */
export function returned(platform: Platform, value: string): string {
  const { tail } = networkOf(platform).callback;
  return tail !== '' && value.endsWith(tail) ? value.slice(0, -tail.length) : value;
}

/** The public page of an account. */
export const profileUrl = (platform: Platform, username: string): string =>
  networkOf(platform).profile.replace('{username}', encodeURIComponent(username));
