import { type Registered, registered } from './registered.ts';
import type { ProblemText } from './registration.ts';

export type ProblemCode = keyof Registered<'problems'>;

/** Everything that can be said to a caller when something goes wrong, as the features say it. */
export const problems: Readonly<Record<ProblemCode, ProblemText>> = registered('problems');

/** One field that was not acceptable: a JSON path, what is wrong with it, the limit it broke, the person it is due to. */
export type Issue = { path: string; issue: string; limit?: number | string; by?: string };

/**
 * The only error a caller ever sees: `{ code, message, details?, requestId }` with the status of its code.
 * Anything else thrown by a handler is answered as `internal.unexpected`.
 *
 * @example throw new Problem('post.not_found');
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly issues: readonly Issue[];
  /** The one thing to do about it, where there is one, in the words of `problem.step` of a post. */
  readonly nextStep: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    options: { issues?: readonly Issue[]; nextStep?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    const { status, en, api = en } = problems[code];
    super(api, { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.issues = options.issues ?? [];
    this.nextStep = options.nextStep;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What goes over the wire for a problem. */
export type ProblemBody = {
  code: ProblemCode;
  message: string;
  details?: readonly Issue[];
  nextStep?: string;
  requestId: string;
};

export const isProblemCode = (value: unknown): value is ProblemCode => typeof value === 'string' && value in problems;
