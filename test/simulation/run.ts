import { parseArgs } from 'node:util';
import { campaign, faultTable, notices } from './campaign.ts';
import { allFaultRows } from './faults.ts';
import { guardNames } from './guards.ts';

/**
 * `npm run simulate -- --seeds 2000 [--first N] [--only F5]`: plays that many days of publishing in which everything
 * goes wrong, prints the fault table and which guards the checker misses when they are taken away.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '2000' }, first: { type: 'string' }, only: { type: 'string' } },
});
const seeds = Number(values.seeds);
const first = Number(values.first ?? Date.now() % 2 ** 31);
const only = allFaultRows.find((row) => row === values.only);
if (!Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(first) || (values.only && !only)) {
  process.stderr.write(`--seeds and --first are whole numbers, --only one of ${allFaultRows.join(', ')}\n`);
  process.exit(2);
}
const print = (text: string) => void process.stdout.write(`${text}\n`);
const started = performance.now();
const played = campaign(first, seeds, only);
let wrong = played.wrong;

if (seeds > 1) {
  const table = faultTable(first, Math.max(Math.floor(seeds / 20), 1), played);
  wrong = table.wrong;
  print(table.text);
  for (const guard of guardNames) {
    const seed = notices(guard, first, 20_000);
    print(`without the guard ${guard}: ${seed === undefined ? 'NOT NOTICED' : `noticed at seed ${seed}`}`);
    if (seed === undefined) wrong = [...wrong, `nobody notices that the guard ${guard} is missing`];
  }
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
print(
  `${played.histories} histories from seed ${first}, ${played.targets} targets, ${played.injected} faults, ${wrong.length} broken promises, ${seconds} s`,
);
for (const failure of wrong.slice(0, 20)) print(`BROKEN ${failure}`);
process.exit(wrong.length === 0 ? 0 : 1);
