import type { Redirect } from './answer.ts';
import type { Answer, Contract, Route, Routes, Sent } from './route.ts';
import type { Signer } from './signer.ts';

/**
 * Sends one call and returns the parsed JSON body (undefined for 204), or the body as a `Blob` when it `answers` with a
 * file; throws for anything that is not 2xx.
 */
export type Send = (call: {
  method: string;
  path: string;
  /** @default 'json' */
  answers?: 'json' | 'file';
  body: unknown;
  idempotencyKey: string | undefined;
}) => Promise<unknown>;

/** A page is not told where it is sent on to: of such a route it gets the address to go to, under `/api`. */
type Call<R extends Route> = R['answers'] extends Redirect
  ? keyof Sent<R> extends never
    ? (input?: Record<never, never>) => string
    : (input: Sent<R>) => string
  : Asking<R>;

type Asking<R extends Route> = keyof Sent<R> extends never
  ? (input?: Record<never, never>, options?: CallOptions) => Promise<Answer<R>>
  : (input: Sent<R>, options?: CallOptions) => Promise<Answer<R>>;

/** `idempotencyKey`: give the same one to repeat a POST after a doubtful answer. A fresh one is made otherwise. */
export type CallOptions = { idempotencyKey?: string };

/** Without the routes that only the software of somebody else can call. */
export type Client<R extends Routes> = {
  readonly [K in keyof R as R[K]['signedBy'] extends Signer ? never : K]: Call<R[K]>;
};

/**
 * The typed client of one contract. Answers are parsed with the contract's own schema, so a server that drifts is
 * noticed at once.
 *
 * @example const { list, schedule } = client(posts, send);
 */
export function client<R extends Routes>(contract: Contract<R>, send: Send): Client<R> {
  const entries = Object.entries(contract.routes)
    .filter(([, { signedBy }]) => !signedBy)
    .map(([name, route]) => [name, route.answers?.kind === 'redirect' ? addressOf(route) : callOf(route, send)]);
  return Object.fromEntries(entries) as Client<R>;
}

type Given = { params?: unknown; query?: unknown; body?: unknown };

const addressOf =
  (route: Route) =>
  ({ params, query }: Given = {}): string =>
    `/api${fillPath(route.path, params)}${queryString(query)}`;

function callOf(route: Route, send: Send) {
  return async (input: Given = {}, options: CallOptions = {}): Promise<unknown> => {
    const answer = await send({
      method: route.method,
      path: fillPath(route.path, input.params) + queryString(input.query),
      ...(route.answers ? { answers: 'file' as const } : {}),
      body: input.body,
      idempotencyKey: route.method === 'POST' ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined,
    });
    if (route.answers) return fileOf(answer);
    return route.response ? route.response.parse(answer) : undefined;
  };
}

function fileOf(answer: unknown): Blob {
  if (answer instanceof Blob && answer.type.startsWith('text/csv')) return answer;
  throw new Error('The answer is not the file that the contract says');
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
