import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { codeOnly } from './code-only.ts';

export const root = resolve(import.meta.dirname, '../..');

const SKIPPED = new Set(['node_modules', 'dist', 'cdk.out', '.local', '.git', '.ci']);

/** Every hand-written file below a folder of the repository, as paths from its root. Generated files are left out. */
export function filesIn(folder: string, pattern = /\.(ts|tsx|mjs)$/): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(join(root, folder));
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name) && !entry.name.endsWith('.gen.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => SKIPPED.has(part)))
    .sort();
}

const list = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true });

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A file's text without comments and without what its strings say, so that a word in prose is not taken for code. */
export function codeOf(path: string): string {
  const known = blanked.get(path) ?? codeOnly(textOf(path));
  blanked.set(path, known);
  return known;
}
const blanked = new Map<string, string>();

/** What the product consists of, by wing. */
export const wings = {
  shared: filesIn('shared'),
  functions: filesIn('functions'),
  infra: filesIn('infra'),
  web: filesIn('web'),
  local: filesIn('local').filter((path) => !path.startsWith('local/cloud/test/')),
};
export const product = [...wings.shared, ...wings.functions, ...wings.infra, ...wings.web];
/** The local cloud: a workspace with a suite of its own. */
export const cloud = filesIn('local/cloud');
export const tests = [
  ...filesIn('test').filter((path) => !path.includes('/must-not-compile/')),
  ...cloud.filter((path) => path.startsWith('local/cloud/test/')),
];

/** `forTypes`: gone when the program runs. */
export type Import = { from: string; to: string; forTypes: boolean };

const IMPORT = /(?:\b(?:import|export)\s+(type\b)?[^'";]*?\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\2/g;
const ALIASES: Record<string, string> = {
  '#shared/': 'shared/',
  '#runtime/': 'functions/runtime/',
  '#functions/': 'functions/',
  '#infra/': 'infra/',
  '#local/': 'local/',
  '#cloud/': 'local/cloud/',
  '#test/': 'test/',
};

/** What a file imports: files of the repository as paths from its root, packages by their name. */
export function importsOf(path: string): Import[] {
  return [...textOf(path).matchAll(IMPORT)].map(([, type, , name = '']) => ({
    from: path,
    to: target(path, name),
    forTypes: type !== undefined,
  }));
}

function target(path: string, name: string): string {
  if (name.startsWith('.')) return join(dirname(path), name);
  const alias = Object.keys(ALIASES).find((prefix) => name.startsWith(prefix));
  return alias === undefined ? name : `${ALIASES[alias]}${name.slice(alias.length)}`;
}

/** `path:line` of every match of a pattern in the code of some files. */
export function placesOf(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    codeOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

/** The wing, and below it the feature, of a path: `functions/posts/api.ts` → `posts`. */
export const featureOf = (path: string): string => path.split('/')[1] ?? '';
