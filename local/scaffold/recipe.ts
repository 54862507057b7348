import type { Names } from './names.ts';

/** Something is added to a file that is there: an import on top, and text at the place that `after` or `before` finds. */
export type Edit = {
  readonly file: string;
  readonly imports?: string;
  /** Must be found exactly once. The text is put behind or in front of it. */
  readonly at: RegExp;
  readonly where: 'behind' | 'in front';
  readonly add: string;
};

/** What one kind of thing is made of: new files from templates, and the lists that name it. */
export type Recipe = {
  /** How it is called, as the command's usage shows it. */
  readonly usage: string;
  /** The names that the templates use, from what was typed; undefined when that cannot be meant. */
  names(args: readonly string[]): Names | undefined;
  /** New file → template under `templates/`. Both may hold names. */
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
  /** What to do next, one step a line. */
  readonly next: readonly string[];
};
