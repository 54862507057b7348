import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { apiMetrics } from '#shared/contract/metric.ts';
import type { Actor } from '#shared/contract/permission.ts';
import { Problem } from '#shared/contract/problem.ts';
import {
  type Answered,
  type Contract,
  needsIdempotencyKey,
  type Received,
  type Route,
  type Routes,
  statusOf,
} from '#shared/contract/route.ts';
import { authorize, checkOrigin } from './access.ts';
import { now } from './clock.ts';
import { answer, type Http, httpOf, jsonBody, problemAnswer } from './http.ts';
import { claimed, type Deed, joined } from './idempotency.ts';
import { invocation } from './invocation.ts';
import { logger } from './logger.ts';
import { measure } from './metrics.ts';
import { parse } from './parse.ts';

/** Parsed values in, the answer's value out. */
type Handle<R extends Route, More = unknown> = (received: Received<R> & More, http: Http) => Promise<Answered<R>>;

/**
 * What a route needs. A POST is given its deed, to be written with what it does; a `joined` one also says how to find
 * what was made, by the name that it wrote down.
 */
type HandlerOf<R extends Route> = R['method'] extends 'POST'
  ? R['replay'] extends 'joined'
    ? {
        act: Handle<R, { deed: Deed<string> }>;
        find: (received: Received<R>, name: string) => Promise<Answered<R>>;
      }
    : R['replay'] extends 'never'
      ? Handle<R>
      : Handle<R, { deed: Deed<Answered<R>> }>
  : Handle<R>;

/** One handler per route of the contract. */
export type Handlers<R extends Routes> = { [K in keyof R]: HandlerOf<R[K]> };

/** A handler before its types are narrowed to its route; `api` itself feeds it what its contract promises. */
type AnyHandle = (received: never, http: Http) => Promise<unknown>;
type AnyHandler = AnyHandle | { act: AnyHandle; find: (received: never, name: string) => Promise<unknown> };

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
  const routes = Object.entries(contract.routes).map(([name, route]) => ({
    method: route.method,
    path: `/api${route.path}`,
    handler: (event: APIGatewayProxyEventV2, context: Context) =>
      invocation(context, () =>
        serve({ feature, name: `${feature}.${name}`, route, handle: handlers[name] as AnyHandler }, event, context),
      ),
  }));
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .handler(
      httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
        routes,
        notFoundResponse: () => problemAnswer(new Problem('route.not_found'), 'none'),
      }),
    );
}

type Served = { feature: string; name: string; route: Route; handle: AnyHandler };

async function serve(served: Served, event: APIGatewayProxyEventV2, context: Context) {
  const started = now();
  const cookies: string[] = [];
  logger.appendKeys({ route: served.name });
  const result = await work(served, event, context, cookies).catch((error: unknown) => failed(error, context));
  // To Lambda this is a success, so its own count of errors says nothing of it.
  if ((result.statusCode ?? 0) >= 500) measure(apiMetrics, { ServerErrors: 1 }, { Feature: served.feature });
  logger.info('served', { status: result.statusCode, ms: now() - started });
  return result;
}

async function work(
  { name, route, handle }: Served,
  event: APIGatewayProxyEventV2,
  context: Context,
  cookies: string[],
) {
  checkOrigin(event, route);
  const actor = route.permission === 'public' ? undefined : await authorize(event, route.permission);
  const asked = receive(route, event, actor);
  const received = { ...asked, actor };
  const http = httpOf(event, (cookie) => cookies.push(cookie));
  const value = await handled();
  return answer(statusOf(route), route.response && JSON.stringify(promised(route.response, value)), {}, cookies);

  function handled(): Promise<unknown> {
    const post = { key: event.headers['idempotency-key'], owner: ownerOf(actor), request: { name, ...asked } };
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

/** An answer as its contract promises it. If it is not, the fault is ours and not the caller's. */
function promised(schema: NonNullable<Route['response']>, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The answer breaks its contract: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  );
}

/** A malformed id in the path is a missing thing, so that nobody learns which ids are well formed. */
function receive(route: Route, event: APIGatewayProxyEventV2, actor: Actor | undefined) {
  if (actor) logger.appendKeys({ userId: actor.userId });
  const params = route.params?.safeParse(event.pathParameters ?? {});
  if (params && !params.success) throw new Problem('route.not_found');
  return {
    ...(params ? { params: params.data } : {}),
    ...(route.query ? { query: parse(route.query, event.queryStringParameters ?? {}, 'query') } : {}),
    ...(route.body ? { body: parse(route.body, jsonBody(event), 'body') } : {}),
  };
}

const ownerOf = (actor: Actor | undefined) =>
  actor === undefined ? 'public' : actor.kind === 'tenant' ? actor.clientId : actor.userId;

function failed(error: unknown, context: Context) {
  if (error instanceof Problem && error.status < 500) {
    logger.info('refused', { code: error.code, issues: error.issues.map(({ path, issue }) => `${path}:${issue}`) });
    return problemAnswer(error, context.awsRequestId);
  }
  logger.error('failed', { error: error instanceof Error ? error : new Error('Thrown value is not an error') });
  const problem = error instanceof Problem ? error : new Problem('internal.unexpected');
  return problemAnswer(problem, context.awsRequestId);
}
