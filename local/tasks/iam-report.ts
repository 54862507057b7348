import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { functionsOf } from '#cloud/run/functions.ts';
import { collectRoles } from '#cloud/run/roles.ts';
import { openApplication, readTemplates } from '#cloud/run/template.ts';
import { buildAll } from '../build.ts';
import { compare, faultsOf, merge, type Row } from './iam-usage.ts';
import { root, step } from './steps.ts';

/**
 * `npm run iam-report`: runs the journeys and prints what each function may do beside what it did. A folder of usage
 * files as argument is read instead. Ends with 1 when a function may do over 110 % of what it did, when a resource is
 * a wildcard without a reason, or when journeys failed.
 */
const UsageFile = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1' };

const [given] = process.argv.slice(2);
const folder = given ?? mkdtempSync(join(tmpdir(), 'ksa-iam-'));
await buildAll();
const passed =
  given !== undefined ||
  (await step('journeys', 'node_modules/vitest/vitest.mjs', ['run', '--project=journeys'], { KSA_IAM_USAGE: folder }));
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const usage = merge(files.map((file) => UsageFile.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))));
if (given === undefined) rmSync(folder, { recursive: true });

const assembly = join(root, 'cdk.out');
const application = openApplication(readTemplates(assembly), place);
const roles = collectRoles(application, place.region, place.account);
const rows = compare(application, { functions: functionsOf(application, assembly), roles, usage });
print(rows);
const faults = rows.flatMap(faultsOf);
for (const fault of faults) console.log(`✗ ${fault}`);
if (!passed) console.log('✗ Some journeys failed: what they did not reach looks unused');
console.log(`${rows.length} functions in ${files.length} runs, ${faults.length} faults`);
process.exit(faults.length === 0 && passed ? 0 : 1);

function print(all: readonly Row[]): void {
  const line = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
  line(['function', 'granted', 'used', '%', 'unused', 'for Lambda itself']);
  line(['---', '---', '---', '---', '---', '---']);
  for (const { name, granted, unused, percent, lambdaOwn } of all) {
    const used = String(granted.length - unused.length);
    line([name, String(granted.length), used, String(percent), unused.join(' '), lambdaOwn.join(' ')]);
  }
  console.log('');
  for (const { name, wildcards } of all)
    for (const { resource, reason } of wildcards) console.log(`${name}: ${resource} (${reason ?? 'no reason'})`);
}
