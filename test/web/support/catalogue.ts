import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** A text of the product in both languages; where it counts, by the names of the plural forms. */
export type Found = { where: string; ar: unknown; en: unknown };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isEntry = (value: unknown): value is { ar: unknown; en: unknown } =>
  isObject(value) && 'ar' in value && 'en' in value;

function entriesIn(value: unknown, where: string): Found[] {
  if (!isObject(value)) return [];
  if (!isEntry(value)) return Object.entries(value).flatMap(([name, inner]) => entriesIn(inner, `${where} › ${name}`));
  const { ar, en } = value;
  if (!isObject(ar) || !isObject(en) || 'other' in ar) return [{ where, ar, en }];
  // The parts of a mail are written language by language.
  const names = [...new Set([...Object.keys(ar), ...Object.keys(en)])];
  return names.flatMap((name) => entriesIn({ ar: ar[name] ?? '', en: en[name] ?? '' }, `${where} › ${name}`));
}

const DECLARES =
  /defineStrings\(|: Record<\w+, Phrase>|: Phrase\b|Record<Language, Words>|satisfies Problems\b|: readonly NavigationEntry\[\]/;

/** Every file in which screens, notices, mails and reasons keep their words. */
export const catalogueFiles = globSync(['web/src/**/*.{ts,tsx}', 'shared/**/*.ts', 'functions/**/*.ts'], { cwd: root })
  .filter((file) => DECLARES.test(readFileSync(join(root, file), 'utf8')))
  .sort();

/** What each of them exports. */
export const catalogues = await Promise.all(
  catalogueFiles.map(async (file) => {
    const exported: Record<string, unknown> = await import(join(root, file));
    return { file, exported };
  }),
);

/** Every text of the product. */
export const found: readonly Found[] = catalogues.flatMap(({ file, exported }) =>
  Object.entries(exported).flatMap(([name, value]) => entriesIn(value, `${file} › ${name}`)),
);

/** The texts of one language of an entry: one, or one per plural form. */
export const texts = (side: unknown): string[] =>
  typeof side === 'string' ? [side] : Object.values(side ?? {}).map((text) => String(text));

export const sourceOf = (file: string): string => readFileSync(join(root, file), 'utf8');
