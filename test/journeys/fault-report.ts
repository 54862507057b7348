import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod/mini';
import { root, step } from '#local/tasks/steps.ts';
import { campaign, rowTallies, type Tally } from '#test/simulation/campaign.ts';
import { type Figures, faultMatrix, type MatrixRow } from '#test/support/fault-rows.ts';

/**
 * `npm run faults [-- --days 2500] [--first N]`: plays each row of the fault matrix alone in the simulator, injects it
 * into the running application, and writes what both came to into `docs/faults.md`. Ends with 1 when a promise broke.
 */
const count = z.number();
const Measured = z.object({
  ...{ targets: count, injected: count, lost: count, duplicated: count, stuck: count, needsReview: count },
});
const { values } = parseArgs({ options: { days: { type: 'string', default: '2500' }, first: { type: 'string' } } });
const days = Number(values.days);
const first = Number(values.first ?? Date.now() % 2 ** 31);
if (!Number.isInteger(days) || days < 1 || !Number.isInteger(first)) {
  process.stderr.write('--days and --first are whole numbers\n');
  process.exit(2);
}
const rows = Object.keys(faultMatrix) as MatrixRow[];
const print = (text: string) => void process.stdout.write(`${text}\n`);
const number = (value: number) => value.toLocaleString('en');
const cell = ({ injected, lost, duplicated, stuck, needsReview }: Omit<Figures, 'row' | 'targets'>) =>
  [injected, lost, duplicated, stuck, needsReview].map(number).join(' · ');

const folder = mkdtempSync(join(tmpdir(), 'ksa-faults-'));
const vitest = ['run', '--project=journeys', ...globSync('test/journeys/faults-*.test.ts', { cwd: root })];
const journeys = await step('the running application', 'node_modules/vitest/vitest.mjs', vitest, {
  KSA_FAULT_FIGURES: folder,
});
const real = new Map(rows.flatMap((row) => measured(row)));
rmSync(folder, { recursive: true, force: true });

print(`▶ the simulator, ${number(days)} days per row from seed ${first}`);
const simulated: ReadonlyMap<string, Tally> = rowTallies(first, days);
const everything = campaign(first, days);

const lines = rows.map((row) => {
  const [what, allowed] = faultMatrix[row];
  const [inSimulator, inApplication] = [simulated.get(row), real.get(row)];
  const shown = inSimulator && inApplication ? '' : shownElsewhere(row);
  return [row, what, inSimulator ? cell(inSimulator) : shown, inApplication ? cell(inApplication) : shown, allowed];
});
const total = sum([...real.values()]);
lines.push(['all', 'the rows together: at once in the simulator, one after the other in the application']);
lines.at(-1)?.push(cell(everything), cell(total), 'nothing lost, nothing twice, nothing stuck');
const five = 'injected · lost · duplicated · stuck · needs review';
const table = [
  ['row', 'what happens', `simulator: ${five}`, `real handlers: ${five}`, 'allowed outcome'],
  ['---', '---', '---', '---', '---'],
  ...lines,
].map((cells) => `| ${cells.join(' | ')} |`);

const wrong = [
  ...(journeys ? [] : ['tests of the running application failed']),
  ...[...simulated.values(), everything].flatMap((tally) => tally.wrong),
  ...[...real].flatMap(([row, one]) => (one.lost + one.duplicated + one.stuck === 0 ? [] : [`${row} ${cell(one)}`])),
  ...lines.flatMap(([row = '', , ...cells]) => (cells.includes('') ? [`${row} is shown nowhere`] : [])),
];
const text = `# What happens when something fails

Every row of the fault matrix that concerns publishing, played twice: in the simulator (the core with a simulated world, ${number(days)} days per row with that fault alone, from seed ${first}) and with the real handlers (the synthesised application on the local cloud, counted against the ledger of the network's stand-in). *Lost*: at rest where the row allows no rest, or shown other than it is outside. *Duplicated*: more than one medium for a post on an account. *Stuck*: in between for more than 15 minutes. *Needs review*: put to a person. A target is one post on one account; the real handlers had ${number(total.targets)} of them.

Written by \`npm run faults\` on ${new Date().toISOString().slice(0, 10)}; no figure is typed.

${table.join('\n')}

${wrong.length === 0 ? 'No promise was broken.' : `Broken:\n\n${wrong.map((one) => `- ${one}`).join('\n')}`}
`;
writeFileSync(join(root, 'docs/faults.md'), text);
print(table.join('\n'));
for (const one of wrong.slice(0, 20)) print(`BROKEN ${one}`);
process.exit(wrong.length === 0 ? 0 : 1);

function measured(row: MatrixRow): [MatrixRow, z.output<typeof Measured>][] {
  const file = join(folder, `${row}.json`);
  return existsSync(file) ? [[row, Measured.parse(JSON.parse(readFileSync(file, 'utf8')))]] : [];
}

/** The tests that name a row, when the two tables do not have it. */
function shownElsewhere(row: MatrixRow): string {
  const tests = globSync('test/{functions,shared,simulation}/**/*.test.ts', { cwd: root })
    .filter((path) => new RegExp(`['"(\`][^'"\`]*\\b${row}\\b`).test(readFileSync(join(root, path), 'utf8')))
    .map((path) => `[\`${path}\`](../${relative('.', path)})`);
  return tests.join(' ') || 'not built yet';
}

function sum(all: readonly z.output<typeof Measured>[]): z.output<typeof Measured> {
  const start = { targets: 0, injected: 0, lost: 0, duplicated: 0, stuck: 0, needsReview: 0 };
  const names = Object.keys(start) as (keyof typeof start)[];
  return all.reduce(
    (so, one) => Object.fromEntries(names.map((name) => [name, so[name] + one[name]])) as typeof so,
    start,
  );
}
