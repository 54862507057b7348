import { staticChecks, step } from './steps.ts';

/**
 * `npm run check`: what is quick enough for every few minutes. Handlers against the local services are not; of the
 * functions only what runs without them is here.
 */
const quick = ['test/shared', 'test/architecture', 'test/functions/runtime', 'test/functions/platforms/lossless-json'];
const results = [];
for (const check of staticChecks) results.push(await check());
results.push(
  await step('unit tests', 'node_modules/vitest/vitest.mjs', [
    'run',
    '--project=shared',
    '--project=architecture',
    '--project=functions',
    ...quick,
  ]),
);
process.exit(results.every(Boolean) ? 0 : 1);
