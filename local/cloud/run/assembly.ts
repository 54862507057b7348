import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Place } from './identities.ts';
import { explain } from './intrinsics.ts';
import { StartError } from './start-error.ts';
import { type Application, openApplication, readTemplates } from './template.ts';

/** The templates of a cloud assembly by stack, as they are written. */
export type Templates = ReturnType<typeof readTemplates>;

/**
 * Reads the templates of a cloud assembly.
 *
 * @throws StartError with a sentence when the folder is not there or a template is not JSON.
 */
export const readAssembly = (folder: string): Templates => readable(folder, () => readTemplates(folder));

/**
 * Opens templates (those of the folder, if none are given) as one application.
 *
 * @throws StartError with a sentence when they are no templates, TemplateError when they ask for what is not known here.
 */
export const openAssembly = (folder: string, templates: Templates | undefined, place: Place): Application => {
  const read = templates ?? readAssembly(folder);
  return readable(folder, () => openApplication(read, place));
};

function readable<T>(folder: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const isUnreadable = error instanceof SyntaxError || error instanceof z.core.$ZodError || isSystemError(error);
    if (!isUnreadable) throw error;
    const reason = error instanceof z.core.$ZodError ? explain(error.issues) : error.message;
    throw new StartError(
      `لا يمكن قراءة قوالب السحابة في ${folder}: شغّل \u200enpm run build\u200e ثم أعد التشغيل.`,
      `The templates in ${folder} cannot be read (${reason}): run npm run build, then start again.`,
      error,
    );
  }
}

const isSystemError = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;

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
