import type { Ground } from '#cloud/aws/service.ts';
import {
  type Exchange,
  json,
  type Operation,
  type Reply,
  type Sandbox,
  type SandboxHooks,
  startSandbox,
} from '#cloud/outside/sandbox.ts';
import { createCommentStore, type PostedComment } from './instagram/comments.ts';
import { GraphRefusal } from './instagram/errors.ts';
import { createGraph } from './instagram/graph.ts';
import { createMediaStore } from './instagram/media.ts';
import { createOAuth } from './instagram/oauth.ts';
import { pageAt } from './instagram/pages.ts';
import { type AccountSwitches, createSettings, type Settings } from './instagram/settings.ts';
import { switchAt } from './instagram/switches.ts';
import { createTokens } from './instagram/tokens.ts';

const OPERATIONS = [
  'authorize',
  'consent',
  'exchange',
  'long_token',
  'refresh_token',
  'me',
  'create_container',
  'container_status',
  'media_publish',
  'media_list',
  'media_item',
  'post_comment',
  'comment_list',
  'publishing_limit',
  'page',
] as const;

/** Where each of its hosts is on the one server. */
export const instagramHosts = { www: '/www', api: '/api', graph: '/graph-ig' } as const;

export type InstagramSandbox = Sandbox & {
  /** Base URLs for the product's configuration. */
  readonly urls: { www: string; api: string; graph: string };
  settings(): Settings;
  /** Processing time, quota, usage percentages, captions in lists. */
  configure(change: Partial<Omit<Settings, 'accounts'>>): void;
  /** Not a tester, withheld scope. */
  switchAccount(account: string, change: AccountSwitches): void;
  /** Kills every token issued so far: 458 as if the app was removed, 460 as if the password was changed. */
  revokeTokens(account: string, subcode?: 458 | 460): void;
  /** A follower comments on a post. */
  commentBy(username: string, media: string, text: string): PostedComment;
};

/**
 * Starts Instagram's stand-in. One server plays the three hosts by path: `/www` (consent), `/api` (code exchange) and
 * `/graph-ig` (everything else); `/` shows profiles and published posts to people.
 */
export async function startInstagram(ground: Ground, port = 0, hooks: SandboxHooks = {}): Promise<InstagramSandbox> {
  let base = '';
  const settings = createSettings(ground.db);
  const tokens = createTokens(ground, settings);
  const media = createMediaStore(ground, settings);
  const oauth = createOAuth(tokens, settings, () => base);
  const comments = createCommentStore(ground);
  const graph = createGraph({ tokens, media, comments, settings, base: () => base });

  const revokeTokens = (account: string, subcode: 458 | 460 = 458) =>
    settings.setAccount(account, { deadSubcode: subcode, deadBefore: ground.clock.now() });

  const operationOf = (exchange: Exchange): Operation => {
    const known = oauth(exchange.method, exchange.path, exchange.params) ?? switchAt(exchange, settings, revokeTokens);
    if (known) return known;
    const [host, ...rest] = exchange.path.split('/').filter(Boolean);
    if (host === 'graph-ig') {
      const [node = '', edge] = /^v\d+\.\d+$/.test(rest[0] ?? '') ? rest.slice(1) : rest;
      return graph(exchange, node, edge);
    }
    const page = exchange.method === 'GET' ? pageAt(exchange.path, media, comments) : undefined;
    return { name: 'page', run: () => page ?? json({ error: 'There is nothing here' }, 404) };
  };

  const usageHeaders = (): Record<string, string> => {
    const percent = settings.get().usagePercent;
    const usage = { call_count: percent, total_cputime: percent, total_time: percent };
    const perBusiness = { '17841400000000001': [{ type: 'instagram', ...usage, estimated_time_to_regain_access: 0 }] };
    return { 'x-app-usage': JSON.stringify(usage), 'x-business-use-case-usage': JSON.stringify(perBusiness) };
  };

  /** Refusals become Instagram's envelope, and every answer of the graph host tells the usage. */
  const inOwnWords = (exchange: Exchange): Operation => {
    const operation = operationOf(exchange);
    const run = async (): Promise<Reply> => {
      const reply = await answerOf(operation);
      return exchange.path.startsWith('/graph-ig')
        ? { ...reply, headers: { ...usageHeaders(), ...reply.headers } }
        : reply;
    };
    return { name: operation.name, run };
  };

  const sandbox = await startSandbox(
    ground,
    { platform: 'instagram', operations: OPERATIONS, port, hooks },
    inOwnWords,
  );
  base = sandbox.url;
  return {
    ...sandbox,
    urls: {
      www: base + instagramHosts.www,
      api: base + instagramHosts.api,
      graph: base + instagramHosts.graph,
    },
    settings: settings.get,
    configure: settings.set,
    switchAccount: settings.setAccount,
    revokeTokens,
    commentBy: (username, post, text) => comments.add(post, username, text),
  };
}

async function answerOf(operation: Operation): Promise<Reply> {
  try {
    return await operation.run();
  } catch (error) {
    if (error instanceof GraphRefusal) return error.reply;
    throw error;
  }
}
