import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A hash over the names and contents of all files that match. */
export function fingerprint(root: string, patterns: string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root }).sort()) {
    const path = join(root, file);
    if (!statSync(path).isFile()) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** Runs `step` unless `product` exists and was made from inputs with the same fingerprint. */
export async function unlessUnchanged(
  root: string,
  product: string,
  inputs: string,
  step: () => Promise<void>,
): Promise<void> {
  const record = join(root, 'dist/.made', `${product.replaceAll('/', '_')}.sha256`);
  if (existsSync(join(root, product)) && existsSync(record) && readFileSync(record, 'utf8') === inputs) return;
  // Without its record a product that is cut off in the middle is not taken for a whole one.
  rmSync(record, { force: true });
  await step();
  mkdirSync(join(root, 'dist/.made'), { recursive: true });
  writeFileSync(record, inputs);
}
