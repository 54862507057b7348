/** The only place where product code reads the time: milliseconds since the epoch. */
export const now = (): number => Date.now();
