/** The value that `share` (0 to 1) of a series does not exceed; 0 for an empty one. */
export function percentile(series: readonly number[], share: number): number {
  const sorted = [...series].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}
