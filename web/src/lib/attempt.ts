import type { CallOptions } from '#shared/contract/client.ts';
import { ApiProblem } from './api-problem.ts';

/**
 * Repeats a POST safely: while no definite answer came, the same input is sent with the same idempotency key, so that
 * pressing the button again cannot do the work twice. Keep one per form or button.
 *
 * @example
 * const attempt = createAttempt();
 * await attempt(body, (options) => api.publish(body, options));
 */
export function createAttempt() {
  let open: { input: string; key: string } | undefined;
  return async <T>(input: unknown, call: (options: CallOptions) => Promise<T>): Promise<T> => {
    const written = JSON.stringify(input);
    const key = open?.input === written ? open.key : crypto.randomUUID();
    open = { input: written, key };
    try {
      const answer = await call({ idempotencyKey: key });
      open = undefined;
      return answer;
    } catch (error) {
      if (isDefinite(error)) open = undefined;
      throw error;
    }
  };
}

/** A refusal is definite; silence, a failure of the server and "still being worked on" are not. */
export const isDefinite = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status < 500 && error.code !== 'idempotency.in_progress';
