import * as z from 'zod/mini';
import { createDocument } from 'zod-openapi';
import { components } from './components.ts';
import { product } from './product.ts';
import { type Contract, type Method, type Route, statusOf } from './route.ts';

/** Every error answer has this body; see `problems` for the codes. */
const ProblemAnswer = z.object({
  code: z.string(),
  message: z.string(),
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

const json = (schema: z.ZodMiniType) => ({ content: { 'application/json': { schema } } });

/**
 * The OpenAPI 3.1 document of all contracts. Used when building only: the committed `openapi.json` must equal it.
 */
export function openapi(contracts: readonly Contract[], version: string) {
  z.globalRegistry.add(ProblemAnswer, {
    id: 'Problem',
    description: 'Why a call did not succeed. `code` is stable; `details` names the fields that were not acceptable.',
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
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
}

function operation(feature: string, name: string, route: Route) {
  const status = String(statusOf(route)) as '200';
  return {
    operationId: `${feature}.${name}`,
    tags: [feature],
    summary: route.summary,
    ...(route.permission === 'public' ? { security: [] } : { security: [{ session: [] }] }),
    'x-permission': route.permission,
    requestParams: {
      ...(route.params ? { path: asObject(route.params) } : {}),
      ...(route.query ? { query: asObject(route.query) } : {}),
      ...(route.method === 'POST' && route.replay !== 'never'
        ? { header: z.object({ 'idempotency-key': z.string().check(z.minLength(1), z.maxLength(255)) }) }
        : {}),
    },
    ...(route.body ? { requestBody: { required: true, ...json(route.body) } } : {}),
    responses: {
      [status]: { description: 'Done', ...(route.response ? json(route.response) : {}) },
      default: { description: 'A problem', ...json(ProblemAnswer) },
    },
  };
}

/** Path and query schemas are objects by construction of the contracts; anything else is a mistake in one. */
function asObject(schema: z.ZodMiniType): z.ZodMiniObject {
  if (!(schema instanceof z.ZodMiniObject)) throw new Error('Path and query must be objects');
  return schema;
}
