import { NAME } from './variable.ts';

/** A stretch of a text, by the places where it begins and ends (UTF-16 units). */
export type TextPiece = { at: number; end: number } & (
  | { is: 'words'; words: string }
  | { is: 'variable'; name: string }
  /** A brace that belongs to no variable. */
  | { is: 'stray' }
);

const MARK = new RegExp(`\\{[ ]?(${NAME})[ ]?\\}|[{}]`, 'g');

/** Takes a text apart: what stands there, variables, and braces that are neither. The pieces join without a gap. */
export function parseTemplate(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const found of text.matchAll(MARK)) {
    const [whole, name] = found;
    if (found.index > from)
      pieces.push({ is: 'words', words: text.slice(from, found.index), at: from, end: found.index });
    from = found.index + whole.length;
    const place = { at: found.index, end: from };
    pieces.push(name === undefined ? { is: 'stray', ...place } : { is: 'variable', name, ...place });
  }
  if (from < text.length) pieces.push({ is: 'words', words: text.slice(from), at: from, end: text.length });
  return pieces;
}

/** The variables of a text, each once, in the order in which they first stand there. */
export const namesIn = (text: string): string[] => [
  ...new Set(parseTemplate(text).flatMap((piece) => (piece.is === 'variable' ? [piece.name] : []))),
];
