/** Ends the paragraph or jumps to its edge, and with it out of every isolate. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what this pattern is about
const BREAKS = /[\t\n\v\f\r\u001c-\u001f\u0085\u2028\u2029]+/g;
/** Embeddings and overrides: nothing of ours uses them, and they could turn a value round. */
const TURNS = /[\u202a-\u202e]/g;
const OPENS = /[\u2066-\u2068]/;
const CLOSE = '\u2069';

/**
 * A value as it may stand inside a sentence of either direction: on one line, in its own direction, and without any
 * effect on the words around it. Isolates inside it stay, so that a value may be made of isolated parts.
 */
export const isolated = (value: string): string =>
  `\u2068${closed(value.replace(BREAKS, ' ').replace(TURNS, ''))}${CLOSE}`;

/** Every isolate that is opened is closed, and no more than that. */
function closed(value: string): string {
  let open = 0;
  let kept = '';
  for (const character of value) {
    if (OPENS.test(character)) open += 1;
    if (character === CLOSE && open === 0) continue;
    if (character === CLOSE) open -= 1;
    kept += character;
  }
  return kept + CLOSE.repeat(open);
}

/**
 * Puts values into a sentence of ours: `{name}` marks a place. What belongs together (`3.75:1`, `+3`) is one value: a
 * sign or figure beside the place would stay outside the isolate and change sides in Arabic.
 *
 * @example fillIn('أهلًا {name}', { name: 'Sara' })
 */
export const fillIn = (sentence: string, values: Readonly<Record<string, string>> = {}): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => isolated(values[name] ?? ''));
