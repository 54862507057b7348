import { staticChecks, step } from './steps.ts';

/** `npm run check`: what is quick enough for every few minutes. */
const layers = ['shared', 'functions', 'architecture'];
const results = [];
for (const check of staticChecks) results.push(await check());
results.push(
  await step('unit tests', 'node_modules/vitest/vitest.mjs', ['run', ...layers.map((name) => `--project=${name}`)]),
);
process.exit(results.every(Boolean) ? 0 : 1);
