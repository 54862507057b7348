import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openapi } from '#shared/contract/openapi.ts';
import { problems } from '#shared/contract/problem.ts';
import { needsIdempotencyKey } from '#shared/contract/route.ts';
import { components, contracts } from '#shared/contracts.ts';
import manifest from '../../../package.json' with { type: 'json' };

const committed = JSON.parse(readFileSync('openapi.json', 'utf8'));

it('the committed OpenAPI document is what the contracts say (write it anew with `npm run openapi`)', () => {
  expect(JSON.parse(JSON.stringify(openapi(contracts, components, manifest.version)))).toEqual(committed);
});

it('every route of every contract is in the document with its permission', () => {
  for (const { routes } of contracts)
    for (const route of Object.values(routes))
      expect(committed.paths[`/api${route.path}`][route.method.toLowerCase()]['x-permission']).toBe(route.permission);
});

it('a named schema is written once, with a sentence for its reader, and everything that uses it refers to it', () => {
  const { schemas } = committed.components;
  expect(Object.keys(schemas).sort()).toEqual([...Object.keys(components), 'GatewayAnswer', 'Problem'].sort());
  for (const [name, { description }] of Object.entries<{ description?: string }>(schemas)) {
    expect(description, name).toMatch(/\.$/);
    expect(JSON.stringify(committed), name).toContain(`"#/components/schemas/${name}"`);
  }
});

const operations = contracts.flatMap(({ routes }) =>
  Object.values(routes).map((route) => {
    const operation = committed.paths[`/api${route.path}`][route.method.toLowerCase()];
    const required: string[] = (operation.parameters ?? []).flatMap(
      (one: { in: string; name: string; required: boolean }) => (one.in === 'header' && one.required ? [one.name] : []),
    );
    return { name: `${route.method} ${route.path}`, route, operation, required };
  }),
);

it.each(operations)('$name names the headers that it is not taken without', ({ route, required }) => {
  const needed = [
    ...(route.permission === 'public' && route.method !== 'GET' ? ['x-requested-with'] : []),
    ...(needsIdempotencyKey(route) ? ['idempotency-key'] : []),
  ];
  expect(required.sort()).toEqual(needed.sort());
});

it.each(operations)(
  '$name tells how a problem looks, ours and the gateway’s, and how long to wait',
  ({ operation }) => {
    const { headers, content } = operation.responses.default;
    expect(headers['Retry-After'].schema).toEqual({ type: 'integer', minimum: 1 });
    expect(content['application/json'].schema).toEqual({
      anyOf: [{ $ref: '#/components/schemas/Problem' }, { $ref: '#/components/schemas/GatewayAnswer' }],
    });
  },
);

it('every code that a problem can have is in the document', () => {
  expect(committed.components.schemas.Problem.properties.code.enum.sort()).toEqual(Object.keys(problems).sort());
  expect(committed.components.schemas.Problem.required).toContain('code');
});
