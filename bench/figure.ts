/** One line of the report. `verdict` compares the figure with its target in one run; context is never a gate. */
export type Figure = {
  id: string;
  what: string;
  figure: number;
  unit: string;
  target: number;
  verdict: 'met' | 'missed' | 'void';
  spread?: string;
};

export const judged = (figure: Omit<Figure, 'verdict'>): Figure => ({
  ...figure,
  verdict: figure.figure <= figure.target ? 'met' : 'missed',
});

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Minimum, median and maximum of a series, as text. */
export function spreadOf(series: readonly number[], unit: string): string {
  const sorted = [...series].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return [sorted[0] ?? 0, middle, sorted.at(-1) ?? 0].map((value) => `${rounded(value, 1)}`).join(' / ') + ` ${unit}`;
}
