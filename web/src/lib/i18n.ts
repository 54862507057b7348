import { fillIn } from '#shared/contract/sentence.ts';
import type { Language, Phrase } from '#shared/contract/text.ts';
import { languageStore } from './language.ts';
import { useStore } from './store.ts';

export type ArabicForms = { zero: string; one: string; two: string; few: string; many: string; other: string };
export type EnglishForms = { one: string; other: string };

/** One sentence in both languages. `{name}` marks a variable; both languages must use the same ones (tested). */
export type { Phrase };
/** A sentence whose words follow a number: give `{ count }`, written as `{count}` in the text. */
export type Counted = { readonly ar: ArabicForms; readonly en: EnglishForms };
export type Entry = Phrase | Counted;

type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type VariablesOf<E extends Entry> = E extends { readonly en: infer En }
  ? En extends string
    ? Names<En>
    : En extends EnglishForms
      ? Names<En['one'] | En['other']> | 'count'
      : never
  : never;
type Values<E extends Entry> = [VariablesOf<E>] extends [never]
  ? []
  : [values: { readonly [K in VariablesOf<E>]: K extends 'count' ? number : string | number }];

/**
 * Declares the strings of one feature; the variables of each become part of its type.
 *
 * @example export const strings = defineStrings({ hello: { ar: 'أهلًا {name}', en: 'Hello {name}' } });
 */
export const defineStrings = <const S extends Record<string, Entry>>(strings: S): S => strings;

const rules = { ar: new Intl.PluralRules('ar-KW'), en: new Intl.PluralRules('en-AE') };
const counts = { ar: new Intl.NumberFormat('ar-KW-u-nu-latn'), en: new Intl.NumberFormat('en-AE') };

/**
 * Says an entry in a language. Each variable is isolated as a whole, so that an English name inside an Arabic sentence
 * cannot turn its neighbours around.
 *
 * @example translate('en', strings.hello, { name: 'Sara' })
 */
export function translate<E extends Entry>(language: Language, entry: E, ...[values]: Values<E>): string {
  const given: Readonly<Record<string, string | number>> = values ?? {};
  const written = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'number' ? counts[language].format(value) : value,
  ]);
  return fillIn(formOf(language, entry, given.count), Object.fromEntries(written));
}

function formOf(language: Language, entry: Entry, count: string | number | undefined): string {
  const forms: string | EnglishForms | ArabicForms = entry[language];
  if (typeof forms === 'string') return forms;
  const byName: Readonly<Record<string, string>> = forms;
  return byName[rules[language].select(Number(count ?? 0))] ?? forms.other;
}

export type Translate = <E extends Entry>(entry: E, ...values: Values<E>) => string;

const translators: Record<Language, Translate> = {
  ar: (entry, ...values) => translate('ar', entry, ...values),
  en: (entry, ...values) => translate('en', entry, ...values),
};

/** `t` for the language of the page. The component renders again when the language changes. */
export function useText(): { t: Translate; language: Language } {
  const language = useStore(languageStore);
  return { t: translators[language], language };
}
