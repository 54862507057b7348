import { fork } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { envNames } from '#runtime/env-names.ts';
import { type Figure, ratioOf } from './figure.ts';

const Series = z.record(z.string(), z.array(z.number()).check(z.minLength(5)));

/** P3: warm CPU of the complete handler of posts ÷ a bare call of the SDK, both without a network. */
export async function requestCpu(root: string): Promise<Figure[]> {
  const series = await measured(root);
  const ratio = (what: string, name: string, baseline: string, target?: number) =>
    ratioOf(
      { id: 'P3', what, ...(target === undefined ? {} : { target }) },
      { own: series[name] ?? [], bare: series[baseline] ?? [], unit: 'ms CPU' },
    );
  return [
    ratio('GET one post ÷ bare GetItem', 'get', 'getItem', 2.5),
    ratio('GET one post ÷ bare Query of the same three rows', 'get', 'queryPost'),
    ratio('list of 25 posts ÷ bare Query of the same 25 rows', 'list', 'query25', 1.6),
    ratio('POST draft (one transaction of four rows) ÷ one bare PutItem', 'create', 'putItem', 3),
  ];
}

/** In a process of its own, whose log goes nowhere. */
function measured(root: string): Promise<z.infer<typeof Series>> {
  const child = fork(join(root, 'bench/request-cpu/measure.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: {
      ...Object.fromEntries(Object.values(envNames).map((name) => [name, 'https://bench.example.com'])),
      [envNames.table]: 'ksa-bench',
      [envNames.userPool]: 'me-south-1_BenchPool',
      [envNames.userPoolClient]: '1benchclient2benchclient',
      AWS_REGION: 'me-south-1',
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
    },
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(Series.parse(message)));
    child.once('close', (code) => reject(new Error(`Measuring ended with code ${code}`)));
  });
}
