import * as z from 'zod/mini';
import { outsideHost } from '#runtime/env.ts';
import { errorName } from '#runtime/error-name.ts';
import { jsonIn } from '#runtime/json.ts';
import { outsideCredentials } from '#runtime/outside-credentials.ts';
import { myfatoorah } from '#shared/payments/myfatoorah.ts';

/** As long as its documents advise to wait. */
const TIMEOUT_MS = 30_000;

/**
 * How a call ended without a usable answer:
 * `not_set_up` (nobody filled in the secret, or it is not accepted: ours to mend), `unsure` (it may have happened: look
 * before trying again), `busy` (certainly nothing happened, try later), `refused` (it will never be taken).
 * `detail` is for logs: field names and codes, never customers' data.
 */
export type CallFault = { kind: 'not_set_up' | 'unsure' | 'busy' | 'refused'; detail: string };
export type Called<T> = { ok: true; value: T } | { ok: false; fault: CallFault };

const Envelope = z.object({
  IsSuccess: z.boolean(),
  Message: z.nullish(z.string()),
  ValidationErrors: z.nullish(z.array(z.object({ Name: z.nullish(z.string()), Error: z.nullish(z.string()) }))),
  Data: z.unknown(),
});

/** What is sent once: with a key that has its stored answer replayed for 250 minutes. Reads need none. */
type Once = { readonly idempotencyKey?: string };

/**
 * One call of the API's second version. Whether it succeeded is decided by the envelope, not by the status alone: a
 * refusal comes with 200 as well. Never retries by itself.
 */
export async function callMyfatoorah<S extends z.ZodMiniType>(
  verb: string,
  body: Readonly<Record<string, unknown>>,
  answer: S,
  { idempotencyKey }: Once = {},
): Promise<Called<z.output<S>>> {
  const credentials = await outsideCredentials(myfatoorah);
  if (!credentials) return failed('not_set_up', 'no secret');
  const repeatable = idempotencyKey === undefined;
  const headers = {
    authorization: `Bearer ${credentials.token}`,
    'content-type': 'application/json',
    ...(repeatable ? {} : { 'Idempotency-Key': idempotencyKey }),
  };
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${outsideHost(myfatoorah, 'api')}/v2/${verb}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await response.text();
  } catch (error) {
    return failed(repeatable ? 'busy' : 'unsure', errorName(error));
  }
  return judged(response.status, text, answer, repeatable);
}

function judged<S extends z.ZodMiniType>(
  status: number,
  text: string,
  answer: S,
  repeatable: boolean,
): Called<z.output<S>> {
  // An empty body is how a wrong token is answered; a page of HTML how a blocked address is.
  if (status === 401 || status === 403 || (text === '' && status < 500)) return failed('not_set_up', String(status));
  if (status === 429) return failed('busy', '429');
  const envelope = Envelope.safeParse(jsonIn(text));
  const doubtful = repeatable ? 'busy' : 'unsure';
  if (!envelope.success) return failed(status >= 400 && status < 500 ? 'refused' : doubtful, `${status} unreadable`);
  if (status >= 500) return failed(doubtful, String(status));
  const { IsSuccess, ValidationErrors, Data } = envelope.data;
  if (!IsSuccess) {
    const fields = (ValidationErrors ?? []).map(({ Name }) => Name ?? '').join(',');
    return failed('refused', `${status} ${fields}`.trim());
  }
  const value = answer.safeParse(Data);
  return value.success ? { ok: true, value: value.data } : failed(doubtful, `${status} wrong shape`);
}

const failed = (kind: CallFault['kind'], detail: string): { ok: false; fault: CallFault } => ({
  ok: false,
  fault: { kind, detail },
});
