import { isBlank } from '../contract/text.ts';
import { namesIn, parseTemplate } from './parse.ts';
import { valueWords } from './value.ts';
import type { Variable } from './variable.ts';

/** The texts of a template side by side; one of them may be empty. */
export type Worded = { ar: string; en: string; variables: readonly Variable[] };

export const templateFaults = [
  'empty',
  'too_long',
  'stray_brace',
  'unknown_variable',
  'named_twice',
  'circular_default',
  'default_unfit',
] as const;
/** What is wrong, where (`ar`, `en`, `variables.<name>`), at which place of that text, and with which variable. */
export type TemplateFault = { fault: (typeof templateFaults)[number]; path: string; at?: number; name?: string };

/** Both texts together stay below 10 KB. */
export const TOO_MANY_BYTES = 10 * 1024;
/** What a post holds at most. */
const MOST_FILLED = 10_000;

/** The first thing that is wrong with a template, or undefined: then it can be filled. */
export function templateFaultOf(template: Worded): TemplateFault | undefined {
  const { ar, en, variables } = template;
  if (isBlank(ar) && isBlank(en)) return { fault: 'empty', path: 'ar' };
  if (new TextEncoder().encode(ar + en).length >= TOO_MANY_BYTES) return { fault: 'too_long', path: 'ar' };
  const known = new Map(variables.map((variable) => [variable.name, variable]));
  if (known.size < variables.length) return { fault: 'named_twice', path: 'variables' };
  const texts = [
    { path: 'ar', text: ar },
    { path: 'en', text: en },
    ...variables.flatMap(({ name, kind, default: text }) =>
      text !== undefined && kind === 'text' ? [{ path: `variables.${name}`, text }] : [],
    ),
  ];
  const misread = texts.flatMap(({ path, text }) => misreadIn(path, text, known))[0];
  return misread ?? circleOf(known) ?? unfitOf(variables) ?? tooLongOf(template, known);
}

const misreadIn = (path: string, text: string, known: ReadonlyMap<string, Variable>): TemplateFault[] =>
  parseTemplate(text).flatMap((piece): TemplateFault[] => {
    if (piece.is === 'stray') return [{ fault: 'stray_brace', path, at: piece.at }];
    if (piece.is === 'words' || known.has(piece.name)) return [];
    return [{ fault: 'unknown_variable', path, at: piece.at, name: piece.name }];
  });

/** Of a text alone: nothing else may hold variables. */
export const defaultText = ({ kind, default: text = '' }: Variable): string => (kind === 'text' ? text : '');

/** A default that needs itself, over whatever way round. */
function circleOf(known: ReadonlyMap<string, Variable>): TemplateFault | undefined {
  const sound = new Set<string>();
  const visit = (name: string, above: readonly string[]): string | undefined => {
    if (above.includes(name)) return name;
    const variable = known.get(name);
    if (!variable || sound.has(name)) return undefined;
    const circle = namesIn(defaultText(variable))
      .map((inner) => visit(inner, [...above, name]))
      .find(Boolean);
    sound.add(name);
    return circle;
  };
  const name = [...known.keys()].map((first) => visit(first, [])).find(Boolean);
  return name === undefined ? undefined : { fault: 'circular_default', path: `variables.${name}`, name };
}

/** A default that is none of its kind, and a choice of nothing. */
function unfitOf(variables: readonly Variable[]): TemplateFault | undefined {
  const unfit = variables.find((variable) => {
    const { kind, default: text, choices = [] } = variable;
    if (kind === 'choice' && (choices.length === 0 || choices.some((choice) => /[{}]/.test(choice)))) return true;
    return text !== undefined && text !== '' && kind !== 'text' && valueWords(variable, text, 'ar') === undefined;
  });
  return unfit && { fault: 'default_unfit', path: `variables.${unfit.name}`, name: unfit.name };
}

/** Defaults within defaults could grow without end: their length is reckoned before anything is written out. */
function tooLongOf({ ar, en }: Worded, known: ReadonlyMap<string, Variable>): TemplateFault | undefined {
  const lengths = new Map<string, number>();
  const lengthOf = (text: string): number =>
    parseTemplate(text).reduce(
      (sum, piece) => sum + (piece.is === 'variable' ? ofVariable(piece.name) : piece.end - piece.at),
      0,
    );
  const ofVariable = (name: string): number => {
    const variable = known.get(name);
    const length = lengths.get(name) ?? (variable ? lengthOf(defaultText(variable)) : 0);
    lengths.set(name, length);
    return length;
  };
  return lengthOf(ar) + lengthOf(en) > MOST_FILLED ? { fault: 'too_long', path: 'variables' } : undefined;
}
