import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { contract } from '../contract/route.ts';
import { wellFormed } from '../contract/text.ts';
import { platforms } from '../platforms/platform.ts';
import { blockings } from './usability.ts';

/** Health of a connected account in the words the screens use. */
export const accountHealth = ['healthy', 'expiring', 'needs_reconnect', 'disconnected'] as const;

export const SocialAccount = z.object({
  accountId: id('account'),
  platform: z.enum(platforms),
  username: z.string(),
  name: z.string(),
  pictureUrl: z.optional(z.string()),
  health: z.enum(accountHealth),
  /** Why it needs attention: a reason code the screens translate. */
  reason: z.optional(z.string()),
  /** Why nothing can go out on it now: planning on it is refused until a person reconnects it. */
  obstacle: z.optional(z.enum(blockings)),
  /** When it stops publishing unless somebody reconnects it; absent while its access is renewed by itself. */
  endsAt: z.optional(z.number()),
  scopes: z.array(z.string()),
  connectedAt: z.number(),
  tokenExpiresAt: z.optional(z.number()),
  lastPublishedAt: z.optional(z.number()),
});
export type SocialAccount = z.infer<typeof SocialAccount>;

/** A network, and whether our app is known to it: without its secret accounts cannot be connected. */
export const NetworkStatus = z.object({ platform: z.enum(platforms), ready: z.boolean() });
export type NetworkStatus = z.infer<typeof NetworkStatus>;

const platform = z.strictObject({ platform: z.enum(platforms) });
/** How many posts an account concerns. All of them are counted. */
export const AccountPosts = z.object({
  /** Would go out on it by themselves. */
  planned: z.number(),
  /** Were stopped when it was disconnected, and their time is still to come. */
  stopped: z.number(),
  /** Did not go out because it could not publish: stopped and their time has passed, or failed in the last seven days. */
  failed: z.number(),
});
export type AccountPosts = z.infer<typeof AccountPosts>;

/** What disconnecting came to. */
export const Disconnection = z.object({
  account: SocialAccount,
  /** False when it was disconnected already. */
  changed: z.boolean(),
  /** Whether the network was told, too. Where it has no call for that, the owner takes our access away in its app. */
  revoked: z.boolean(),
  /** Posts that were held back now. */
  stopped: z.number(),
  /** Posts whose sending had begun and can no longer be held back. */
  underway: z.number(),
  /** Posts still to be stopped: the same request goes on with them, and so do we within the hour. */
  left: z.number(),
});
export type Disconnection = z.infer<typeof Disconnection>;

/** What became of the posts that waited for an account. `left`: somebody changed them at that moment. */
export const Resumption = z.object({ planned: z.number(), sending: z.number(), left: z.number() });
export type Resumption = z.infer<typeof Resumption>;

/** What an account offers of its network's options. */
export const AccountOffer = z.object({
  /** Its name there, to be shown before anything is posted. */
  name: z.optional(z.string()),
  /** By option, which of its choices the account has; an option that is missing has all. */
  choices: z.record(z.string(), z.array(z.string())),
  /** Options that are switched off in the account's own settings. */
  disabled: z.array(z.string()),
});
export type AccountOffer = z.infer<typeof AccountOffer>;

const account = z.strictObject({ accountId: id('account') });
/** What a platform sent back: at most so long, and passed on as it is. */
const returned = z.string().check(z.maxLength(2048), wellFormed);

export const social = contract('social', {
  accounts: {
    method: 'GET',
    path: '/social/accounts',
    permission: 'social:read',
    summary: 'List connected accounts',
    response: z.object({ items: z.array(SocialAccount) }),
  },
  networks: {
    method: 'GET',
    path: '/social/networks',
    permission: 'social:read',
    summary: 'List the networks, and which of them can be connected on this installation',
    response: z.object({ items: z.array(NetworkStatus) }),
  },
  connect: {
    method: 'POST',
    path: '/social/{platform}/connect',
    permission: 'social:write',
    replay: 'never',
    summary: 'Begin connecting an account: the address to send the browser to',
    params: platform,
    response: z.object({ authorizeUrl: z.string() }),
  },
  callback: {
    method: 'POST',
    path: '/social/{platform}/callback',
    permission: 'social:write',
    replay: 'joined',
    summary: 'Finish connecting with what the platform sent back; its state works once and only for who began',
    params: platform,
    body: z.strictObject({ state: returned, code: z.optional(returned), error: z.optional(returned) }),
    response: SocialAccount,
  },
  disconnect: {
    method: 'DELETE',
    path: '/social/accounts/{accountId}',
    permission: 'social:write',
    summary:
      'Disconnect an account: forget its token and stop what would go out on it. Says what was done; the same request again finishes what was left',
    params: account,
    response: Disconnection,
  },
  offer: {
    method: 'GET',
    path: '/social/accounts/{accountId}/offer',
    permission: 'posts:write',
    summary: 'Ask the network what an account offers now of its options',
    params: account,
    response: AccountOffer,
  },
  waiting: {
    method: 'GET',
    path: '/social/accounts/{accountId}/posts',
    permission: 'posts:read',
    summary: 'Count the posts that an account concerns: planned on it, or waiting for it to be connected again',
    params: account,
    response: AccountPosts,
  },
  resume: {
    method: 'POST',
    path: '/social/accounts/{accountId}/posts/resume',
    permission: 'posts:write',
    summary:
      'Let go on what was stopped or failed while an account could not publish: at its time, or now when that has passed',
    params: account,
    response: Resumption,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  SocialAccount: { schema: SocialAccount, description: 'A connected account of a business on a network.' },
} satisfies Components;
