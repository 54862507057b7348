import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { type Figure, judged, rounded, spreadOf } from './figure.ts';

const ROUNDS = 15;
const run = promisify(execFile);

/** P1: CPU to import a built bundle ÷ CPU to import a bundle with only the bare table client. */
export async function importCost(root: string): Promise<Figure[]> {
  const baseline = await bareClient(root);
  const functions = readdirSync(join(root, 'dist/functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, file: join(root, 'dist/functions', name, 'index.mjs') }));
  const series = new Map<string, number[]>([['', []], ...functions.map(({ name }) => [name, []] as [string, number[]])]);
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, file } of [{ name: '', file: baseline }, ...functions]) series.get(name)?.push(await cpuOfImport(root, file));
  const bare = series.get('') ?? [];
  const isVoid = Math.max(...bare) / Math.min(...bare) > 2;
  return functions.map(({ name }) => {
    const own = series.get(name) ?? [];
    const figure = judged({
      id: 'P1',
      what: `import of ${name} ÷ bare table client`,
      figure: rounded(Math.min(...own) / Math.min(...bare)),
      unit: '×',
      target: name.startsWith('publishing-publish') ? 2.5 : 2.2,
      spread: `${spreadOf(own, 'ms CPU')}; bare ${spreadOf(bare, 'ms CPU')}`,
    });
    return isVoid ? { ...figure, verdict: 'void' } : figure;
  });
}

async function bareClient(root: string): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bench-')), 'bare.mjs');
  await build({
    stdin: { contents: "export { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nexport const client = new DynamoDBClient({});", resolveDir: root },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire as requireForBareBenchBundle } from 'node:module'; const require = requireForBareBenchBundle(import.meta.url);" },
    outfile,
  });
  return outfile;
}

/** User and system CPU (ms) that importing a module costs in a fresh process. */
async function cpuOfImport(root: string, file: string): Promise<number> {
  const script = 'const before = process.cpuUsage(); await import(process.argv[1]); const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000); process.exit(0)';
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, file], { cwd: resolve(root), env: everyVariable });
  return Number(stdout.trim().split('\n').at(-1));
}

/** Values that let every bundle load; nothing is called. */
const everyVariable = {
  PATH: process.env.PATH ?? '',
  AWS_REGION: 'me-south-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TABLE_NAME: 'bench',
};
