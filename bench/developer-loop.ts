import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { step } from '#local/tasks/steps.ts';
import { context, type Figure, judged, rounded } from './figure.ts';

const MOST_RESOURCES = 400;
const Template = z.object({ Resources: z.record(z.string(), z.unknown()) });

/** P17: resources of each stack are gates; times are context, because they say as much about the machine. */
export async function developerLoop(root: string, times: { fullTestSeconds: number | undefined }): Promise<Figure[]> {
  const seconds = async (what: string, run: () => Promise<boolean>): Promise<Figure> => {
    const started = performance.now();
    const content = await run();
    const figure = rounded((performance.now() - started) / 1000, 1);
    return context({ id: 'P17', what: content ? what : `${what} (it failed)`, figure, unit: 's' });
  };
  const tsc = (project: string) => step('types', 'node_modules/typescript/bin/tsc', ['-p', project, '--noEmit']);
  const figures = [
    await seconds('types', () => tsc('.')),
    await seconds('types of the web', () => tsc('web')),
    await seconds('style', () => step('style', 'node_modules/@biomejs/biome/bin/biome', ['check'])),
    await seconds('synth (≤ 60 s)', () => step('synth', 'infra/app.ts', ['local'])),
  ];
  if (times.fullTestSeconds !== undefined)
    figures.push(context({ id: 'P17', what: 'npm test (≤ 600 s)', figure: times.fullTestSeconds, unit: 's' }));
  return [...figures, ...resourcesOfStacks(join(root, 'cdk.out'))];
}

function resourcesOfStacks(folder: string): Figure[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => {
      const { Resources } = Template.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      const what = `resources of the ${file.split('.')[0]} stack`;
      return judged({ id: 'P17', what, figure: Object.keys(Resources).length, unit: '', target: MOST_RESOURCES });
    });
}
