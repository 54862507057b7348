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
import { createXMedia } from './x/media.ts';
import { createXOAuth, xSecret } from './x/oauth.ts';
import { createXPosts, type XPost } from './x/posts.ts';
import { forbidden, unauthorized, XRefusal } from './x/refusal.ts';

const [SECOND, HOUR, DAY] = [1000, 3_600_000, 86_400_000];
const OPERATIONS = [
  ...['authorize', 'consent', 'exchange', 'refresh_token', 'revoke', 'me'],
  ...['media_initialize', 'media_append', 'media_finalize', 'media_status', 'media_metadata'],
  ...['create_post', 'timeline', 'page', 'switch'],
] as const;

/** Where each of its hosts is on the one server. */
export const xHosts = { www: '/www', api: '/api' } as const;
export { xSecret };

export const xShops = shopsOf(({ username }, index) => ({
  id: `160123456789012${3451 + 2 * index}`,
  username: username.replaceAll('.', '_'),
}));

const DEFAULTS = { creditMills: 1_000_000, duplicateWindowMs: DAY, chunkMax: 5_500_000, vocabulary: 'tweet' };
export type XSwitches = ReturnType<typeof createSwitches<typeof DEFAULTS>>;
export type XSandbox = Sandbox & {
  urls: { www: string; api: string };
  switches: XSwitches;
  revoke(account: string): void;
  posts(account: string): XPost[];
};

/** Starts X's stand-in: `/www` (consent, posts for people) and `/api` (everything else). */
export async function startX(ground: Ground, port = 0, hooks: SandboxHooks = {}): Promise<XSandbox> {
  let base = '';
  const switches = createSwitches(ground.db, 'x', DEFAULTS);
  const grants = createGrants(ground, 'x', { code: 30 * SECOND, access: 2 * HOUR, refresh: 180 * DAY });
  const media = createXMedia(ground, switches);
  const posts = createXPosts(ground, media, switches);
  const oauth = createXOAuth(grants, xShops, () => base);

  const caller = ({ headers }: Exchange, ...scopes: string[]): string => {
    const grant = grants.access(bearerOf(headers));
    if (!grant) throw unauthorized();
    if (!scopes.every((scope) => grant.scopes.includes(scope)))
      throw forbidden('Your client app is not permitted: a scope is missing.', 'oauth2-permissions');
    return grant.account;
  };

  const me = (exchange: Exchange): Reply => {
    const shop = xShops.find(({ id }) => id === caller(exchange, 'tweet.read', 'users.read'));
    if (!shop) throw unauthorized();
    const { id, username, nameAr: name } = shop;
    const data = { id, username, name, profile_image_url: `${base}/pictures/${id}.jpg` };
    return { ...json({ data }), accepted: { account: id, id } };
  };

  const apiOf = (exchange: Exchange): Operation | undefined => {
    const { method, path, params } = exchange;
    const named = (name: string, run: () => Reply | Promise<Reply>): Operation => ({ name, run });
    const upload = /^\/api\/2\/media\/upload\/(?:(initialize)|(\d+)\/(append|finalize))$/.exec(path);
    if (method === 'POST' && upload?.[1])
      return named('media_initialize', () => media.begin(exchange, caller(exchange, 'media.write')));
    const [, , file = '', step] = upload ?? [];
    if (method === 'POST' && step === 'append')
      return named('media_append', () => media.append(exchange, file, caller(exchange, 'media.write')));
    if (method === 'POST' && step === 'finalize')
      return named('media_finalize', () => media.finish(file, caller(exchange, 'media.write')));
    const owner = /^\/api\/2\/users\/(\d+)\/tweets$/.exec(path)?.[1];
    if (method === 'GET' && owner)
      return named('timeline', () => posts.timeline(exchange, caller(exchange, 'tweet.read', 'users.read'), owner));
    switch (`${method} ${path}`) {
      case 'GET /api/2/users/me':
        return named('me', () => me(exchange));
      case 'GET /api/2/media/upload':
        return named('media_status', () => media.status(params.media_id ?? '', caller(exchange, 'media.write')));
      case 'POST /api/2/media/metadata':
        return named('media_metadata', () => media.describe(exchange, caller(exchange, 'media.write')));
      case 'POST /api/2/tweets':
        return named('create_post', () =>
          posts.create(exchange, caller(exchange, 'tweet.read', 'tweet.write', 'users.read')),
        );
      default:
        return undefined;
    }
  };

  const shown = ({ id, at, text, media: files }: XPost) => ({
    ...{ at, text, href: `/www/i/status/${id}` },
    images: files.map((file) => `/files/${file}`),
  });
  const pageAt = (path: string): Reply | Promise<Reply> | undefined => {
    const file = /^\/files\/(\d+)$/.exec(path)?.[1];
    if (file) return media.file(file);
    const post = posts.one(/^\/www\/i\/status\/(\d+)$/.exec(path)?.[1] ?? '');
    const shop = xShops.find(({ id, username }) => id === post?.account || path === `/www/${username}`);
    if (shop) return shownPage(shop, (post ? [post] : posts.since(shop.id, 0)).map(shown));
    return pictureAt(path, xShops);
  };

  const operationOf = (exchange: Exchange): Operation => {
    const { method, path, params, headers } = exchange;
    const known = oauth(method, path, params, headers) ?? switches.at(exchange, grants.revoke) ?? apiOf(exchange);
    const operation = known ?? {
      name: 'page',
      run: () => pageAt(path) ?? json({ error: 'There is nothing here' }, 404),
    };
    return { name: operation.name, run: () => answerOf(operation) };
  };

  const sandbox = await startSandbox(ground, { platform: 'x', operations: OPERATIONS, port, hooks }, operationOf);
  base = sandbox.url;
  return {
    ...sandbox,
    urls: { www: base + xHosts.www, api: base + xHosts.api },
    switches,
    revoke: grants.revoke,
    posts: (account) => posts.since(account, 0),
  };
}

async function answerOf(operation: Operation): Promise<Reply> {
  try {
    return await operation.run();
  } catch (error) {
    if (error instanceof XRefusal) return error.reply;
    throw error;
  }
}
