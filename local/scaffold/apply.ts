import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filled, type Names } from './names.ts';
import type { Edit, Recipe } from './recipe.ts';

const templates = join(import.meta.dirname, 'templates');

/** Why nothing was written. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
}

export type Written = { readonly made: readonly string[]; readonly edited: readonly string[] };

/**
 * Makes all files of a recipe under `root`, and its lines in the lists. All or nothing: what is in the way (a file that
 * exists, a list that looks otherwise by now) is found before the first file is written.
 */
export function apply(root: string, recipe: Recipe, names: Names): Written {
  const made = Object.entries(recipe.files).map(([file, template]) => ({
    file: filled(file, names),
    text: filled(readFileSync(join(templates, template), 'utf8'), names),
  }));
  for (const { file } of made)
    if (existsSync(join(root, file))) throw new ScaffoldError(`${file} exists already; nothing was written.`);
  const edited = new Map<string, string>();
  for (const edit of recipe.edits) {
    const file = filled(edit.file, names);
    edited.set(file, withEdit(edited.get(file) ?? read(root, file), file, edit, names));
  }
  for (const { file, text } of made) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const [file, text] of edited) writeFileSync(join(root, file), text);
  return { made: made.map(({ file }) => file), edited: [...edited.keys()] };
}

function read(root: string, file: string): string {
  if (!existsSync(join(root, file))) throw new ScaffoldError(`${file} is missing; nothing was written.`);
  return readFileSync(join(root, file), 'utf8');
}

function withEdit(text: string, file: string, { imports, at, where, add }: Edit, names: Names): string {
  const found = [...text.matchAll(new RegExp(at.source, `${at.flags.replace('g', '')}g`))];
  const [place] = found;
  if (place === undefined || found.length > 1)
    throw new ScaffoldError(`${file} has ${found.length} places like ${at}, not one; nothing was written.`);
  const cut = place.index + (where === 'behind' ? place[0].length : 0);
  const body = text.slice(0, cut) + filled(add, names) + text.slice(cut);
  const missing = filled(imports ?? '', names)
    .split('\n')
    .filter((line) => line !== '' && !isImported(text, line));
  return [...missing, body].join('\n');
}

/** Whether a file imports the one name of an import line already, alone or with others. */
function isImported(text: string, line: string): boolean {
  const [, name = '', from = ''] = /\{ (\w+) \} from '([^']+)'/.exec(line) ?? [];
  return new RegExp(`\\b${name}\\b[^}]*\\} from '${from.replaceAll('.', '\\.')}'`).test(text);
}
