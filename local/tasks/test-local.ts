import { buildAll } from '../build.ts';
import { stamp } from './local-stamp.ts';
import { step } from './steps.ts';

/**
 * `npm run test:local`: the local cloud's own suite, in full. When it passes, the stamp says so, and `npm test` leaves it
 * out until something of the local cloud changes.
 */
await buildAll();
const passed = await step('the local cloud', 'node_modules/vitest/vitest.mjs', ['run', '--project=cloud']);
if (passed) stamp();
process.exit(passed ? 0 : 1);
