import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll } from '../build.ts';
import { type Layer, layersOf } from './layer-report.ts';
import { isStamped } from './local-stamp.ts';
import { staticChecks, step } from './steps.ts';

/**
 * `npm test`: everything, and at the end how many tests each layer has and how long it took. The last line is
 * `N passed, N failed`. The local cloud's own suite runs when anything of it has changed since it passed in full.
 */

/**
 * What each layer may take, in seconds of all its files together, with room for a slower machine: seconds of the suite
 * are common property. A layer over its budget fails the run, so that whoever adds to it makes room first.
 */
const budgets: Record<string, number> = {
  architecture: 15,
  cloud: 300,
  functions: 420,
  infra: 60,
  journeys: 600,
  local: 60,
  shared: 60,
  simulation: 60,
  web: 150,
};

const folder = mkdtempSync(join(tmpdir(), 'ksa-test-'));
const checks: boolean[] = [];
for (const check of staticChecks) checks.push(await check());
await buildAll();
const asked = process.argv.slice(2);
const vitest = (title: string, projects: string[]) => {
  const report = join(folder, `${title.replaceAll(' ', '-')}.json`);
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...projects, ...asked];
  const env: Record<string, string> = process.env.CI === 'true' ? { BROWSER_REQUIRED: 'true' } : {};
  return { report, passed: step(title, 'node_modules/vitest/vitest.mjs', args, env) };
};
const withoutLocal = isStamped();
const layers = vitest('tests of the layers', ['--project=!journeys', ...(withoutLocal ? ['--project=!cloud'] : [])]);
const ran = [await layers.passed];
// Journeys have deadlines of real time and a machine of two cores: nothing else runs beside them.
const journeys = vitest('journeys', ['--project=journeys']);
ran.push(await journeys.passed);

const counted = layersOf([layers.report, journeys.report]);
rmSync(folder, { recursive: true, force: true });
const failedChecks = checks.filter((passed) => !passed).length;
const total = { passed: checks.length - failedChecks, failed: failedChecks };
console.log(`\n${'checks'.padEnd(14)} ${total.passed} passed, ${total.failed} failed`);
for (const [name, layer] of counted) total.failed += tell(name, layer);
if (withoutLocal) console.log('cloud          unchanged since its whole suite passed (npm run test:local)');
for (const { passed } of counted.values()) total.passed += passed;
for (const { failed } of counted.values()) total.failed += failed;
// A run that breaks outside any test (a file that cannot be loaded) is a failure as well.
if (ran.includes(false) && total.failed === 0) total.failed = 1;
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

/** One line of a layer; 1 when it is over its budget. */
function tell(name: string, { passed, failed, seconds }: Layer): number {
  const budget = budgets[name] ?? 0;
  const over = seconds > budget;
  const verdict = over ? ` OVER ITS BUDGET of ${budget} s` : '';
  console.log(`${name.padEnd(14)} ${passed} passed, ${failed} failed, ${seconds.toFixed(0)} s${verdict}`);
  return over ? 1 : 0;
}
