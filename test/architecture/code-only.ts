type Mode = 'code' | 'line' | 'block' | 'string' | 'template' | 'pattern';

/** After one of these a slash begins a regular expression, otherwise it divides. */
const BEFORE_PATTERN = /(?:^|[=(,:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in|do|else|await|yield))\s*$/;

/**
 * Blanks comments and the contents of strings, templates and regular expressions; line breaks stay, so that line
 * numbers hold. Code inside `${}` stays.
 */
export function codeOnly(source: string): string {
  let out = '';
  let mode: Mode = 'code';
  let quote = '';
  let inClass = false;
  /** How many braces are open in each template's `${}`. */
  const holes: number[] = [];
  const put = (character: string, keep: boolean) => {
    out += keep || character === '\n' ? character : ' ';
  };
  for (let at = 0; at < source.length; at++) {
    const character = source.charAt(at);
    const pair = source.slice(at, at + 2);
    if (mode === 'code') {
      if (pair === '//' || pair === '/*') {
        mode = pair === '//' ? 'line' : 'block';
        out += '  ';
        at++;
        continue;
      }
      if (character === '"' || character === "'") [mode, quote] = ['string', character];
      else if (character === '`') mode = 'template';
      else if (character === '/' && BEFORE_PATTERN.test(lastLine(out))) mode = 'pattern';
      else if (character === '{') holes.push((holes.pop() ?? 0) + 1);
      else if (character === '}') {
        const open = (holes.pop() ?? 1) - 1;
        if (open === 0 && holes.length > 0) mode = 'template';
        else holes.push(open);
      }
      put(character, true);
      continue;
    }
    if (mode === 'line') {
      if (character === '\n') mode = 'code';
      put(character, false);
    } else if (mode === 'block') {
      if (pair === '*/') {
        out += '  ';
        at++;
        mode = 'code';
      } else put(character, false);
    } else if (character === '\\') {
      out += ' ';
      put(source.charAt(++at), false);
    } else if (mode === 'template') {
      if (pair === '${') {
        if (holes.length === 0) holes.push(0);
        holes.push(1);
        out += '${';
        at++;
        mode = 'code';
      } else {
        if (character === '`') mode = 'code';
        put(character, character === '`');
      }
    } else if (mode === 'pattern') {
      if (character === '[') inClass = true;
      if (character === ']') inClass = false;
      const ends = character === '\n' || (character === '/' && !inClass);
      if (ends) mode = 'code';
      put(character, ends);
    } else {
      const ends = character === quote || character === '\n';
      if (ends) mode = 'code';
      put(character, ends);
    }
  }
  return out;
}

const lastLine = (text: string) => text.slice(text.lastIndexOf('\n') + 1);
