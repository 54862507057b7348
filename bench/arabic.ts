const LETTERS = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي     ';

/**
 * Arabic text of exactly so many characters, the same in every run. Its letters follow no pattern, so that nothing
 * that packs text looks better than it is.
 */
export function arabic(length: number): string {
  let seed = length;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return LETTERS[Math.floor((seed / 2 ** 31) * LETTERS.length)] ?? ' ';
  };
  return `ق${Array.from({ length: length - 2 }, next).join('')}ة`;
}
