import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from '#local/build.ts';
import { bundleContent } from './bundle-content.ts';
import { bundleSizes } from './bundle-size.ts';
import { bundlesOf } from './bundles.ts';
import { burst } from './burst.ts';
import { developerLoop } from './developer-loop.ts';
import type { Figure } from './figure.ts';
import { importCost } from './import-cost.ts';
import { beginReport } from './report.ts';
import { requestCpu } from './request-cpu.ts';

/** `npm run bench [-- --only P1,P4] [--test-seconds 412]`. Only a whole run writes the report. */
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { only: { type: 'string' }, 'test-seconds': { type: 'string' } } });
const fullTestSeconds = values['test-seconds'] === undefined ? undefined : Number(values['test-seconds']);

const workloads: Record<string, () => Figure[] | Promise<Figure[]>> = {
  P1: () => importCost(root, bundlesOf(root)),
  P2: () => bundleSizes(bundlesOf(root)),
  'P1 P2': () => bundleContent(bundlesOf(root)),
  P3: () => requestCpu(root),
  P4: async () => {
    await import('#test/support/functions-setup.ts');
    const { roundTrips } = await import('./round-trips.ts');
    return roundTrips();
  },
  P7: () => burst(root),
  P17: () => developerLoop(root, { fullTestSeconds }),
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
for (const { id, what, figure, unit, target, verdict, spread } of figures)
  console.log(
    [id, verdict, what, `${figure} ${unit}`, target === undefined ? '' : `(≤ ${target})`, spread ?? ''].join('  '),
  );
if (!wanted) writeReport(figures);
