import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { networkOf, type SecretOf } from '#shared/platforms/platform.ts';
import type { LinkedAccount, Linker, Token, Tokens } from '../linking.ts';
import { pictureFrom } from '../picture.ts';
import type { Outcome } from '../platform.ts';
import { tokenFrom } from '../token-pair.ts';
import { faultOf } from './errors.ts';
import { callGraph, GRAPH_VERSION, type GraphCall } from './graph.ts';

const DAY = 24 * 60 * 60_000;
const REFRESH_BEFORE_END_MS = 30 * DAY;

// The documented body is wrapped and the one seen live is flat; permissions come as list or as text.
const grant = z.object({
  access_token: z.string(),
  permissions: z.optional(z.union([z.string(), z.array(z.string())])),
});
const shortToken = z.union([z.object({ data: z.array(grant) }), grant]);
const longToken = z.object({ access_token: z.string(), expires_in: z.number() });
const profile = z.object({
  // Part of keys, so nothing but digits may come in.
  user_id: z.string().check(z.regex(/^\d{1,25}$/)),
  username: z.string(),
  name: z.optional(z.string()),
  profile_picture_url: z.optional(z.string()),
});

async function ask<S extends z.ZodMiniType>(call: GraphCall, answer: S): Promise<Outcome<z.output<S>>> {
  const result = await callGraph(call, answer);
  return result.ok ? result : { ok: false, fault: faultOf(result.failure, 'repeatable') };
}

function authorizeUrl(
  { appId }: SecretOf<'instagram'>,
  { redirectUri, state }: { redirectUri: string; state: string },
): string {
  const query = new URLSearchParams({
    client_id: appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: networkOf('instagram').scopes.asked.join(','),
    state,
    enable_fb_login: '0',
  });
  return `${networkHost('instagram', 'www')}/oauth/authorize?${query}`;
}

/** Code → short token → long token → who it is: each step needs the one before, and nothing is kept of a broken chain. */
async function exchange(
  { appId, appSecret }: SecretOf<'instagram'>,
  { redirectUri, code }: { redirectUri: string; code: string },
): Promise<Outcome<LinkedAccount>> {
  const fields = {
    client_id: appId,
    client_secret: appSecret,
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code,
  };
  const short = await ask(
    { method: 'POST', url: `${networkHost('instagram', 'api')}/oauth/access_token`, fields },
    shortToken,
  );
  if (!short.ok) return short;
  const granted = 'data' in short.value ? short.value.data[0] : short.value;
  if (!granted)
    return { ok: false, fault: { disposition: 'retry', reason: 'platform.unavailable', detail: 'no grant' } };
  const long = await ask(
    {
      method: 'GET',
      url: `${networkHost('instagram', 'graph')}/access_token`,
      fields: { grant_type: 'ig_exchange_token', client_secret: appSecret, access_token: granted.access_token },
    },
    longToken,
  );
  if (!long.ok) return long;
  const token = tokenFrom(long.value);
  const who = await ask(
    {
      method: 'GET',
      url: `${networkHost('instagram', 'graph')}/${GRAPH_VERSION}/me`,
      token: token.token,
      fields: { fields: 'id,user_id,username,name,account_type,profile_picture_url' },
    },
    profile,
  );
  if (!who.ok) return who;
  const { user_id: externalId, username, name, profile_picture_url: address } = who.value;
  const picture = await pictureFrom(address);
  return {
    ok: true,
    value: { ...token, externalId, username, name: name ?? username, picture, scopes: listOf(granted.permissions) },
  };
}

const listOf = (permissions: string | string[] = []): string[] =>
  (typeof permissions === 'string' ? permissions.split(',') : permissions).map((scope) => scope.trim());

async function refresh({ token }: Tokens): Promise<Outcome<Token>> {
  const result = await ask(
    {
      method: 'GET',
      url: `${networkHost('instagram', 'graph')}/refresh_access_token`,
      fields: { grant_type: 'ig_refresh_token', access_token: token },
    },
    longToken,
  );
  return result.ok ? { ok: true, value: tokenFrom(result.value) } : result;
}

/** Connecting Instagram professional accounts by Instagram Login. */
export const instagramLinker: Linker<'instagram'> = {
  authorizeUrl,
  exchange,
  rotates: false,
  refresh,
  // Younger than a day, a token cannot be refreshed.
  refreshAt: ({ issuedAt, expiresAt }) => Math.max(issuedAt + DAY, expiresAt - REFRESH_BEFORE_END_MS),
};
