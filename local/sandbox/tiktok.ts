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
import { bearerOf, createGrants } from './shared/grants.ts';
import { pictureAt, shopsOf, shownPage } from './shared/shops.ts';
import { createSwitches } from './shared/switches.ts';
import { createTikTokOAuth, tiktokSecret } from './tiktok/oauth.ts';
import { createTikTokPosts, PROCESSING, type TikTokPost } from './tiktok/posts.ts';
import { TikTokRefusal, tiktokBody } from './tiktok/refusal.ts';

const [MINUTE, DAY] = [60_000, 86_400_000];
const OPERATIONS = [
  ...['authorize', 'consent', 'exchange', 'refresh_token', 'revoke', 'user_info', 'creator_info', 'content_init'],
  ...['status_fetch', 'page', 'switch'],
] as const;

/** Where each of its hosts is on the one server. */
export const tiktokHosts = { www: '/www', api: '/api' } as const;
export { tiktokSecret };

export const tiktokShops = shopsOf(({ username }, index) => ({
  id: `-000kuwait${index}-3f1c-4a7e-9d20-5b8e6f0c1a2${index}`,
  username: username.replace('.kw', '_kw'),
}));

const DEFAULTS = {
  ...{ audited: true, banned: false, commentsOff: false, privateAccounts: '', failReason: '', ownedPrefix: '' },
  ...{ postsPerDay: 15, rotateEvery: 2, ...PROCESSING },
};
export type TikTokSwitches = ReturnType<typeof createSwitches<typeof DEFAULTS>>;
export type TikTokSandbox = Sandbox & {
  urls: { www: string; api: string };
  switches: TikTokSwitches;
  revoke(account: string): void;
  posts(account: string): TikTokPost[];
};

/** Starts TikTok's stand-in: `/www` (consent, posts for people) and `/api` (everything else). */
export async function startTikTok(ground: Ground, port = 0, hooks: SandboxHooks = {}): Promise<TikTokSandbox> {
  let base = '';
  const switches = createSwitches(ground.db, 'tiktok', DEFAULTS);
  const lives = { code: 10 * MINUTE, access: DAY, refresh: 365 * DAY };
  const grants = createGrants(ground, 'tiktok', lives, { access: 'act.', refresh: 'rft.' });
  const posts = createTikTokPosts(ground, switches);
  const oauth = createTikTokOAuth(grants, tiktokShops, switches, () => base);

  const grantOf = ({ headers }: Exchange, ...anyOf: string[]) => {
    const grant = grants.access(bearerOf(headers));
    if (!grant) throw new TikTokRefusal(401, 'access_token_invalid', 'The access token is invalid or not found.');
    if (!anyOf.some((scope) => grant.scopes.includes(scope))) throw new TikTokRefusal(401, 'scope_not_authorized');
    return grant;
  };
  const shopOf = (account: string) => tiktokShops.find(({ id }) => id === account);

  const userInfo = (exchange: Exchange): Reply => {
    const { account, scopes } = grantOf(exchange, 'user.info.basic');
    const shop = shopOf(account);
    const fields = (exchange.params.fields ?? '').split(',');
    if (fields.includes('username') && !scopes.includes('user.info.profile'))
      throw new TikTokRefusal(401, 'scope_not_authorized');
    const all = {
      open_id: account,
      display_name: shop?.nameAr,
      username: shop?.username,
      avatar_url_100: `${base}/pictures/${account}.jpg`,
    };
    const user = Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name)));
    return { ...json(tiktokBody('ok', { user })), accepted: { account, id: account } };
  };

  const apiOf = (exchange: Exchange): Operation | undefined => {
    switch (`${exchange.method} ${exchange.path}`) {
      case 'GET /api/v2/user/info/':
        return { name: 'user_info', run: () => userInfo(exchange) };
      case 'POST /api/v2/post/publish/creator_info/query/':
        return {
          name: 'creator_info',
          run: () => {
            const { account } = grantOf(exchange, 'video.publish');
            return posts.creatorInfo(account, shopOf(account)?.username ?? '');
          },
        };
      case 'POST /api/v2/post/publish/content/init/':
        return {
          name: 'content_init',
          run: () => {
            const { account, scopes } = grantOf(exchange, 'video.publish', 'video.upload');
            return posts.init(exchange, account, scopes);
          },
        };
      case 'POST /api/v2/post/publish/status/fetch/':
        return {
          name: 'status_fetch',
          run: () => posts.status(exchange, grantOf(exchange, 'video.publish', 'video.upload').account),
        };
      default:
        return undefined;
    }
  };

  const pageAt = (path: string): Reply | Promise<Reply> | undefined => {
    const [, username, id = ''] = /^\/www\/@([\w.]+)(?:\/photo\/(\d+))?$/.exec(path) ?? [];
    const shop = tiktokShops.find((one) => one.username === username);
    if (!shop) return pictureAt(path, tiktokShops);
    const one = posts.one(id);
    const shown = (one ? [one] : posts.of(shop.id)).map((post) => ({
      ...post,
      href: `/www/@${username}/photo/${post.id}`,
    }));
    return shownPage(shop, shown);
  };

  const operationOf = (exchange: Exchange): Operation => {
    const { method, path, params } = exchange;
    const known = oauth(method, path, params) ?? switches.at(exchange, grants.revoke) ?? apiOf(exchange);
    const operation = known ?? {
      name: 'page',
      run: () => pageAt(path) ?? json({ error: 'There is nothing here' }, 404),
    };
    return { name: operation.name, run: () => answerOf(operation) };
  };

  const sandbox = await startSandbox(ground, { platform: 'tiktok', operations: OPERATIONS, port, hooks }, operationOf);
  base = sandbox.url;
  return {
    ...sandbox,
    urls: { www: base + tiktokHosts.www, api: base + tiktokHosts.api },
    switches,
    revoke: grants.revoke,
    posts: posts.of,
  };
}

async function answerOf(operation: Operation): Promise<Reply> {
  try {
    return await operation.run();
  } catch (error) {
    if (error instanceof TikTokRefusal) return error.reply;
    throw error;
  }
}
