import type { Answer, Contract, Route, Routes, Sent } from './route.ts';

/** Sends one call and returns the parsed JSON body (undefined for 204); throws for anything that is not 2xx. */
export type Send = (call: {
  method: string;
  path: string;
  body: unknown;
  idempotencyKey: string | undefined;
}) => Promise<unknown>;

type Call<R extends Route> = keyof Sent<R> extends never
  ? (input?: Record<never, never>, options?: CallOptions) => Promise<Answer<R>>
  : (input: Sent<R>, options?: CallOptions) => Promise<Answer<R>>;

/** `idempotencyKey`: give the same one to repeat a POST after a doubtful answer. A fresh one is made otherwise. */
export type CallOptions = { idempotencyKey?: string };

export type Client<R extends Routes> = { readonly [K in keyof R]: Call<R[K]> };

/**
 * The typed client of one contract. Answers are parsed with the contract's own schema, so a server that drifts is
 * noticed at once.
 *
 * @example const { list, schedule } = client(posts, send);
 */
export function client<R extends Routes>(contract: Contract<R>, send: Send): Client<R> {
  const entries = Object.entries(contract.routes).map(([name, route]) => [name, callOf(route, send)]);
  return Object.fromEntries(entries) as Client<R>;
}

function callOf(route: Route, send: Send) {
  return async (
    input: { params?: unknown; query?: unknown; body?: unknown } = {},
    options: CallOptions = {},
  ): Promise<unknown> => {
    const answer = await send({
      method: route.method,
      path: fillPath(route.path, input.params) + queryString(input.query),
      body: input.body,
      idempotencyKey: route.method === 'POST' ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined,
    });
    return route.response ? route.response.parse(answer) : undefined;
  };
}

function fillPath(path: string, params: unknown): string {
  const values = new Map(Object.entries(params ?? {}));
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
}

function queryString(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  const written = search.toString();
  return written ? `?${written}` : '';
}
