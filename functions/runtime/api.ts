import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
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
import { type Kept, once } from './idempotency.ts';
import { logger } from './logger.ts';
import { parse } from './parse.ts';

/** One handler per route of the contract: parsed values in, the answer's value out. */
export type Handlers<R extends Routes> = {
  [K in keyof R]: (received: Received<R[K]>, http: Http) => Promise<Answered<R[K]>>;
};

/** A handler before its types are narrowed to its route; `api` itself feeds it what its contract promises. */
type AnyHandler = (received: never, http: Http) => Promise<unknown>;

/**
 * The Lambda handler of one feature: routing, access, validation in and out, idempotency and problems all follow from
 * the contract.
 *
 * @example
 * export const handler = api(posts, { get: ({ actor, params }) => readPost(actor, params.postId), … });
 */
export function api<R extends Routes>(contract: Contract<R>, handlers: Handlers<R>) {
  const routes = Object.entries(contract.routes).map(([name, route]) => ({
    method: route.method,
    path: `/api${route.path}`,
    handler: (event: APIGatewayProxyEventV2, context: Context) =>
      serve({ name: `${contract.feature}.${name}`, route, handle: handlers[name] as AnyHandler }, event, context),
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

type Served = { name: string; route: Route; handle: AnyHandler };

async function serve(served: Served, event: APIGatewayProxyEventV2, context: Context) {
  const started = now();
  const cookies: string[] = [];
  logger.resetKeys();
  logger.addContext(context);
  logger.appendKeys({ route: served.name });
  const result = await work(served, event, context, cookies).catch((error: unknown) => failed(error, context));
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
  const received = receive(route, event, actor);
  const run = async (): Promise<Kept> => {
    const value = await handle(
      { ...received, actor } as never,
      httpOf(event, (cookie) => cookies.push(cookie)),
    );
    return {
      status: statusOf(route),
      body: route.response ? JSON.stringify(parse(route.response, value, 'answer')) : '',
    };
  };
  const kept = needsIdempotencyKey(route)
    ? await once(
        { key: event.headers['idempotency-key'], owner: ownerOf(actor), request: { name, ...received } },
        context,
        run,
      )
    : await run();
  return answer(kept.status, kept.body === '' ? undefined : kept.body, {}, cookies);
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
