import * as z from 'zod/mini';
import { now } from '#runtime/clock.ts';
import { networkHost } from '#runtime/env.ts';
import { type HttpAnswer, type HttpCall, type NoAnswer, retryAfterOf, sendHttp } from '../http.ts';
import type { Credentials, Fault, Outcome, Safety } from '../platform.ts';
import { xFaultOf } from './errors.ts';

/** What X says in an error. `text` is only looked at, never kept: it may quote what a client wrote. */
export type XProblem = { status: number; type: string; text: string; waitMs: number | undefined };

/** How a call ended without a usable answer. `unreadable`: an answer that is not what it should be. */
export type XFailure =
  | NoAnswer
  | { kind: 'unreadable'; status: number; waitMs: number | undefined }
  | ({ kind: 'refused' } & XProblem);

export type Call = Omit<HttpCall, 'url'> & { path: string };

const problem = z.object({
  type: z.optional(z.string()),
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  reason: z.optional(z.string()),
  error: z.optional(z.string()),
  error_description: z.optional(z.string()),
  errors: z.optional(
    z.array(z.object({ code: z.optional(z.number()), message: z.optional(z.string()), type: z.optional(z.string()) })),
  ),
});

/** One call to X's API in an account's name, or with the `authorization` that `headers` bring. */
export async function xRequest<S extends z.ZodMiniType>(
  credentials: Credentials | undefined,
  call: Call,
  judge: Safety | ((failure: XFailure) => Fault),
  answer: S,
): Promise<Outcome<z.output<S>>> {
  const failed = (failure: XFailure): Outcome<never> => ({
    ok: false,
    fault: typeof judge === 'string' ? xFaultOf(failure, judge) : judge(failure),
  });
  const { path, headers = {}, ...rest } = call;
  const sent = await sendHttp({
    ...rest,
    url: `${networkHost('x', 'api')}${path}`,
    headers: { ...(credentials ? { authorization: `Bearer ${credentials.token}` } : {}), ...headers },
  });
  if (!sent.ok) return failed(sent.failure);
  const { status, body } = sent.answer;
  const parsed = status < 300 ? answer.safeParse(body) : undefined;
  if (parsed?.success) return { ok: true, value: parsed.data };
  return failed(refusalIn(sent.answer) ?? { kind: 'unreadable', status, waitMs: waitOf(sent.answer) });
}

/** Problem, validation, legacy, OAuth and billing envelopes: all that X answers in. An edge's own pages are none. */
function refusalIn(answer: HttpAnswer): XFailure | undefined {
  const { status, body } = answer;
  const found = status < 300 ? undefined : problem.safeParse(body).data;
  if (!found) return undefined;
  const { type = '', title = '', detail = '', reason = '', error = '', error_description = '', errors = [] } = found;
  const texts = [title, detail, reason, error, error_description, ...errors.map(({ message = '' }) => message)];
  const legacy = errors.find(({ code }) => code !== undefined)?.code;
  // Two hosts stand before the same names.
  const last = type.split('/').at(-1) || (legacy === undefined ? '' : `legacy-${legacy}`);
  return { kind: 'refused', status, type: last, text: texts.join(' ').toLowerCase(), waitMs: waitOf(answer) };
}

const WINDOWS = ['x-rate-limit', 'x-user-limit-24hour', 'x-app-limit-24hour'];

/** Until the latest of the counters that are used up begins anew, or what `Retry-After` says. */
function waitOf({ status, headers }: HttpAnswer): number | undefined {
  if (status !== 429) return retryAfterOf(headers);
  const resets = WINDOWS.filter((name) => headers.get(`${name}-remaining`) === '0').map(
    (name) => Number(headers.get(`${name}-reset`) ?? 0) * 1000 - now(),
  );
  const wait = Math.max(retryAfterOf(headers) ?? 0, ...resets);
  return wait > 0 ? wait : undefined;
}
