import * as z from 'zod/mini';
import { auth } from '#shared/auth/contract.ts';
import { calendar } from '#shared/calendar/contract.ts';
import { clients } from '#shared/clients/contract.ts';
import { type Client, client, type Send } from '#shared/contract/client.ts';
import { deadLetters } from '#shared/dead-letters/contract.ts';
import { media } from '#shared/media/contract.ts';
import { payments } from '#shared/payments/contract.ts';
import { posts } from '#shared/posts/contract.ts';
import { social } from '#shared/social/contract.ts';

/** The product's API as one person uses it: the same contracts, over HTTP, as any other client of it. */
export type Api = {
  auth: Client<typeof auth.routes>;
  calendar: Client<typeof calendar.routes>;
  clients: Client<typeof clients.routes>;
  deadLetters: Client<typeof deadLetters.routes>;
  media: Client<typeof media.routes>;
  payments: Client<typeof payments.routes>;
  posts: Client<typeof posts.routes>;
  social: Client<typeof social.routes>;
};

/** The API at `address`, signed in with `token` or not at all. */
export function apiAt(address: string, token?: string): Api {
  const send: Send = async ({ method, path, body, idempotencyKey }) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        'x-requested-with': 'kuwait-social',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
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

/** Reads JSON from one of the local cloud's own servers and checks its shape. */
export async function readJson<S extends z.ZodMiniType>(schema: S, address: string, body?: object) {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(address, body === undefined ? {} : post);
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return z.parse(schema, await response.json());
}
