import type { Api } from '#local/demo/api.ts';
import { auth } from '#shared/auth/contract.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { clients } from '#shared/clients/contract.ts';
import { client, type Send } from '#shared/contract/client.ts';
import { deadLetters } from '#shared/dead-letters/contract.ts';
import { media } from '#shared/media/contract.ts';
import { payments } from '#shared/payments/contract.ts';
import { posts } from '#shared/posts/contract.ts';
import { social } from '#shared/social/contract.ts';
import { AnsweredProblem } from './gateway.ts';

export type Session = { token: string | undefined; renew?(): Promise<void> };

/** What the gateway answered, with its JSON. */
export async function askApi(
  address: string,
  { method = 'GET', path, headers = {}, body }: Ask,
): Promise<{ status: number; headers: Record<string, string>; cookies: string[]; body: unknown }> {
  const response = await fetch(`${address}${path}`, {
    method,
    // Without kept connections: one of before a restart would still be taken for alive.
    headers: { 'x-requested-with': 'kuwait-social', connection: 'close', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    cookies: response.headers.getSetCookie(),
    body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
  };
}
export type Ask = { method?: string; path: string; headers?: Record<string, string>; body?: string };

/**
 * The product's API over the real gateway, as one person's page uses it: a session that ran out is renewed once.
 * What is refused throws `AnsweredProblem`.
 */
export function journeyApi(address: string, session: Session): Api {
  const sendOnce: Send = async ({ method, path, body, idempotencyKey }) => {
    const answer = await askApi(address, {
      method,
      path,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(session.token === undefined ? {} : { authorization: `Bearer ${session.token}` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new AnsweredProblem(answer);
    return answer.body;
  };
  const send: Send = async (request) => {
    try {
      return await sendOnce(request);
    } catch (error) {
      const ranOut = error instanceof AnsweredProblem && error.problem.code === 'auth.expired';
      if (!ranOut || session.renew === undefined) throw error;
      await session.renew();
      return sendOnce(request);
    }
  };
  return {
    auth: client(auth, send),
    calendar: client(calendar, send),
    clients: client(clients, send),
    deadLetters: client(deadLetters, send),
    media: client(media, send),
    payments: client(payments, send),
    posts: client(posts, send),
    social: client(social, send),
  };
}
