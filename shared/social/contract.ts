import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import { contract } from '../contract/route.ts';
import { wellFormed } from '../contract/text.ts';
import { platforms } from '../platforms/platform.ts';

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
  scopes: z.array(z.string()),
  connectedAt: z.number(),
  tokenExpiresAt: z.optional(z.number()),
  lastPublishedAt: z.optional(z.number()),
});
export type SocialAccount = z.infer<typeof SocialAccount>;

const platform = z.strictObject({ platform: z.enum(['instagram']) });
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
    summary: 'Disconnect an account and forget its token',
    params: account,
  },
});
