import type { Failure } from '../aws/lambda/outcome.ts';

export type { Failure, Outcome } from '../aws/lambda/outcome.ts';

/** What a function's thread is started with. */
export type Setup = {
  bundle: string;
  /** `index.handler`, as the template names it. */
  handler: string;
  timeoutMs: number;
  /** `<function>.<number>`: names this one thread in the header of its outgoing calls. */
  instance: string;
  /** One signed 64-bit number: how many milliseconds the local clock is ahead of real time. */
  shift: SharedArrayBuffer;
  /** URL of a file of this project, for the packages that no bundle holds. */
  project: string;
};

/** A point at which a thread ends itself: `start`, `end` or `log:<text>`. `left` counts down, for all threads at once. */
export type Step = { at: string; left: SharedArrayBuffer };

/** One event for a thread. `event` is JSON text; `functionArn` is how the caller named the function. */
export type Invocation = { requestId: string; functionArn: string; event: string; steps: readonly Step[] };

export type Reply =
  | { kind: 'ready' }
  | { kind: 'done'; result: string }
  /** `fatal` failures end the thread: it could not start, or something escaped from the handler. */
  | { kind: 'failed'; fatal: boolean; failure: Failure };
