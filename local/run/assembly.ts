import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateError } from './intrinsics.ts';
import { StartError } from './start-error.ts';
import { readTemplates } from './template.ts';

/** The templates of a cloud assembly by stack, as they are written. */
export type Templates = ReturnType<typeof readTemplates>;

/**
 * Reads the templates of a cloud assembly.
 *
 * @throws StartError with a sentence when the folder is not there or a template cannot be read.
 */
export function readAssembly(folder: string): Templates {
  try {
    return readTemplates(folder);
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new StartError(
      `لا يمكن قراءة قوالب السحابة في ${folder}: شغّل ‎npm run build‎ ثم أعد التشغيل.`,
      `The templates in ${folder} cannot be read (${error instanceof Error ? error.message : error}): run npm run build, then start again.`,
      error,
    );
  }
}

const lookEveryMs = 500;

/** Calls `changed` once the templates of a folder were written anew and nobody writes them any more. */
export function watchAssembly(folder: string, changed: () => void): () => void {
  let known = stampOf(folder);
  let before = known;
  const ticker = setInterval(() => {
    const stamp = stampOf(folder);
    const isStill = stamp === before;
    before = stamp;
    // A folder without templates is one that is being made.
    if (!isStill || stamp === known || stamp === '') return;
    known = stamp;
    changed();
  }, lookEveryMs);
  return () => clearInterval(ticker);
}

function stampOf(folder: string): string {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
    const stamps = files.map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`);
    return stamps.sort().join('\n');
  } catch {
    return '';
  }
}
