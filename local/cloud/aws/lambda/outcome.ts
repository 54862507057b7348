/** `trace` is the stack as text. */
export type Failure = { errorType: string; errorMessage: string; trace: string };

/** How an invocation ended, as Lambda tells its caller. */
export type Outcome = { ok: true; result: unknown } | ({ ok: false } & Failure);

/** A failure that no code of the function tells by itself. */
export const failed = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  errorType,
  errorMessage,
  trace: '',
});

/** What Lambda answers when a function has no room for one more event. */
export const throttled = 'TooManyRequestsException';

/** What the caller of a function gets to read: its result, or its error as Lambda spells it. */
export function payloadOf(outcome: Outcome): unknown {
  if (outcome.ok) return outcome.result;
  const { errorType, errorMessage, trace } = outcome;
  return { errorType, errorMessage, trace: trace === '' ? [] : trace.split('\n') };
}

/** Bytes of an event. For those that nobody waits for it was 256 KB until late in 2025. */
const largestEvent: Readonly<Record<string, number>> = { RequestResponse: 6_291_456, Event: 1_048_576 };

/** Why an event (JSON) is too large for this type of invocation, if it is. */
export function eventProblem(event: string | Buffer, type: string): string | undefined {
  const [size, limit] = [Buffer.byteLength(event), largestEvent[type]];
  if (limit === undefined || size <= limit) return undefined;
  return `${size} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`;
}
