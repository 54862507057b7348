import { randomUUID } from 'node:crypto';
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
import { consentPage, isRedirect, refusalPage, sentBack } from './shared/consent.ts';
import { bearerOf, createGrants } from './shared/grants.ts';
import { pictureAt, shopsOf, shownPage } from './shared/shops.ts';
import { createSwitches } from './shared/switches.ts';
import { createSnapMedia } from './snapchat/media.ts';
import { SnapRefusal } from './snapchat/refusal.ts';

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];
const OPERATIONS = [
  ...['authorize', 'consent', 'exchange', 'refresh_token', 'my_profile', 'create_media', 'upload'],
  ...['create_story', 'create_saved_story', 'list_stories', 'page', 'switch'],
] as const;
const SCOPE = 'snapchat-profile-api';
const AUTHORIZE = '/accounts/login/oauth2/authorize';

/** Where each of its hosts is on the one server. */
export const snapchatHosts = { accounts: '/accounts', business: '/business', www: '/www' } as const;
/** The sandbox's app, as an operator would have been given it. */
export const snapchatSecret = {
  clientId: 'b7d1c2a4-sandbox-kuwait',
  clientSecret: 'snap-sandbox-4c1e9f7b2a60',
} as const;

export const snapchatShops = shopsOf(({ username }, index) => ({
  id: `5e1f0c2a-7b34-4d96-8a0${index}-c3d2e1f0a9b${index}`,
  username: username.replaceAll('.', '-'),
}));

/** `mode`: what Snap thinks of our app. */
const DEFAULTS = { mode: 'ok', processingMs: 3 * SECOND, rotates: true };
export type SnapchatSwitches = ReturnType<typeof createSwitches<typeof DEFAULTS>>;
export type SnapStory = { id: string; profile: string; at: number; media: string; title: string };
export type SnapchatSandbox = Sandbox & {
  urls: { accounts: string; business: string; www: string };
  switches: SnapchatSwitches;
  revoke(account: string): void;
  stories(profile: string): SnapStory[];
  sha256Of(media: string): string | undefined;
};

/** Starts Snapchat's stand-in: `/accounts` (consent, tokens), `/business` (profiles, files, stories), `/www` (for people). */
export async function startSnapchat(ground: Ground, port = 0, hooks: SandboxHooks = {}): Promise<SnapchatSandbox> {
  let base = '';
  const { db, clock } = ground;
  const switches = createSwitches(db, 'snapchat', DEFAULTS);
  const grants = createGrants(ground, 'snapchat', { code: 10 * MINUTE, access: HOUR, refresh: 365 * DAY });
  const files = createSnapMedia(ground, switches);
  db.exec(
    'CREATE TABLE IF NOT EXISTS snapchat_stories (id TEXT PRIMARY KEY, profile TEXT, at INTEGER, media TEXT, title TEXT, kind TEXT)',
  );
  const insert = db.prepare('INSERT INTO snapchat_stories VALUES (?, ?, ?, ?, ?, ?)');
  const list = db.prepare('SELECT * FROM snapchat_stories WHERE profile = ? ORDER BY at DESC');
  const storiesOf = (profile: string, kind?: string): SnapStory[] =>
    list
      .all(profile)
      .filter((row) => kind === undefined || row.kind === kind)
      .filter((row) => row.kind === 'saved_stories' || clock.now() - Number(row.at) < DAY)
      .map((row) => ({
        id: String(row.id),
        profile,
        at: Number(row.at),
        media: String(row.media),
        title: String(row.title),
      }));

  const caller = ({ headers }: Exchange): string => {
    const grant = grants.access(bearerOf(headers));
    if (!grant) throw new SnapRefusal(401, '');
    const { mode } = switches.get();
    if (mode === 'not_allowlisted') throw new SnapRefusal(403, '');
    if (mode === 'denied') throw new SnapRefusal(403, 'AUTHORIZATION_PERMISSION_DENIED');
    return grant.account;
  };
  const ownerOf = (exchange: Exchange, profile: string): string => {
    if (caller(exchange) !== profile) throw new SnapRefusal(403, 'AUTHORIZATION_PERMISSION_DENIED');
    return profile;
  };
  const success = (body: object, account: string, id: string): Reply => ({
    ...json({ request_id: randomUUID(), request_status: 'SUCCESS', ...body }),
    accepted: { account, id },
  });

  const problemOf = ({ client_id, redirect_uri, response_type, scope }: Exchange['params']) => {
    if (client_id !== snapchatSecret.clientId) return 'client_id';
    if (!isRedirect(redirect_uri)) return 'redirect_uri';
    if (response_type !== 'code') return 'response_type';
    return scope === SCOPE ? undefined : 'scope';
  };
  const decide = (params: Exchange['params']): Reply => {
    const problem = problemOf(params);
    const shop = snapchatShops.find(({ id }) => id === params.account);
    const { redirect_uri: redirect, state } = params;
    if (problem || !isRedirect(redirect)) return refusalPage(problem ?? 'redirect_uri');
    if (params.decision !== 'allow' || !shop) return sentBack(redirect, { error: 'access_denied', state });
    const scopes = params.withhold === SCOPE ? [] : [SCOPE];
    return sentBack(redirect, { state, code: grants.issue('code', { account: shop.id, scopes }, redirect) });
  };

  const token = (params: Exchange['params']): Reply => {
    if (params.client_id !== snapchatSecret.clientId || params.client_secret !== snapchatSecret.clientSecret)
      return json({ error: 'invalid_client', error_description: 'Client authentication failed' }, 401);
    const isRefresh = params.grant_type === 'refresh_token';
    const { rotates } = switches.get();
    const grant = isRefresh
      ? grants.refresh(params.refresh_token ?? '', rotates)
      : grants.takeCode(params.code ?? '', params.redirect_uri ?? '');
    if (!grant) return json({ error: 'invalid_grant', error_description: 'The grant is not valid' }, 400);
    const renewed = isRefresh && !rotates ? {} : { refresh_token: grants.issue('refresh', grant) };
    const access_token = grants.issue('access', grant);
    const body = {
      access_token,
      token_type: 'Bearer',
      expires_in: grants.seconds('access'),
      ...renewed,
      scope: grant.scopes.join(' '),
    };
    return { ...json(body), accepted: { account: grant.account, id: grant.account } };
  };

  let looks = 0;
  const myProfile = (exchange: Exchange): Reply => {
    const account = caller(exchange);
    const shop = snapchatShops.find(({ id }) => id === account);
    const logo = { original_logo_url: `${base}/pictures/${account}.jpg` };
    const profile = {
      id: account,
      display_name: shop?.nameAr,
      snap_user_name: shop?.username,
      logo_urls: logo,
      subscriber_count: '18420',
    };
    const listed = { public_profiles: [{ sub_request_status: 'SUCCESS', public_profile: profile }] };
    return success(looks++ % 2 === 0 ? { public_profile: profile } : listed, account, account);
  };

  const post = ({ params }: Exchange, profile: string, kind: 'stories' | 'saved_stories'): Reply => {
    const saved =
      kind === 'saved_stories'
        ? (JSON.parse(params.saved_stories ?? '[]') as { title?: string; snap_sources?: { media_id?: string }[] }[])[0]
        : undefined;
    const title = saved?.title ?? '';
    if (title.length > 45) throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'title is too long');
    const media = files.media(saved?.snap_sources?.[0]?.media_id ?? params.media_id ?? '');
    if (media?.profile !== profile) throw new SnapRefusal(400, 'INVALID_ARGUMENT', 'media_id');
    if (media.state === 'expired') throw new SnapRefusal(400, 'MEDIA_EXPIRED');
    if (media.state !== 'ready') throw new SnapRefusal(400, 'MEDIA_PROCESSING', 'Media is still being processed');
    const id = randomUUID();
    insert.run(id, profile, clock.now(), media.id, title, kind);
    // A story comes back without an id.
    const body = kind === 'stories' ? {} : { saved_stories: [{ sub_request_status: 'SUCCESS', saved_story: { id } }] };
    return success(body, profile, id);
  };

  const listed = (profile: string, kind: 'stories' | 'saved_stories'): Reply => {
    const name = kind === 'stories' ? 'story' : 'saved_story';
    const rows = storiesOf(profile, kind).map(({ id, at, title }) => ({
      sub_request_status: 'SUCCESS',
      [name]: { id, created_at: new Date(at).toISOString(), ...(kind === 'saved_stories' ? { title } : {}) },
    }));
    return success({ [kind]: rows }, profile, profile);
  };

  const apiOf = (exchange: Exchange): Operation | undefined => {
    const { method, path, params } = exchange;
    const named = (name: string, run: () => Reply | Promise<Reply>): Operation => ({ name, run });
    const scopes = [SCOPE];
    const page = {
      network: ['سناب شات', 'Snapchat'],
      action: base + AUTHORIZE,
      shops: snapchatShops,
      scopes,
      base,
    } as const;
    if (path === AUTHORIZE && method === 'GET') {
      const problem = problemOf(params);
      return named('authorize', () => (problem ? refusalPage(problem) : consentPage(params, page)));
    }
    if (path === AUTHORIZE) return named('consent', () => decide(params));
    if (path === '/accounts/login/oauth2/access_token')
      return named(params.grant_type === 'refresh_token' ? 'refresh_token' : 'exchange', () => token(params));
    if (path === '/business/v1/public_profiles/my_profile') return named('my_profile', () => myProfile(exchange));
    const part = /^\/business\/us\/v1\/public_profiles\/([\w-]+)\/media\/([\w-]+)\/multipart-upload$/.exec(path);
    if (part) return named('upload', () => files.upload(exchange, part[2] ?? '', ownerOf(exchange, part[1] ?? '')));
    const [, profile = '', edge] =
      /^\/business\/v1\/public_profiles\/([\w-]+)\/(media|stories|saved_stories)$/.exec(path) ?? [];
    if (edge === 'media') return named('create_media', () => files.begin(exchange, ownerOf(exchange, profile)));
    if (edge !== 'stories' && edge !== 'saved_stories') return undefined;
    if (method === 'GET') return named('list_stories', () => listed(ownerOf(exchange, profile), edge));
    return named(edge === 'stories' ? 'create_story' : 'create_saved_story', () =>
      post(exchange, ownerOf(exchange, profile), edge),
    );
  };

  const pageAt = (path: string): Reply | Promise<Reply> | undefined => {
    const file = /^\/files\/([\w-]+)$/.exec(path)?.[1];
    if (file) return files.file(file);
    const shop = snapchatShops.find(({ username }) => path === `/www/add/${username}`);
    if (!shop) return pictureAt(path, snapchatShops);
    const shown = storiesOf(shop.id).map(({ at, title, media }) => ({
      at,
      text: title,
      href: path,
      images: [`/files/${media}`],
    }));
    return shownPage(shop, shown);
  };

  const operationOf = (exchange: Exchange): Operation => {
    const known = apiOf(exchange) ?? switches.at(exchange, grants.revoke);
    const operation = known ?? {
      name: 'page',
      run: () => pageAt(exchange.path) ?? json({ error: 'There is nothing here' }, 404),
    };
    return { name: operation.name, run: () => answerOf(operation) };
  };

  const sandbox = await startSandbox(
    ground,
    { platform: 'snapchat', operations: OPERATIONS, port, hooks },
    operationOf,
  );
  base = sandbox.url;
  return {
    ...sandbox,
    urls: {
      accounts: base + snapchatHosts.accounts,
      business: base + snapchatHosts.business,
      www: base + snapchatHosts.www,
    },
    switches,
    revoke: grants.revoke,
    stories: (profile) => storiesOf(profile),
    sha256Of: (media) => files.media(media)?.sha256,
  };
}

async function answerOf(operation: Operation): Promise<Reply> {
  try {
    return await operation.run();
  } catch (error) {
    if (error instanceof SnapRefusal) return error.reply;
    throw error;
  }
}
