import * as z from 'zod/mini';
import { createDocument } from 'zod-openapi';
import { isScope } from '../api-keys/key.ts';
import type { Components } from './openapi-names.ts';
import { type ProblemCode, problems } from './problem.ts';
import { product } from './product.ts';
import {
  appHeader,
  type Contract,
  type Method,
  needsAppHeader,
  needsIdempotencyKey,
  type Route,
  statusOf,
} from './route.ts';

/** Every answer of ours that is an error has this body. */
const ProblemAnswer = z.object({
  code: z.enum(Object.keys(problems) as ProblemCode[]),
  message: z.string(),
  /** The one thing to do about it, in the words of a post's `problem.step`. */
  nextStep: z.optional(z.string()),
  details: z.optional(
    z.array(
      z.object({
        path: z.string(),
        issue: z.string(),
        limit: z.optional(z.union([z.number(), z.string()])),
        by: z.optional(z.string()),
      }),
    ),
  ),
  requestId: z.string(),
});

/** What API Gateway says itself, when our code is not reached. It cannot be told to say anything else. */
const GatewayAnswer = z.object({ message: z.string() });

const json = (schema: z.ZodMiniType) => ({ content: { 'application/json': { schema } } });

/**
 * The OpenAPI 3.1 document of all contracts. Used when building only: the committed `openapi.json` must equal it.
 */
export function openapi(contracts: readonly Contract[], components: Components, version: string) {
  z.globalRegistry.add(ProblemAnswer, {
    id: 'Problem',
    description: 'Why a call did not succeed. `code` is stable; `details` names the fields that were not acceptable.',
  });
  z.globalRegistry.add(GatewayAnswer, {
    id: 'GatewayAnswer',
    description:
      'The gateway answered before our code was reached: it has no `code`. Take its status for one: 413 is `request.too_large`, 429 `request.too_many`, any other `internal.unexpected`.',
  });
  for (const [id, { schema, description }] of Object.entries(components))
    z.globalRegistry.add(schema, { id, description });
  const paths: Record<string, Partial<Record<Lowercase<Method>, ReturnType<typeof operation>>>> = {};
  for (const { feature, routes } of contracts)
    for (const [name, route] of Object.entries(routes)) {
      const path = `/api${route.path}`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(feature, name, route) };
    }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: product.en,
      version,
      summary: 'Plan posts in Arabic and English and have them published exactly once, at the minute you chose.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: contracts.map(({ feature }) => ({ name: feature })),
    components: { securitySchemes: { ...ownSchemes, ...signerSchemes(contracts) } },
    paths,
  });
}

function operation(feature: string, name: string, route: Route) {
  const status = String(statusOf(route)) as '200';
  return {
    operationId: `${feature}.${name}`,
    tags: [feature],
    summary: route.summary,
    security: securityOf(route),
    ...(route.signedBy ? { 'x-signed-by': route.signedBy.name } : { 'x-permission': route.permission }),
    requestParams: {
      ...(route.params ? { path: asObject(route.params) } : {}),
      ...(route.query ? { query: asObject(route.query) } : {}),
      ...headersOf(route),
    },
    ...(route.body ? { requestBody: { required: true, ...json(route.body) } } : {}),
    responses: {
      [status]: answerOf(route),
      default: {
        description: 'A problem: ours with its code, or the gateway’s own',
        headers: { 'Retry-After': retryAfter },
        ...json(z.union([ProblemAnswer, GatewayAnswer])),
      },
    },
  };
}

const ownSchemes = {
  session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'ksa_…',
    description: 'A key of a business, with its scopes',
  },
} as const;

/** How software of others proves who it is. Where the proof stands in the body there is no scheme that says so. */
const signerSchemes = (contracts: readonly Contract[]) =>
  Object.fromEntries(
    contracts
      .flatMap(({ routes }) => Object.values(routes).flatMap(({ signedBy }) => signedBy ?? []))
      .flatMap(({ name, header }) => (header ? [[name, { type: 'apiKey', in: 'header', name: header } as const]] : [])),
  );

function securityOf({ permission, signedBy }: Route): Record<string, string[]>[] {
  if (signedBy) return signedBy.header ? [{ [signedBy.name]: [] }] : [];
  if (permission === 'public') return [];
  return isScope(permission) ? [{ session: [] }, { apiKey: [] }] : [{ session: [] }];
}

const text = { schema: { type: 'string' } } as const;

function answerOf({ answers, response, jobAt }: Route) {
  if (answers?.kind === 'redirect') return { description: 'Go there', headers: { Location: text } };
  if (answers) {
    const headers = { 'Content-Disposition': text };
    return { description: 'A file', headers, content: { 'text/csv; charset=utf-8': text } };
  }
  const told = jobAt ? { headers: { Location: text, 'Retry-After': retryAfter } } : {};
  return { description: 'Done', ...told, ...(response ? json(response) : {}) };
}

const retryAfter = {
  description:
    'Seconds to wait before the same request makes sense again. Given with `request.too_many` and `idempotency.in_progress`.',
  schema: { type: 'integer', minimum: 1 },
} as const;

/** The headers that a route is not taken without. */
function headersOf(route: Route) {
  const header = {
    ...(needsAppHeader(route) ? { [appHeader.name]: z.literal(appHeader.value) } : {}),
    ...(needsIdempotencyKey(route) ? { 'idempotency-key': z.string().check(z.minLength(1), z.maxLength(255)) } : {}),
  };
  return Object.keys(header).length > 0 ? { header: z.object(header) } : {};
}

/** Path and query schemas are objects by construction of the contracts; anything else is a mistake in one. */
function asObject(schema: z.ZodMiniType): z.ZodMiniObject {
  if (!(schema instanceof z.ZodMiniObject)) throw new Error('Path and query must be objects');
  return schema;
}
