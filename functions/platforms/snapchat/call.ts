import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { type HttpAnswer, type NoAnswer, retryAfterOf, sendHttp } from '../http.ts';
import type { Credentials, Fault, Outcome, Safety } from '../platform.ts';
import { snapchatFaultOf } from './errors.ts';

/** How a call ended without what it was for. `text` is only looked at, never kept. */
export type SnapchatFailure =
  | NoAnswer
  | { kind: 'unreadable'; status: number }
  | { kind: 'refused'; status: number; code: string; text: string; waitMs: number | undefined };

const UPLOAD_TIMEOUT_MS = 40_000;

const envelope = z.object({
  request_status: z.optional(z.string()),
  error_code: z.optional(z.string()),
  debug_message: z.optional(z.string()),
  display_message: z.optional(z.string()),
  error: z.optional(z.string()),
});

type Call = { method: 'GET' | 'POST'; path: string; json?: object; form?: FormData };

/** One call to the business host. A status of success is none where the body says `ERROR`. */
export async function snapchatRequest<S extends z.ZodMiniType>(
  { token }: Credentials,
  { method, path, json, form }: Call,
  judge: Safety | ((failure: SnapchatFailure) => Fault),
  answer: S,
): Promise<Outcome<z.output<S>>> {
  const sent = await sendHttp({
    ...{ method, json, url: `${networkHost('snapchat', 'business')}${path}` },
    headers: { authorization: `Bearer ${token}` },
    ...(form ? { body: form, timeoutMs: UPLOAD_TIMEOUT_MS } : {}),
  });
  const decide = typeof judge === 'string' ? (failure: SnapchatFailure) => snapchatFaultOf(failure, judge) : judge;
  if (!sent.ok) return { ok: false, fault: decide(sent.failure) };
  return read(sent.answer, decide, answer);
}

/** One call to the token endpoint. */
export async function snapchatTokenRequest<S extends z.ZodMiniType>(
  form: Record<string, string>,
  judge: (failure: SnapchatFailure) => Fault,
  answer: S,
): Promise<Outcome<z.output<S>>> {
  const url = `${networkHost('snapchat', 'accounts')}/login/oauth2/access_token`;
  const sent = await sendHttp({ method: 'POST', url, body: new URLSearchParams(form) });
  return sent.ok ? read(sent.answer, judge, answer) : { ok: false, fault: judge(sent.failure) };
}

function read<S extends z.ZodMiniType>(
  { status, body, headers }: HttpAnswer,
  judge: (failure: SnapchatFailure) => Fault,
  answer: S,
): Outcome<z.output<S>> {
  const said = envelope.safeParse(body).data;
  const isError = said?.request_status?.toUpperCase() === 'ERROR';
  const parsed = status < 300 && !isError ? answer.safeParse(body) : undefined;
  if (parsed?.success) return { ok: true, value: parsed.data };
  if (status < 300 && !isError) return { ok: false, fault: judge({ kind: 'unreadable', status }) };
  const { error_code = '', error = '', debug_message = '', display_message = '' } = said ?? {};
  // Some refusals have no body, and say the little they say in headers.
  const text = `${error} ${debug_message} ${display_message} ${headers.get('grpc-message') ?? ''}`;
  const waitMs = retryAfterOf(headers);
  return { ok: false, fault: judge({ kind: 'refused', status, code: error_code, text, waitMs }) };
}
