import createBidi from 'bidi-js';

const bidi = createBidi();
/** Direct what is shown, but are not shown themselves. */
const UNSEEN = /[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

type Placed = { at: number; character: string };

/**
 * The characters of one line as they stand on the screen, from left to right, each with its place in the text; as the
 * Unicode Bidirectional Algorithm orders them. Without a direction, the line takes that of its first letter.
 */
export function onScreen(line: string, direction?: 'rtl' | 'ltr'): Placed[] {
  const levels = bidi.getEmbeddingLevels(line, direction);
  return bidi
    .getReorderedIndices(line, levels)
    .map((at) => ({ at, character: line[at] ?? '' }))
    .filter(({ character }) => !UNSEEN.test(character));
}

export const seen = (line: string, direction?: 'rtl' | 'ltr'): string =>
  onScreen(line, direction)
    .map(({ character }) => character)
    .join('');
