import { writeFileSync } from 'node:fs';
import { openapi } from '#shared/contract/openapi.ts';
import { components, contracts } from '#shared/contracts.ts';
import manifest from '../package.json' with { type: 'json' };

/** Writes the committed OpenAPI document anew: `npm run openapi`. A test compares the two. */
writeFileSync(
  new URL('../openapi.json', import.meta.url),
  `${JSON.stringify(openapi(contracts, components, manifest.version), null, 2)}\n`,
);
