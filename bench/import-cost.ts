import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { envNames } from '#runtime/env-names.ts';
import type { Bundle } from './bundles.ts';
import { type Figure, ratioOf } from './figure.ts';

const ROUNDS = 15;
const run = promisify(execFile);

/** P1: CPU to import a built bundle ÷ CPU to import a bundle with only the bare table client. */
export async function importCost(root: string, bundles: readonly Bundle[]): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const bare = { name: '', file: join(folder, 'bare.mjs') };
  await buildBareClient(root, bare.file);
  const measured = [bare, ...bundles];
  const series = new Map<string, number[]>(measured.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, file } of measured) series.get(name)?.push(await cpuOfImport(root, file));
  rmSync(folder, { recursive: true });
  const of = (name: string) => series.get(name) ?? [];
  return bundles.map(({ name }) =>
    ratioOf(
      {
        id: 'P1',
        what: `import of ${name} ÷ bare table client`,
        target: name === 'publishing-publish' ? 2.5 : 2.2,
      },
      { own: of(name), bare: of(''), unit: 'ms CPU' },
    ),
  );
}

const bareClient = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  export const client = new DynamoDBClient({});
`;

async function buildBareClient(root: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: bareClient, resolveDir: root },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as requireForBareBench } from 'node:module'; const require = requireForBareBench(import.meta.url);",
    },
    outfile,
  });
}

const script = `
  const before = process.cpuUsage();
  await import(process.argv[1]);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
  process.exit(0);
`;

/** User and system CPU (ms) that importing a module costs in a fresh process. */
async function cpuOfImport(root: string, file: string): Promise<number> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, file], {
    cwd: root,
    env: everyVariable,
  });
  return Number(stdout.trim().split('\n').at(-1));
}

/** Values that let every bundle load; nothing is called. */
const everyVariable = {
  ...Object.fromEntries(Object.values(envNames).map((name) => [name, 'bench'])),
  AWS_REGION: 'me-south-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};
