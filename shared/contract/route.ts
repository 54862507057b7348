import type * as z from 'zod/mini';
import type { AnswerKind, Csv, CsvFile, Redirect } from './answer.ts';
import type { ActorFor, Permission } from './permission.ts';
import type { Queue } from './queue.ts';
import type { Signer } from './signer.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Schema = z.ZodMiniType;

/** Who may call a route: there is no default. */
type Caller =
  /** A permission of the team, or `'public'` for what must work before anyone is signed in. */
  | { readonly permission: Permission | 'public'; readonly signedBy?: never; readonly queue?: never }
  /**
   * Software of somebody else, known by its signature. With a `queue` the call is a webhook: it is put there and answered
   * at once, by a function of its own (`functions/<feature>/<route>.webhook.ts`).
   */
  | { readonly signedBy: Signer; readonly permission?: never; readonly queue?: Queue };

/**
 * One route as plain data. Every route says who may call it.
 *
 * A POST does its deed once for the same `Idempotency-Key`; `replay` says how a repetition is answered:
 * - `joined`: the deed is one transaction, and the key is part of it. The answer is read anew.
 * - `claimed`: the deed has steps outside the table. The key is claimed first, and the answer kept.
 * - `never`: repeating it does no harm, or its answer holds a secret (a session) and must not be kept.
 *
 * Software that signs its calls sends no key: its handler has to bear a repetition.
 */
export type Route = Caller & {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly summary: string;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly response?: Schema;
  /** An answer that is not JSON, in place of `response`. */
  readonly answers?: AnswerKind;
  /** @default 200, or 204 when there is no `response` */
  readonly status?: 200 | 201 | 202 | 204;
  /** Of an answer that is a `job`: the path at which it is asked how it stands. */
  readonly jobAt?: `/${string}`;
  /** Of a POST. @default 'claimed', because any deed can be done that way */
  readonly replay?: 'joined' | 'claimed' | 'never';
};

export type Routes = Record<string, Route>;
export type Contract<R extends Routes = Routes> = { readonly feature: string; readonly routes: R };

/**
 * Declares the routes of one feature. The gateway, validation, permissions, OpenAPI and the typed client follow from it.
 *
 * @example
 * export const posts = contract('posts', {
 *   get: { method: 'GET', path: '/posts/{postId}', permission: 'posts:read', summary: 'Read a post', params: PostId, response: Post },
 * });
 */
export const contract = <const R extends Routes>(feature: string, routes: R): Contract<R> => ({ feature, routes });

type Output<S> = S extends Schema ? z.output<S> : undefined;
type Input<S> = S extends Schema ? z.input<S> : undefined;
type Present<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

/** What a handler receives: parsed values (zod output types) and the actor its permission promises. */
export type Received<R extends Route> = Present<{
  params: Output<R['params']>;
  query: Output<R['query']>;
  body: Output<R['body']>;
  actor: R['permission'] extends Permission ? ActorFor<R['permission']> : undefined;
}>;

/** What a caller sends: values before parsing (zod input types). */
export type Sent<R extends Route> = Present<{
  params: Input<R['params']>;
  query: Input<R['query']>;
  body: Input<R['body']>;
}>;

/** What a caller gets: a table as a file, the address to go to instead of an answer that sends elsewhere. */
export type Answer<R extends Route> = R['answers'] extends Csv
  ? Blob
  : R['answers'] extends Redirect
    ? string
    : R['response'] extends Schema
      ? z.output<R['response']>
      : undefined;

/** What a handler returns: rows for a table, a location for a redirect. */
export type Answered<R extends Route> = R['answers'] extends Csv
  ? CsvFile
  : R['answers'] extends Redirect
    ? string
    : R['response'] extends Schema
      ? z.input<R['response']>
      : undefined;

/**
 * The header that tells our own application from a page of somebody else's, which could not send it without asking.
 */
export const appHeader = { name: 'x-requested-with', value: 'kuwait-social' } as const;

/** Whether a route is taken only with `appHeader`: public ones that change something rely on a cookie. */
export const needsAppHeader = ({ permission, method }: Route): boolean => permission === 'public' && method !== 'GET';

/** Whether a route is taken only with an `Idempotency-Key`, and answers the same when it is sent again. */
export const needsIdempotencyKey = ({ method, replay, signedBy }: Route): boolean =>
  method === 'POST' && replay !== 'never' && !signedBy;

export const statusOf = ({ status, response, answers }: Route): number =>
  answers?.kind === 'redirect' ? answers.status : (status ?? (response || answers ? 200 : 204));

/** The function that answers a route: the feature's own, or the webhook's (`telegram-updates`). */
export const functionOf = (feature: string, name: string, { queue }: Route): string =>
  queue ? `${feature}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}` : feature;
