import * as z from 'zod/mini';
import { json, type Reply, startSandbox } from '#cloud/outside/sandbox.ts';
import { adapters } from '#functions/platforms/adapters.ts';
import { instagramLinker } from '#functions/platforms/instagram/oauth.ts';
import type { Linker, Token, Tokens } from '#functions/platforms/linking.ts';
import type { Fault, Outcome } from '#functions/platforms/platform.ts';
import { now } from '#runtime/clock.ts';
import type { InstagramWorld } from './instagram.ts';

const MINUTE = 60_000;
/** As X has it: two hours, renewed half an hour before. */
const LIFETIME_MS = 120 * MINUTE;
const RENEWED_BEFORE_MS = 30 * MINUTE;
const FIRST = 'refresh-0';

let address = '';

/**
 * The token endpoint of a platform that rotates: a refresh token is good for one use, and using it again is refused.
 * The tokens it gives are Instagram's, so that they publish on Instagram's stand-in. From
 * now on accounts of this test file are connected by `rotatingLinker`.
 */
export async function startRotatingPlatform(instagram: InstagramWorld, account: string) {
  const asked: string[] = [];
  let good = FIRST;
  const refresh = async (): Promise<Reply> => {
    const given = asked.at(-1);
    if (given !== good) return json({ error: 'invalid_grant' }, 400);
    good = `refresh-${asked.length}`;
    const answer = { access_token: await instagram.tokenFor(account), refresh_token: good };
    return { ...json(answer), accepted: { account, id: good } };
  };
  const sandbox = await startSandbox(
    instagram.ground,
    { platform: 'rotating', operations: ['refresh'] },
    ({ params }) => {
      asked.push(params.refresh_token ?? '');
      return { name: 'refresh', run: refresh };
    },
  );
  address = sandbox.url;
  adapters.instagram.linker = rotatingLinker;
  return {
    faults: sandbox.faults,
    /** The refresh tokens of all calls that arrived, refused and broken ones too. */
    asked,
    /** A new connection begins with the first refresh token again. */
    begin() {
      asked.length = 0;
      good = FIRST;
      sandbox.faults.clear();
    },
    close: sandbox.close,
  };
}

const Answer = z.object({ access_token: z.string(), refresh_token: z.optional(z.string()) });

async function refresh({ refreshToken = '' }: Tokens): Promise<Outcome<Token>> {
  const refused = (disposition: Fault['disposition'], detail: string): Outcome<Token> => ({
    ok: false,
    fault: { disposition, reason: disposition === 'reconnect' ? 'account.reconnect' : 'platform.unavailable', detail },
  });
  try {
    const response = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ refresh_token: refreshToken }),
    });
    if (response.status === 429) return refused('retry', 'throttled');
    if (response.status === 400) return refused('reconnect', 'invalid_grant');
    const answer = Answer.safeParse(JSON.parse(await response.text()));
    if (!answer.success) return refused('unknown', 'unreadable');
    const { access_token: token, refresh_token: next } = answer.data;
    const dates = { issuedAt: now(), expiresAt: now() + LIFETIME_MS };
    return { ok: true, value: { token, ...dates, ...(next === undefined ? {} : { refreshToken: next }) } };
  } catch {
    return refused('unknown', 'no answer');
  }
}

/** How accounts of that platform are connected: Instagram's consent, with a short life and a refresh token. */
export const rotatingLinker: Linker<'instagram'> = {
  ...instagramLinker,
  async exchange(app, request) {
    const linked = await instagramLinker.exchange(app, request);
    if (!linked.ok) return linked;
    const expiresAt = linked.value.issuedAt + LIFETIME_MS;
    return { ok: true, value: { ...linked.value, expiresAt, refreshToken: FIRST } };
  },
  rotates: true,
  refresh,
  refreshAt: ({ expiresAt }) => expiresAt - RENEWED_BEFORE_MS,
};
