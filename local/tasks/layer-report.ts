import { readFileSync } from 'node:fs';
import { sep } from 'node:path';
import * as z from 'zod/mini';
import { root } from './steps.ts';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/** What one layer did. `seconds` adds up its files, also where two ran side by side. */
export type Layer = { passed: number; failed: number; seconds: number };

/** The layers that Vitest's JSON reports tell of, by name. A report that cannot be read tells of none. */
export function layersOf(reports: readonly string[]): Map<string, Layer> {
  const layers = new Map<string, Layer>();
  for (const { name, status, startTime, endTime, assertionResults } of reports.flatMap(resultsIn)) {
    const layer = layerOf(name.slice(root.length + 1).split(sep));
    const sum = layers.get(layer) ?? { passed: 0, failed: 0, seconds: 0 };
    const counted = (wanted: string) => assertionResults.filter((result) => result.status === wanted).length;
    const failed = counted('failed');
    sum.passed += counted('passed');
    // A file that cannot be loaded has no tests that could fail.
    sum.failed += status === 'failed' ? Math.max(failed, 1) : failed;
    sum.seconds += Math.max(endTime - startTime, 0) / 1000;
    layers.set(layer, sum);
  }
  return new Map([...layers].sort());
}

/** The suite of the local cloud lies in its workspace, all others in `test`. */
const layerOf = ([wing, layer = 'other', ...below]: string[]) =>
  wing === 'test' ? layer : wing === 'local' && below.length > 0 ? layer : 'other';

function resultsIn(file: string): z.output<typeof Report>['testResults'] {
  try {
    return Report.parse(JSON.parse(readFileSync(file, 'utf8'))).testResults;
  } catch {
    return [];
  }
}
