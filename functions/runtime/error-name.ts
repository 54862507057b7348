/** What kind of error it was, for a log: messages may quote addresses, tokens or what a customer wrote. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
