import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Actor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import type { Queue } from '#shared/contract/queue.ts';
import {
  type Answered,
  type Contract,
  needsIdempotencyKey,
  type Received,
  type Route,
  type Routes,
  statusOf,
} from '#shared/contract/route.ts';
import type { Signer } from '#shared/contract/signer.ts';
import { authorize, checkOrigin } from './access.ts';
import { answer, foreignBody, type Http, httpOf, jsonBody, problemAnswer } from './http.ts';
import { claimed, type Deed, joined } from './idempotency.ts';
import { invocation } from './invocation.ts';
import { logger } from './logger.ts';
import { parse } from './parse.ts';
import { served } from './served.ts';
import { written } from './written.ts';

/** Parsed values in, the answer's value out. */
type Handle<R extends Route, More = unknown> = (received: Received<R> & More, http: Http) => Promise<Answered<R>>;

/** Checks who signed a call, or throws: `verifySignature`, brought along by `bySender`, so that nobody else has it. */
type Verify = (event: APIGatewayProxyEventV2, signer: Signer) => Promise<void>;

/**
 * What a route needs. One that is signed needs `bySender`. A POST is given its deed, to be written with what it does; a
 * `joined` one also says how to find what was made, by the name that it wrote down.
 */
type HandlerOf<R extends Route> = R['signedBy'] extends Signer
  ? { verify: Verify; act: Handle<R> }
  : R['method'] extends 'POST'
    ? R['replay'] extends 'joined'
      ? {
          act: Handle<R, { deed: Deed<string> }>;
          find: (received: Received<R>, name: string) => Promise<Answered<R>>;
        }
      : R['replay'] extends 'never'
        ? Handle<R>
        : Handle<R, { deed: Deed<Answered<R>> }>
    : Handle<R>;

/** One handler per route of the contract. Webhooks have functions of their own. */
export type Handlers<R extends Routes> = {
  [K in keyof R as R[K]['queue'] extends Queue ? never : K]: HandlerOf<R[K]>;
};

/** A handler before its types are narrowed to its route; `api` itself feeds it what its contract promises. */
type AnyHandle = (received: never, http: Http) => Promise<unknown>;
type AnyHandler =
  | AnyHandle
  | { act: AnyHandle; find: (received: never, name: string) => Promise<unknown> }
  | { act: AnyHandle; verify: Verify };

/**
 * The Lambda handler of one feature: routing, access, validation in and out, idempotency and problems all follow from
 * the contract.
 *
 * @example
 * export const handler = api(posts, {
 *   get: ({ actor, params }) => readPost(actor, params.postId),
 *   create: { act: ({ actor, body, deed }) => createPost(actor, body, deed), find: ({ actor }, postId) => readPost(actor, postId) },
 * });
 */
export function api<R extends Routes>(contract: Contract<R>, handlers: Handlers<R>) {
  const { feature } = contract;
  const all: Readonly<Record<string, AnyHandler | undefined>> = handlers;
  const routes = Object.entries(contract.routes).flatMap(([name, route]) => {
    const handle = all[name];
    if (!handle) return [];
    const handler = (event: APIGatewayProxyEventV2, context: Context) =>
      invocation(context, () => serve({ feature, name: `${feature}.${name}`, route, handle }, event, context));
    return [{ method: route.method, path: `/api${route.path}`, handler }];
  });
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .handler(
      httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
        routes,
        notFoundResponse: () => problemAnswer(new Problem('route.not_found'), 'none'),
      }),
    );
}

type Asked = { feature: string; name: string; route: Route; handle: AnyHandler };

const serve = (asked: Asked, event: APIGatewayProxyEventV2, context: Context) =>
  served({ counted: asked.feature, name: asked.name }, context, () => work(asked, event, context));

async function work({ name, route, handle }: Asked, event: APIGatewayProxyEventV2, context: Context) {
  const cookies: string[] = [];
  checkOrigin(event, route);
  const actor = await callerOf(event, route, handle);
  const asked = receive(route, event, actor);
  const received = { ...asked, actor };
  const http = httpOf(event, (cookie) => cookies.push(cookie));
  const { body, headers } = written(route, await handled());
  return answer(statusOf(route), body, headers, cookies);

  function handled(): Promise<unknown> {
    const post = { key: event.headers['idempotency-key'], owner: ownerOf(actor), request: { name, ...asked } };
    if (typeof handle !== 'function' && 'verify' in handle) return handle.act(received as never, http);
    if (typeof handle !== 'function')
      return joined(
        post,
        (deed) => handle.act({ ...received, deed } as never, http),
        (found) => handle.find(received as never, found),
      );
    if (!needsIdempotencyKey(route)) return handle(received as never, http);
    return claimed(post, context.getRemainingTimeInMillis(), (deed) => handle({ ...received, deed } as never, http));
  }
}

/** Who is calling, if they may: nobody known to us behind a public route, and none of ours behind a signed one. */
async function callerOf(event: APIGatewayProxyEventV2, route: Route, handle: AnyHandler): Promise<Actor | undefined> {
  if (!route.signedBy) return route.permission === 'public' ? undefined : authorize(event, route.permission);
  if (!('verify' in handle)) throw new Error('A signed route without the check of its signature');
  await handle.verify(event, route.signedBy);
  return undefined;
}

/** A malformed id in the path is a missing thing, so that nobody learns which ids are well formed. */
function receive(route: Route, event: APIGatewayProxyEventV2, actor: Actor | undefined) {
  if (actor) logger.appendKeys({ userId: actor.userId });
  const params = route.params?.safeParse(event.pathParameters ?? {});
  if (params && !params.success) throw new Problem('route.not_found');
  return {
    ...(params ? { params: params.data } : {}),
    ...(route.query ? { query: parse(route.query, event.queryStringParameters ?? {}, 'query') } : {}),
    ...(route.body ? { body: parse(route.body, route.signedBy ? foreignBody(event) : jsonBody(event), 'body') } : {}),
  };
}

const ownerOf = (actor: Actor | undefined) =>
  actor === undefined ? 'public' : actor.kind === 'tenant' ? actor.clientId : actor.userId;
