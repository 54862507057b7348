import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { killWhileWriting } from '#cloud/test/durability/durability.ts';
import { buildAll } from '#local/build.ts';
import { start } from './started.ts';
import { writeRate } from './write-rate.ts';

/**
 * `npm run bench:local [-- --kills 1000]`: what the local cloud costs on this machine, against its bars. Writes
 * `bench/local-cloud.md`. Absolute figures belong here and not into tests.
 */
type Line = { what: string; figure: string; bar: string; met: boolean };

const most = (what: string, figure: number, bar: number, unit: string, digits = 1): Line => ({
  what,
  figure: `${figure.toFixed(digits)} ${unit}`,
  bar: `≤ ${bar} ${unit}`,
  met: figure <= bar,
});

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
await buildAll();
const load = loadavg()[0] ?? 0;
const lines = [...(await startedCloud()), ...(await gateway()), ...(await kills())];
const table = markdown(lines);
console.log(table);
writeFileSync(join(import.meta.dirname, '../local-cloud.md'), page(table));
process.exit(lines.every(({ met }) => met) ? 0 : 1);

async function startedCloud(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ksa-bench-'));
  try {
    const first = await start(folder);
    await first.warm();
    const memoryAfterDemo = first.residentMb();
    await first.stop();
    const again = await start(folder);
    const functions = await again.warm();
    const memory = again.residentMb();
    const rate = await writeRate(again.endpoints.aws);
    await again.stop();
    return [
      most('ready after the build, empty folder, with demo data', first.secondsToReady, 10, 's'),
      most('ready after the build, on the data of before', again.secondsToReady, 10, 's'),
      most(`resident memory of all processes, all ${functions} functions warm`, memory, 1024, 'MB', 0),
      most('the same right after the demo data, several instances each', memoryAfterDemo, 1024, 'MB', 0),
      {
        what: 'DynamoDB single-item writes, 16 in flight',
        figure: `${rate.toFixed(0)} /s`,
        bar: '≥ 500 /s',
        met: rate >= 500,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function gateway(): Promise<Line[]> {
  const file = join(import.meta.dirname, 'gateway.ts');
  if (!existsSync(file)) return [];
  const Module = z.object({ gatewayCpu: z.custom<() => Promise<unknown>>((value) => typeof value === 'function') });
  const { gatewayCpu } = Module.parse(await import(pathToFileURL(file).href));
  const { overhead } = z.parse(z.object({ overhead: z.number() }), await gatewayCpu());
  return [most('CPU of a warm request through the gateway beyond a bare server', overhead, 5, 'ms', 2)];
}

async function kills(): Promise<Line[]> {
  if (values.kills === undefined) return [];
  const seed = Number(values.seed ?? randomInt(2 ** 31));
  const {
    kills: done,
    lost,
    unreadable,
    acknowledged,
  } = await killWhileWriting(Number(values.kills), seed, console.log);
  for (const problem of [...lost, ...unreadable]) console.log(problem);
  return [
    most(`lost or half writes of ${acknowledged} acknowledged, ${done} kills (seed ${seed})`, lost.length, 0, '', 0),
    most(`states that did not open again, ${done} kills`, unreadable.length, 0, '', 0),
  ];
}

function markdown(rows: Line[]): string {
  const cells = [['figure', 'measured', 'bar', 'verdict']];
  for (const { what, figure, bar, met } of rows) cells.push([what, figure.trim(), bar.trim(), met ? 'met' : 'missed']);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function page(figures: string): string {
  return `# The local cloud in figures

Made by \`npm run bench:local -- --kills 1000\` with node ${process.version} on ${cpus().length} processors, for which ${load.toFixed(1)}
programs were waiting when it began. Absolute figures say as much about the machine as about the code; nothing here is a
test. Kills alone: \`node bench/local-cloud/durability.ts --kills 1000 --seed <number>\`.

${figures}
`;
}
