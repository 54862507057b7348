import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { boundOf, type Figure } from './figure.ts';

type Conditions = {
  date: string;
  commit: string;
  node: string;
  processor: string;
  cores: number;
  /** How many processes wanted the machine during the last minute, before and after. */
  load: readonly [number, number];
};

const load = () => Number((loadavg()[0] ?? 0).toFixed(1));
const git = (root: string, ...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

/** Notes the circumstances of a run; the returned function writes the report when the figures are there. */
export function beginReport(root: string) {
  const before = load();
  const changed = git(root, 'status', '--porcelain', '--', 'functions', 'shared', 'infra').length > 0;
  const started = {
    date: new Date().toISOString(),
    commit: `${git(root, 'rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`,
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
  };
  return (figures: readonly Figure[]) => {
    const conditions: Conditions = { ...started, load: [before, load()] };
    writeFileSync(join(root, 'bench/report.json'), `${JSON.stringify({ conditions, figures }, null, 2)}\n`);
    writeFileSync(join(root, 'bench/report.md'), markdown(conditions, figures));
  };
}

function markdown({ date, commit, node, processor, cores, load: [before, after] }: Conditions, all: readonly Figure[]) {
  const gates = all.filter(({ verdict }) => verdict !== 'context');
  const count = (verdict: Figure['verdict']) => gates.filter((figure) => figure.verdict === verdict).length;
  const row = (line: Figure) =>
    `| ${line.id} | ${line.what} | ${line.figure} ${line.unit} | ${boundOf(line)} | ${line.verdict} | ${line.spread ?? ''} |`;
  return [
    '# Figures of one run',
    '',
    `${date} · commit ${commit} · Node ${node} · ${processor}, ${cores} cores · load ${before} before, ${after} after`,
    '',
    `${gates.length} gates: ${count('met')} met, ${count('missed')} missed, ${count('void')} void (the baseline varied by more than two).`,
    'Timings are minima of CPU time, interleaved; the spread is minimum / median / maximum. See README.md for what each line means.',
    '',
    '| id | what | figure | target | verdict | spread |',
    '|---|---|---|---|---|---|',
    ...all.map(row),
    '',
  ].join('\n');
}
