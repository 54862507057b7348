import * as z from 'zod/mini';
import { networkHost } from '#runtime/env.ts';
import { type NoAnswer, retryAfterOf, sendHttp } from '../http.ts';
import type { Credentials, Fault, Outcome, Safety } from '../platform.ts';
import { tiktokFaultOf } from './errors.ts';

/** How a call ended without what it was for. `code` is TikTok's own word, whatever the status. */
export type TikTokFailure =
  | NoAnswer
  | { kind: 'unreadable'; status: number; waitMs: number | undefined }
  | { kind: 'refused'; status: number; code: string; trace: string; waitMs: number | undefined };

const failure = z.object({
  code: z.string(),
  log_id: z.optional(z.string()),
  logid: z.optional(z.string()),
});
/** Nested beside the data, or at the top: both exist. */
const envelope = z.object({ data: z.optional(z.unknown()), error: z.optional(failure), code: z.optional(z.string()) });

/** One call to a data endpoint. Only `error.code === "ok"` is success: caps and bans come with status 200. */
export async function tiktokRequest<S extends z.ZodMiniType>(
  { token }: Credentials,
  { path, json }: { path: string; json?: object },
  safety: Safety,
  answer: S,
): Promise<Outcome<z.output<S>>> {
  const sent = await sendHttp({
    ...{ json, method: json === undefined ? 'GET' : 'POST' },
    url: `${networkHost('tiktok', 'api')}${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=UTF-8' },
  });
  const failed = (found: TikTokFailure): Outcome<never> => ({ ok: false, fault: tiktokFaultOf(found, safety) });
  if (!sent.ok) return failed(sent.failure);
  const { status, body, headers } = sent.answer;
  const waitMs = retryAfterOf(headers);
  const read = envelope.safeParse(body).data;
  const error = read?.error ?? failure.safeParse(body).data;
  if (!error) return failed({ kind: 'unreadable', status, waitMs });
  if (error.code !== 'ok')
    return failed({ kind: 'refused', status, code: error.code, trace: error.log_id ?? error.logid ?? '', waitMs });
  const parsed = answer.safeParse(read?.data ?? {});
  return parsed.success ? { ok: true, value: parsed.data } : failed({ kind: 'unreadable', status, waitMs });
}

/** Flat, also when it fails, and that with any status. */
const oauthError = z.object({ error: z.string(), log_id: z.optional(z.string()) });

/** One call to a token endpoint: a form, and an answer that counts only with what it was asked for. */
export async function tiktokTokenRequest<S extends z.ZodMiniType>(
  path: string,
  form: Record<string, string>,
  judge: (failure: TikTokFailure) => Fault,
  answer: S,
): Promise<Outcome<z.output<S>>> {
  const sent = await sendHttp({
    method: 'POST',
    url: `${networkHost('tiktok', 'api')}${path}`,
    headers: { 'cache-control': 'no-cache' },
    body: new URLSearchParams(form),
  });
  const failed = (found: TikTokFailure): Outcome<never> => ({ ok: false, fault: judge(found) });
  if (!sent.ok) return failed(sent.failure);
  const { status, body, text, headers } = sent.answer;
  const parsed = status < 300 ? answer.safeParse(text === '' ? {} : body) : undefined;
  if (parsed?.success) return { ok: true, value: parsed.data };
  const refused = oauthError.safeParse(body).data;
  const waitMs = retryAfterOf(headers);
  return failed(
    refused
      ? { kind: 'refused', status, code: refused.error, trace: refused.log_id ?? '', waitMs }
      : { kind: 'unreadable', status, waitMs },
  );
}
