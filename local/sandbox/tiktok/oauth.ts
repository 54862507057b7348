import { json, type Operation, type Reply } from '#cloud/outside/sandbox.ts';
import { consentPage, isRedirect, refusalPage, sentBack } from '../shared/consent.ts';
import type { Grants } from '../shared/grants.ts';
import type { SandboxShop } from '../shared/shops.ts';
import { oauthRefusal } from './refusal.ts';

/** The sandbox's app, as an operator would have been given it. */
export const tiktokSecret = { clientKey: 'sbawkuwaitsocial01', clientSecret: 'sandbox-9f2b7c41d8e05a63' } as const;
export const SCOPES = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.publish',
  'video.upload',
];
const PATH = '/www/v2/auth/authorize/';
const YEAR_SECONDS = 31_536_000;

type Params = Readonly<Record<string, string>>;
type Settings = { get(): { rotateEvery: number } };

/** Consent and tokens of TikTok: every second refresh brings another refresh token and ends the old one. */
export function createTikTokOAuth(
  grants: Grants,
  shops: readonly SandboxShop[],
  settings: Settings,
  base: () => string,
) {
  let refreshes = 0;

  const problemOf = ({ client_key, redirect_uri, response_type, scope }: Params) => {
    if (client_key !== tiktokSecret.clientKey) return 'client_key';
    if (!isRedirect(redirect_uri) || new URL(redirect_uri).search !== '') return 'redirect_uri';
    if (response_type !== 'code') return 'response_type';
    return scope?.split(',').every((one) => SCOPES.includes(one)) ? undefined : 'scope';
  };

  const authorize = (params: Params): Reply => {
    const problem = problemOf(params);
    const scopes = (params.scope ?? '').split(',');
    const page = { network: ['تيك توك', 'TikTok'], action: base() + PATH, shops, scopes, base: base() } as const;
    return problem ? refusalPage(problem) : consentPage(params, page);
  };

  const decide = (params: Params): Reply => {
    const problem = problemOf(params);
    const shop = shops.find(({ id }) => id === params.account);
    const { redirect_uri: redirect, state } = params;
    if (problem || !isRedirect(redirect)) return refusalPage(problem ?? 'redirect_uri');
    if (params.decision !== 'allow' || !shop)
      return sentBack(redirect, { error: 'access_denied', error_description: 'The user refused.', state });
    const refused = new Set((params.withhold ?? '').split(','));
    const scopes = (params.scope ?? '').split(',').filter((scope) => !refused.has(scope));
    // Codes contain signs that have to be decoded.
    const code = `${grants.issue('code', { account: shop.id, scopes }, redirect)}*!`;
    return sentBack(redirect, { code, scopes: scopes.join(','), state });
  };

  const pairFor = (grant: { account: string; scopes: string[] }, refreshToken: string): Reply => ({
    ...json({
      access_token: grants.issue('access', grant),
      expires_in: grants.seconds('access'),
      open_id: grant.account,
      refresh_expires_in: YEAR_SECONDS,
      refresh_token: refreshToken,
      scope: grant.scopes.join(','),
      token_type: 'Bearer',
    }),
    accepted: { account: grant.account, id: grant.account },
  });

  const token = (params: Params): Reply => {
    if (params.client_key !== tiktokSecret.clientKey || params.client_secret !== tiktokSecret.clientSecret)
      return oauthRefusal('invalid_client', 'Client key or secret is incorrect.', 401);
    if (params.grant_type === 'refresh_token') {
      const held = params.refresh_token ?? '';
      const rotates = (refreshes + 1) % settings.get().rotateEvery === 0;
      const grant = grants.refresh(held, rotates);
      if (!grant) return oauthRefusal('invalid_grant', 'Refresh token is invalid or expired.');
      refreshes++;
      return pairFor(grant, rotates ? grants.issue('refresh', grant) : held);
    }
    const grant = grants.takeCode((params.code ?? '').replace(/\*!$/, ''), params.redirect_uri ?? '');
    // Seen with any status.
    return grant
      ? pairFor(grant, grants.issue('refresh', grant))
      : oauthRefusal('invalid_grant', 'Authorization code is expired.', 200);
  };

  const revoke = (params: Params): Reply => {
    const account = grants.ownerOf(params.token ?? '');
    if (account !== undefined) grants.revoke(account);
    return { status: 200, body: '', ...(account === undefined ? {} : { accepted: { account, id: account } }) };
  };

  return (method: string, path: string, params: Params): Operation | undefined => {
    switch (`${method} ${path}`) {
      case `GET ${PATH}`:
        return { name: 'authorize', run: () => authorize(params) };
      case `POST ${PATH}`:
        return { name: 'consent', run: () => decide(params) };
      case 'POST /api/v2/oauth/token/':
        return { name: params.grant_type === 'refresh_token' ? 'refresh_token' : 'exchange', run: () => token(params) };
      case 'POST /api/v2/oauth/revoke/':
        return { name: 'revoke', run: () => revoke(params) };
      default:
        return undefined;
    }
  };
}
