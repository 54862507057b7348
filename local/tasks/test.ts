import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import * as z from 'zod/mini';
import { buildAll } from '../build.ts';
import { root, staticChecks, step } from './steps.ts';

/** `npm test`: everything, and at the end how many tests each layer has. The last line is `N passed, N failed`. */
const Report = z.object({
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});
type Count = { passed: number; failed: number };

const folder = mkdtempSync(join(tmpdir(), 'ksa-test-'));
const reports = ['layers', 'journeys'].map((name) => join(folder, `${name}.json`));
const checks: boolean[] = [];
for (const check of staticChecks) checks.push(await check());
await buildAll();
const asked = process.argv.slice(2);
const vitest = (title: string, file: string, args: string[]) =>
  step(
    title,
    'node_modules/vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args, ...asked],
    process.env.CI === 'true' ? { BROWSER_REQUIRED: 'true' } : {},
  );
// Journeys have deadlines of real time and a machine of two cores: nothing else runs beside them.
const [layersReport = '', journeysReport = ''] = reports;
const ran = [
  await vitest('tests of the layers', layersReport, ['--project=!journeys']),
  await vitest('journeys', journeysReport, ['--project=journeys']),
];

const layers = countLayers();
rmSync(folder, { recursive: true, force: true });
const failedChecks = checks.filter((passed) => !passed).length;
const total = [...layers.values()].reduce(
  (sum, count) => ({ passed: sum.passed + count.passed, failed: sum.failed + count.failed }),
  {
    passed: checks.length - failedChecks,
    failed: failedChecks,
  },
);
// A run that breaks outside any test (a file that cannot be loaded) is a failure as well.
if (ran.includes(false) && total.failed === 0) total.failed = 1;
console.log('');
console.log(`${'checks'.padEnd(14)} ${checks.length - failedChecks} passed, ${failedChecks} failed`);
for (const [layer, { passed, failed }] of layers) console.log(`${layer.padEnd(14)} ${passed} passed, ${failed} failed`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

function countLayers(): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const { name, status, assertionResults } of reports.flatMap(resultsIn)) {
    const layer = name.slice(join(root, 'test').length + 1).split(sep)[0] ?? 'other';
    const count = counts.get(layer) ?? { passed: 0, failed: 0 };
    for (const result of assertionResults) {
      if (result.status === 'passed') count.passed++;
      if (result.status === 'failed') count.failed++;
    }
    if (status === 'failed' && !assertionResults.some((result) => result.status === 'failed')) count.failed++;
    counts.set(layer, count);
  }
  return new Map([...counts].sort());
}

function resultsIn(file: string): z.output<typeof Report>['testResults'] {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8'))).testResults;
  } catch {
    return [];
  }
}
