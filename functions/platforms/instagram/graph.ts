import * as z from 'zod/mini';
import { type NoAnswer, parsedJson, retryAfterOf, sendHttp } from '../http.ts';

/** The Graph version all calls name; a version lives for at least two years. */
export const GRAPH_VERSION = 'v25.0';

/** What Instagram says in an error, plus what its headers ask for. Texts stay out: they may quote what a client wrote. */
export type GraphError = { code: number; subcode: number | undefined; trace: string | undefined; message: string };

/** How a call ended without a usable answer. `unreadable`: an answer that is not what it should be. */
export type CallFailure =
  | NoAnswer
  | { kind: 'unreadable'; status: number; waitMs: number | undefined }
  | { kind: 'refused'; status: number; error: GraphError; waitMs: number | undefined };

export type CallResult<T> = { ok: true; value: T } | { ok: false; failure: CallFailure };

export type GraphCall = {
  method: 'GET' | 'POST';
  url: string;
  token?: string;
  /** Query of a GET, form body of a POST: captions and secrets of a POST never meet a URL. */
  fields?: Record<string, string>;
  /** @default 15 s */
  timeoutMs?: number;
};

const graphError = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.optional(z.number()),
    message: z.optional(z.string()),
    fbtrace_id: z.optional(z.string()),
  }),
});
const exchangeError = z.object({ error_type: z.string(), code: z.number(), error_message: z.optional(z.string()) });

/** Sends one call and parses its answer. Never retries, never follows redirects, never throws for what came back. */
export async function callGraph<S extends z.ZodMiniType>(call: GraphCall, answer: S): Promise<CallResult<z.output<S>>> {
  const { method, url, token, fields = {}, timeoutMs } = call;
  const query = method === 'GET' && Object.keys(fields).length > 0 ? `?${new URLSearchParams(fields)}` : '';
  const sent = await sendHttp({
    ...{ method, url: url + query, timeoutMs },
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(method === 'POST' ? { body: new URLSearchParams(fields) } : {}),
  });
  if (!sent.ok) return sent;
  const { status, body, headers } = sent.answer;
  if (status >= 200 && status < 300) {
    const parsed = answer.safeParse(body);
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ok: false, failure: { kind: 'unreadable', status, waitMs: undefined } };
  }
  const error = errorIn(body);
  const waitMs = waitAskedFor(headers);
  if (error === undefined) return { ok: false, failure: { kind: 'unreadable', status, waitMs } };
  return { ok: false, failure: { kind: 'refused', status, error, waitMs } };
}

function errorIn(body: unknown): GraphError | undefined {
  const graph = graphError.safeParse(body);
  if (graph.success) {
    const { code, error_subcode: subcode, fbtrace_id: trace, message = '' } = graph.data.error;
    return { code, subcode, trace, message };
  }
  const exchange = exchangeError.safeParse(body);
  if (!exchange.success) return undefined;
  return { code: exchange.data.code, subcode: undefined, trace: undefined, message: exchange.data.error_message ?? '' };
}

const usage = z.record(z.string(), z.array(z.object({ estimated_time_to_regain_access: z.optional(z.number()) })));

/** The longest wait that the headers ask for, in milliseconds. Zero minutes are no promise and count as silence. */
function waitAskedFor(headers: Headers): number | undefined {
  const business = usage.safeParse(parsedJson(headers.get('x-business-use-case-usage') ?? ''));
  const minutes = business.success
    ? Object.values(business.data).flatMap((entries) => entries.map((entry) => entry.estimated_time_to_regain_access))
    : [];
  const wait = Math.max(retryAfterOf(headers) ?? 0, ...minutes.map((value) => (value ?? 0) * 60_000));
  return wait > 0 ? wait : undefined;
}
