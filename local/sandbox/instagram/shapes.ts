/** The id and the fields that were asked for (comma list), as the graph host answers them. */
export function pick(values: Record<string, unknown>, fields: string): Record<string, unknown> {
  const wanted = new Set(['id', ...fields.split(',')]);
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted.has(name)));
}

/** An instant to the second, in Instagram's own form. */
export const timestampOf = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000');
