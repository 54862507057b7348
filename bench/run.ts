import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from '#local/build.ts';
import { bundleContent } from './bundle-content.ts';
import { bundleSizes } from './bundle-size.ts';
import { bundlesOf } from './bundles.ts';
import { burst } from './burst.ts';
import { developerLoop } from './developer-loop.ts';
import { drain } from './drain.ts';
import { fairness } from './fairness.ts';
import { boundOf, type Figure } from './figure.ts';
import { importCost } from './import-cost.ts';
import { preStaging } from './pre-staging.ts';
import { beginReport } from './report.ts';
import { requestCpu } from './request-cpu.ts';

/** `npm run bench [-- --only P1,P4] [--test-seconds 412] [--drain 1000]`. Only a whole run writes the report. */
const root = resolve(import.meta.dirname, '..');
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { only: text, 'test-seconds': text, drain: text } });
const number = (given: string | undefined) => (given === undefined ? undefined : Number(given));

const workloads: Record<string, () => Figure[] | Promise<Figure[]>> = {
  P1: () => importCost(root, bundlesOf(root)),
  P2: () => bundleSizes(bundlesOf(root)),
  'P1 P2': () => bundleContent(bundlesOf(root)),
  P3: () => requestCpu(root),
  'P4 P8': async () => {
    await import('#test/support/function-environment.ts');
    const { installShiftedDate } = await import('#test/support/shifted-date.ts');
    installShiftedDate();
    const { roundTrips } = await import('./round-trips.ts');
    return roundTrips();
  },
  P6: () => drain(root, number(values.drain)),
  P7: () => burst(root),
  P8: () => preStaging(),
  P9: () => fairness(root),
  P17: () => developerLoop(root, { fullTestSeconds: number(values['test-seconds']) }),
};

const wanted = values.only?.split(',');
const writeReport = beginReport(root);
await buildAll();
const figures: Figure[] = [];
for (const [id, measure] of Object.entries(workloads)) {
  if (wanted && !id.split(' ').some((each) => wanted.includes(each))) continue;
  console.log(`▶ ${id}`);
  figures.push(...(await measure()));
}
figures.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
for (const line of figures)
  console.log(
    [line.id, line.verdict, line.what, `${line.figure} ${line.unit}`, boundOf(line), line.spread ?? ''].join('  '),
  );
if (!wanted) writeReport(figures);
