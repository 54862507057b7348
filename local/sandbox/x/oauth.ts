import { createHash } from 'node:crypto';
import { json, type Operation, type Reply } from '#cloud/outside/sandbox.ts';
import { consentPage, isRedirect, refusalPage, sentBack } from '../shared/consent.ts';
import type { Grants } from '../shared/grants.ts';
import type { SandboxShop } from '../shared/shops.ts';

/** The sandbox's app, as an operator would have been given it. */
export const xSecret = {
  clientId: 'UDI1V0xNb3NhbmRib3g6MTpjaQ',
  clientSecret: 'sandbox_QmF5YW4tS3V3YWl0LTIwMjYtWA',
} as const;
const BASIC = `Basic ${Buffer.from(`${xSecret.clientId}:${xSecret.clientSecret}`).toString('base64')}`;
const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'];
const NETWORK = ['إكس', 'X'] as const;
const PATH = '/www/i/oauth2/authorize';

type Params = Readonly<Record<string, string>>;
type Headers = { authorization?: string | undefined };

/** Consent and tokens of X: PKCE, a code of thirty seconds, a confidential client, refresh tokens for one use. */
export function createXOAuth(grants: Grants, shops: readonly SandboxShop[], base: () => string) {
  const problemOf = ({
    client_id,
    redirect_uri,
    response_type,
    scope,
    code_challenge,
    code_challenge_method,
  }: Params) => {
    if (client_id !== xSecret.clientId) return 'Something went wrong: unknown client';
    if (!isRedirect(redirect_uri)) return 'Something went wrong: redirect_uri';
    if (response_type !== 'code') return 'Something went wrong: response_type';
    if (!/^[\w-]{43}$/.test(code_challenge ?? '') || code_challenge_method !== 'S256')
      return 'Something went wrong: PKCE';
    return scope?.split(' ').every((one) => SCOPES.includes(one)) ? undefined : 'Something went wrong: scope';
  };

  const authorize = (params: Params): Reply => {
    const problem = problemOf(params);
    const scopes = (params.scope ?? '').split(' ');
    return problem
      ? refusalPage(problem)
      : consentPage(params, { network: NETWORK, action: base() + PATH, shops, scopes, base: base() });
  };

  const decide = (params: Params): Reply => {
    const problem = problemOf(params);
    const shop = shops.find(({ id }) => id === params.account);
    const { redirect_uri: redirect, state, code_challenge: challenge } = params;
    if (problem || !isRedirect(redirect)) return refusalPage(problem ?? 'Something went wrong');
    if (params.decision !== 'allow' || !shop) return sentBack(redirect, { error: 'access_denied', state });
    const refused = new Set((params.withhold ?? '').split(','));
    const scopes = (params.scope ?? '').split(' ').filter((scope) => !refused.has(scope));
    return sentBack(redirect, { state, code: grants.issue('code', { account: shop.id, scopes }, redirect, challenge) });
  };

  const pairFor = (grant: { account: string; scopes: string[] }): Reply => ({
    ...json({
      token_type: 'bearer',
      expires_in: grants.seconds('access'),
      access_token: grants.issue('access', grant),
      scope: grant.scopes.join(' '),
      ...(grant.scopes.includes('offline.access') ? { refresh_token: grants.issue('refresh', grant) } : {}),
    }),
    accepted: { account: grant.account, id: grant.account },
  });
  const spent = (): Reply =>
    json({ error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }, 400);
  const client = (headers: Headers): Reply | undefined =>
    headers.authorization === BASIC
      ? undefined
      : json({ error: 'unauthorized_client', error_description: 'Missing valid authorization header' }, 401);

  const token = (params: Params, headers: Headers): Reply => {
    const stranger = client(headers);
    if (stranger) return stranger;
    if (params.grant_type === 'refresh_token') {
      const grant = grants.refresh(params.refresh_token ?? '', true);
      return grant ? pairFor(grant) : spent();
    }
    const grant = grants.takeCode(params.code ?? '', params.redirect_uri ?? '');
    const challenge = createHash('sha256')
      .update(params.code_verifier ?? '')
      .digest('base64url');
    return grant?.challenge === challenge ? pairFor(grant) : spent();
  };

  const revoke = (params: Params, headers: Headers): Reply => {
    const stranger = client(headers);
    if (stranger) return stranger;
    const account = grants.ownerOf(params.token ?? '');
    if (account === undefined) return json({ revoked: true });
    grants.revoke(account);
    return { ...json({ revoked: true }), accepted: { account, id: account } };
  };

  return (method: string, path: string, params: Params, headers: Headers): Operation | undefined => {
    switch (`${method} ${path}`) {
      case `GET ${PATH}`:
        return { name: 'authorize', run: () => authorize(params) };
      case `POST ${PATH}`:
        return { name: 'consent', run: () => decide(params) };
      case 'POST /api/2/oauth2/token':
        return {
          name: params.grant_type === 'refresh_token' ? 'refresh_token' : 'exchange',
          run: () => token(params, headers),
        };
      case 'POST /api/2/oauth2/revoke':
        return { name: 'revoke', run: () => revoke(params, headers) };
      default:
        return undefined;
    }
  };
}
