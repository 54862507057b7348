/** One line of the report. A figure without a target is context and never a gate. */
export type Figure = {
  id: string;
  what: string;
  figure: number;
  unit: string;
  target?: number;
  /** The figure must reach its target instead of staying below it. */
  isAtLeast?: true;
  verdict: 'met' | 'missed' | 'void' | 'context';
  /** How the runs differed, or what the figure is made of. */
  spread?: string;
};

type Measured = Omit<Figure, 'verdict' | 'target'>;

/** A figure that must not exceed its target, or with `isAtLeast` must reach it. */
export const judged = (figure: Measured & { target: number }): Figure => {
  const isMet = figure.isAtLeast ? figure.figure >= figure.target : figure.figure <= figure.target;
  return { ...figure, verdict: isMet ? 'met' : 'missed' };
};

/** `≤ 0.5`; empty for a figure that is only context. */
export const boundOf = ({ target, isAtLeast }: Figure): string =>
  target === undefined ? '' : `${isAtLeast ? '≥' : '≤'} ${target}`;

export const context = (figure: Measured): Figure => ({ ...figure, verdict: 'context' });

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Minimum, median and maximum of a series, as text. */
export function spreadOf(series: readonly number[], unit: string): string {
  const sorted = [...series].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${[sorted[0] ?? 0, middle, sorted.at(-1) ?? 0].map((value) => rounded(value)).join(' / ')} ${unit}`;
}

/**
 * Minimum of a series over minimum of its baseline. Void when the baseline itself varied by more than two: then the
 * machine was measured, not the code.
 */
export function ratioOf(
  figure: Omit<Measured, 'figure' | 'unit' | 'spread'> & { target?: number },
  { own, bare, unit }: { own: readonly number[]; bare: readonly number[]; unit: string },
): Figure {
  const { target, ...named } = figure;
  const measured = {
    ...named,
    figure: rounded(Math.min(...own) / Math.min(...bare)),
    unit: '×',
    spread: `${spreadOf(own, unit)}; baseline ${spreadOf(bare, unit)}`,
  };
  const verdict = target === undefined ? context(measured) : judged({ ...measured, target });
  return Math.max(...bare) / Math.min(...bare) > 2 ? { ...verdict, verdict: 'void' } : verdict;
}
