import { json, type Operation, type Reply } from '#cloud/outside/sandbox.ts';
import { accountById, accounts } from './accounts.ts';
import { consentPage, noticePage } from './consent-page.ts';
import { exchangeRefusal, GraphRefusal } from './errors.ts';
import type { SettingsStore } from './settings.ts';
import type { Tokens } from './tokens.ts';

/** The sandbox's app, as it is registered with the platform. The local cloud puts it into the platform secret. */
export const INSTAGRAM_APP_ID = '901234567890123';
export const INSTAGRAM_APP_SECRET = '5f0d3c7a9be14e2c8d6a1b0f47c9e352';

type Params = Readonly<Record<string, string>>;

const html = (body: string, status = 200): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

/** Loopback addresses over http, anything over https: what a developer would have registered. */
function acceptableRedirect(text: string | undefined): text is string {
  if (!text || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}

export function createOAuth(tokens: Tokens, settings: SettingsStore, base: () => string) {
  let exchanges = 0;

  const problemOf = ({ client_id, redirect_uri, response_type, scope }: Params): string | undefined => {
    if (client_id !== INSTAGRAM_APP_ID) return 'Invalid platform app';
    if (!acceptableRedirect(redirect_uri)) return 'Invalid redirect_uri';
    if (response_type !== 'code') return 'Invalid response_type';
    return scope?.split(',').includes('instagram_business_basic') ? undefined : 'Invalid scope';
  };

  /** The consent page: which account, what is asked for, allow or not. */
  const authorize = (params: Params): Reply => {
    const problem = problemOf(params);
    return problem ? html(noticePage(problem), 400) : html(consentPage(params, accounts, base()));
  };

  /** What the browser is sent back with. The address ends in `#_`, as Instagram's does. */
  const decide = (params: Params): Reply => {
    const problem = problemOf(params);
    const account = accountById(params.account ?? '');
    if (problem || !acceptableRedirect(params.redirect_uri)) return html(noticePage(problem ?? 'Invalid'), 400);
    const back = new URL(params.redirect_uri);
    if (params.decision !== 'allow' || !account) {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_reason', 'user_denied');
      back.searchParams.set('error_description', 'The user denied your request.');
    } else {
      const { withholdScope } = settings.account(account.id);
      const refused = new Set([withholdScope, ...(params.withhold ?? '').split(',')]);
      const granted = (params.scope ?? '').split(',').filter((scope) => !refused.has(scope));
      back.searchParams.set('code', tokens.issue('code', account.id, granted, params.redirect_uri));
    }
    if (params.state !== undefined) back.searchParams.set('state', params.state);
    return { status: 303, headers: { location: `${back}#_` }, body: '' };
  };

  /** Code → short-lived token. The two body forms that exist in the wild take turns. */
  const exchange = (params: Params): Reply => {
    if (params.client_id !== INSTAGRAM_APP_ID || params.client_secret !== INSTAGRAM_APP_SECRET)
      return exchangeRefusal('Error validating client secret.');
    if (params.grant_type !== 'authorization_code') return exchangeRefusal('Invalid grant_type');
    const grant = tokens.takeCode(params.code ?? '', params.redirect_uri ?? '');
    const account = accountById(grant?.account ?? '');
    if (!grant || !account) return exchangeRefusal('Matching code was not found or was already used');
    const access_token = tokens.issue('short', account.id, grant.scopes);
    const wrapped = exchanges++ % 2 === 1;
    const flat = JSON.stringify({ access_token, user_id: account.id, permissions: grant.scopes });
    const body = wrapped
      ? JSON.stringify({ data: [{ access_token, user_id: account.scopedId, permissions: grant.scopes.join(',') }] })
      : flat.replace(/"user_id":"(\d+)"/, '"user_id":$1');
    return { ...json({}), body, accepted: { account: account.id, id: account.id } };
  };

  const issued = (account: string, scopes: string[]): Reply => ({
    ...json({
      access_token: tokens.issue('long', account, scopes),
      token_type: 'bearer',
      expires_in: tokens.lifetimeSeconds('long'),
      permissions: scopes.join(','),
    }),
    accepted: { account, id: account },
  });

  const longToken = (params: Params): Reply => {
    if (params.grant_type !== 'ig_exchange_token' || params.client_secret !== INSTAGRAM_APP_SECRET)
      throw new GraphRefusal(1, undefined, { message: 'Error validating client secret.' });
    const grant = tokens.check(params.access_token ?? '');
    if (grant.kind !== 'short') throw new GraphRefusal(190, undefined, { message: 'Session key invalid.' });
    return issued(grant.account, grant.scopes);
  };

  const refresh = (params: Params): Reply => {
    if (params.grant_type !== 'ig_refresh_token') throw new GraphRefusal(100, undefined, { message: 'Bad grant_type' });
    const grant = tokens.check(params.access_token ?? '');
    if (!tokens.refreshable(grant))
      throw new GraphRefusal(190, undefined, { message: 'The access token cannot be refreshed yet.' });
    return issued(grant.account, grant.scopes);
  };

  /** The operation behind a path of the three hosts, or undefined. */
  return (method: string, path: string, params: Params): Operation | undefined => {
    const named = (name: string, run: (params: Params) => Reply): Operation => ({ name, run: () => run(params) });
    switch (`${method} ${path}`) {
      case 'GET /www/oauth/authorize':
        return named('authorize', authorize);
      case 'POST /www/oauth/authorize':
        return named('consent', decide);
      case 'POST /api/oauth/access_token':
        return named('exchange', exchange);
      case 'GET /graph-ig/access_token':
        return named('long_token', longToken);
      case 'GET /graph-ig/refresh_access_token':
        return named('refresh_token', refresh);
      default:
        return undefined;
    }
  };
}
