import { type Language, language } from '#shared/contract/text.ts';

/** The language a person is written to in; both, Arabic first, when we do not know it. */
export function languagesOf(person: { language?: unknown }): readonly Language[] {
  const known = language.safeParse(person.language);
  return known.success ? [known.data] : ['ar', 'en'];
}
