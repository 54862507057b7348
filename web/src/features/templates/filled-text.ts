import type { Language } from '#shared/contract/text.ts';
import type { Worded } from '#shared/templates/check.ts';
import { type Filled, fill } from '#shared/templates/fill.ts';
import type { Variable } from '#shared/templates/variable.ts';
import { describedVariables } from './described-variables.ts';

/** In which language a post is written with a template; both are one below the other. */
export type PostLanguage = Language | 'both';

/** Those for which the template has words. */
export function offeredLanguages({ ar, en }: Worded): PostLanguage[] {
  const written = [...(ar.trim() ? ['ar' as const] : []), ...(en.trim() ? ['en' as const] : [])];
  return written.length > 1 ? [...written, 'both'] : written;
}

const parts = (language: PostLanguage): Language[] => (language === 'both' ? ['ar', 'en'] : [language]);

/** What has to be asked for: the variables of the chosen texts, and those of their defaults. */
export function variablesFor(template: Worded, language: PostLanguage): Variable[] {
  const [ar, en] = (['ar', 'en'] as const).map((one) => (parts(language).includes(one) ? template[one] : ''));
  return describedVariables(ar ?? '', en ?? '', template.variables);
}

/** `fill` for one or both languages: all texts, or everything that is lacking, each once. */
export function filledText(template: Worded, language: PostLanguage, values: Readonly<Record<string, string>>): Filled {
  const filled = parts(language).map((one) => fill(template, one, values));
  const lacking = filled.flatMap((one) => ('lacking' in one ? one.lacking : []));
  if (lacking.length > 0) return { lacking: [...new Map(lacking.map((field) => [field.name, field])).values()] };
  return { text: filled.flatMap((one) => ('text' in one ? [one.text] : [])).join('\n\n') };
}
