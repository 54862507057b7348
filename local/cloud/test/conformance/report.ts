import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { createClock } from '#cloud/aws/clock.ts';
import { openGate } from '#cloud/aws/service.ts';
import { emulated, refusedOf } from './emulated.ts';
import { localCredentials, onAws } from './target.ts';

/**
 * `npm run conformance`: runs every conformance check and prints how many each service passes; locally it also writes
 * `local/cloud/conformance.md` with what each service performs and what it refuses on purpose.
 */
const root = resolve(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'ksa-conformance-report-'));
const file = join(folder, 'report.json');
const Report = z.object({
  testResults: z.array(z.object({ name: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project=cloud', 'local/cloud/test/conformance', '--reporter=dot']
    .concat(['--reporter=json', `--outputFile.json=${file}`])
    .concat(onAws ? ['--testTimeout=600000', '--hookTimeout=600000'] : []),
  { cwd: root, stdio: 'inherit' },
);
const { testResults } = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
const counts = new Map<string, { passed: number; total: number }>();
for (const { name, assertionResults } of testResults) {
  const file = basename(name, '.test.ts');
  const service = Object.keys(emulated).find((one) => file === one || file.startsWith(`${one}-`)) ?? file;
  const { passed = 0, total = 0 } = counts.get(service) ?? {};
  const more = assertionResults.filter((one) => one.status === 'passed').length;
  counts.set(service, { passed: passed + more, total: total + assertionResults.length });
}
const sum = (of: 'passed' | 'total') => [...counts.values()].reduce((all, count) => all + count[of], 0);
const rows = [...counts].sort().map(([service, { passed, total }]) => `| ${service} | ${passed} / ${total} |`);
const table = [
  '| service | checks passed / total |',
  '|---|---|',
  ...rows,
  `| **all** | **${sum('passed')} / ${sum('total')}** |`,
].join('\n');
process.stdout.write(`\n${table}\n`);
if (!onAws) writeFileSync(join(root, 'local/cloud/conformance.md'), `${await page()}\n`);
rmSync(folder, { recursive: true, force: true });
process.exit(status ?? 1);

async function page(): Promise<string> {
  const parts = [
    '# Conformance of the local cloud',
    'Written by `npm run conformance`. Every check goes through the real SDK; `CONFORMANCE=aws npm run conformance` runs the same files against the account of your environment (it makes and removes its own resources). Against AWS itself they have not run yet: none was reachable.',
    table,
  ];
  for (const [name, { start, sdk }] of Object.entries(emulated)) {
    const clock = createClock();
    const db = new DatabaseSync(':memory:');
    const place = { region: 'me-south-1', account: '000000000000' };
    const service = await start({ clock, db, gate: openGate, dataDir: join(folder, name), ...place });
    const { commands } = await sdk({ region: place.region, credentials: localCredentials });
    const refused = refusedOf(service, commands).map(([command]) => command);
    parts.push(
      `## ${name}`,
      `**Performed (${service.operations.length}):** ${[...service.operations].sort().join(', ')}`,
      `**Refused on purpose, by name (${refused.length}):** ${refused.sort().join(', ')}`,
    );
    await service.close();
    clock.stop();
    db.close();
  }
  return parts.join('\n\n');
}
