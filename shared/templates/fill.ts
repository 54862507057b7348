import type { Language } from '../contract/text.ts';
import { templateFaultOf, type Worded } from './check.ts';
import { parseTemplate } from './parse.ts';
import { valueWords } from './value.ts';
import type { Variable } from './variable.ts';

/** A field that a person has to fill: nothing is there, or what is there is none of its kind. */
export type Lacking = { name: string; why: 'missing' | 'unfit' };
/** A text that can be posted, or what is still to be filled. Never both, and the text never holds a brace. */
export type Filled = { text: string } | { lacking: Lacking[] };

/**
 * Fills the text of one language. `values` are what a person typed, by the names of variables; an empty one takes its
 * default. Throws a RangeError for a template that `templateFaultOf` finds fault with.
 *
 * @example fill({ ar: '', en: 'Only {price}', variables: [{ name: 'price', kind: 'money' }] }, 'en', { price: '29.5' })
 * // { text: 'Only KWD 29.500' }
 */
export function fill(template: Worded, language: Language, values: Readonly<Record<string, string>>): Filled {
  if (templateFaultOf(template)) throw new RangeError('This template cannot be filled');
  const known = new Map(template.variables.map((variable) => [variable.name, variable]));
  const lacking = new Map<string, Lacking>();
  const done = new Map<string, string>();

  const written = (text: string): string =>
    parseTemplate(text)
      .map((piece) => (piece.is === 'variable' ? ofVariable(piece.name) : text.slice(piece.at, piece.end)))
      .join('');
  const ofVariable = (name: string): string => {
    const ready = done.get(name);
    if (ready !== undefined) return ready;
    const words = wordsOf(known.get(name), name);
    done.set(name, words);
    return words;
  };
  const wordsOf = (variable: Variable | undefined, name: string): string => {
    const typed = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : '';
    const kind = variable?.kind;
    const fallback = (variable?.default ?? '').trim();
    if (variable && typed === '' && kind === 'text' && fallback !== '') return written(fallback);
    const words = variable && valueWords(variable, typed || fallback, language);
    if (words === undefined) lacking.set(name, { name, why: typed || fallback ? 'unfit' : 'missing' });
    return words ?? '';
  };
  const text = written(template[language]);
  return lacking.size > 0 ? { lacking: [...lacking.values()] } : { text };
}
