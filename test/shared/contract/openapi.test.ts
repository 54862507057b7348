import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { components } from '#shared/contract/components.ts';
import { openapi } from '#shared/contract/openapi.ts';
import { contracts } from '#shared/contracts.ts';
import manifest from '../../../package.json' with { type: 'json' };

const committed = JSON.parse(readFileSync('openapi.json', 'utf8'));

it('the committed OpenAPI document is what the contracts say (write it anew with `npm run openapi`)', () => {
  expect(JSON.parse(JSON.stringify(openapi(contracts, manifest.version)))).toEqual(committed);
});

it('every route of every contract is in the document with its permission', () => {
  for (const { routes } of contracts)
    for (const route of Object.values(routes))
      expect(committed.paths[`/api${route.path}`][route.method.toLowerCase()]['x-permission']).toBe(route.permission);
});

it('a named schema is written once, with a sentence for its reader, and everything that uses it refers to it', () => {
  const { schemas } = committed.components;
  expect(Object.keys(schemas).sort()).toEqual([...Object.keys(components), 'Problem'].sort());
  for (const [name, { description }] of Object.entries<{ description?: string }>(schemas)) {
    expect(description, name).toMatch(/\.$/);
    expect(JSON.stringify(committed), name).toContain(`"#/components/schemas/${name}"`);
  }
});
