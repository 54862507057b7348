import { DatabaseSync } from 'node:sqlite';
import { createClock } from '#cloud/aws/clock.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { accounts } from '#local/sandbox/instagram/accounts.ts';
import { INSTAGRAM_APP_ID, INSTAGRAM_APP_SECRET } from '#local/sandbox/instagram/oauth.ts';
import { startInstagram } from '#local/sandbox/instagram.ts';
import { photo, startImageHost } from './image-host.ts';

export const CALLBACK = 'http://127.0.0.1:3000/connections/callback/instagram';
const PUBLISHING = 'instagram_business_basic,instagram_business_content_publish';
const accountNamed = (username: string) => {
  const account = accounts.find((one) => one.username === username);
  if (!account) throw new Error(`The sandbox has no account ${username}`);
  return account;
};
export const cafe = accountNamed('mubarakiya.cafe');
export const restaurant = accountNamed('bahar.restaurant');

export type Json = Record<string, unknown> & { error?: { code: number; error_subcode?: number; message: string } };
export type Answer = { status: number; headers: Headers; body: Json };

/**
 * Instagram's stand-in with a picture host, driven over HTTP as the product drives it. Pass clock and db of an earlier
 * one to restart on its state.
 */
export async function startInstagramWorld(overrides: Partial<Ground> = {}) {
  const ground: Ground = {
    clock: createClock(),
    db: new DatabaseSync(':memory:'),
    gate: openGate,
    dataDir: '',
    region: 'me-south-1',
    account: '000000000000',
    ...overrides,
  };
  const sandbox = await startInstagram(ground);
  const images = await startImageHost();
  const pictureUrl = images.put('square.jpg', await photo());

  /** One call to the sandbox. Fields go where Instagram takes them: query of a GET, form of a POST. */
  const call = async (
    method: string,
    address: string,
    fields: Record<string, string> = {},
    token = '',
  ): Promise<Answer> => {
    const form = new URLSearchParams(fields);
    const response = await fetch(method === 'GET' ? `${address}?${form}` : address, {
      method,
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      ...(method === 'GET' ? {} : { body: form }),
    });
    return { status: response.status, headers: response.headers, body: JSON.parse((await response.text()) || '{}') };
  };
  const graph = (method: string, path: string, fields: Record<string, string> = {}, token = '') =>
    call(method, `${sandbox.urls.graph}/v25.0/${path}`, fields, token);

  return {
    ground,
    clock: ground.clock,
    sandbox,
    images,
    pictureUrl,
    call,
    graph,
    /** Codes for one account, then tokens: what a connected account holds; `scope` is granted besides publishing. */
    async tokenFor(account = cafe.id, { scope = '' } = {}): Promise<string> {
      const asked = scope === '' ? {} : { scope: `${PUBLISHING},${scope}` };
      const { code } = await consent(authorizeUrl(sandbox.urls.www, asked), { account });
      const short = await fetch(`${sandbox.urls.api}/oauth/access_token`, { method: 'POST', body: exchangeForm(code) });
      const text = await short.text();
      const shortToken = /"access_token":"([^"]+)"/.exec(text)?.[1] ?? '';
      const long = await call('GET', `${sandbox.urls.graph}/access_token`, {
        grant_type: 'ig_exchange_token',
        client_secret: INSTAGRAM_APP_SECRET,
        access_token: shortToken,
      });
      return String(long.body.access_token);
    },
    published: () => sandbox.ledger().filter(({ operation }) => operation === 'media_publish'),
    async close() {
      await sandbox.close();
      await images.close();
      ground.clock.stop();
    },
  };
}
export type InstagramWorld = Awaited<ReturnType<typeof startInstagramWorld>>;

/** The consent address as the product would build it. */
export const authorizeUrl = (www: string, change: Record<string, string> = {}): string =>
  `${www}/oauth/authorize?${new URLSearchParams({
    client_id: INSTAGRAM_APP_ID,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: PUBLISHING,
    state: 'state-1',
    ...change,
  })}`;

export const exchangeForm = (code: string, change: Record<string, string> = {}) =>
  new URLSearchParams({
    client_id: INSTAGRAM_APP_ID,
    client_secret: INSTAGRAM_APP_SECRET,
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code,
    ...change,
  });

/** Plays the browser on the consent page: chooses an account, allows or refuses, and reads where it is sent. */
export async function consent(
  address: string,
  choice: { account?: string; decision?: 'allow' | 'deny'; withhold?: string } = {},
) {
  const url = new URL(address);
  const response = await fetch(`${url.origin}${url.pathname}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...Object.fromEntries(url.searchParams),
      account: choice.account ?? cafe.id,
      decision: choice.decision ?? 'allow',
      ...(choice.withhold === undefined ? {} : { withhold: choice.withhold }),
    }),
  });
  const location = response.headers.get('location') ?? '';
  const { searchParams } = new URL(location || 'http://127.0.0.1/');
  const of = (name: string) => searchParams.get(name) ?? '';
  return { status: response.status, location, code: of('code'), state: of('state'), error: of('error') };
}
