import { errorName } from '#runtime/error-name.ts';
import { parseLossless } from './lossless-json.ts';

const TIMEOUT_MS = 15_000;

/** `body`: a form is sent as one, bytes and text as they are; `json` instead of it is sent as JSON. */
export type HttpCall = {
  method: 'GET' | 'POST' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  body?: NonNullable<RequestInit['body']>;
  json?: object | undefined;
  /** @default 15 s */
  timeoutMs?: number | undefined;
};

/** An answer of any status. `body` is its JSON with ids above 2^53 as text, or undefined when it is no JSON. */
export type HttpAnswer = { status: number; headers: Headers; text: string; body: unknown };

/** How a call ended without an answer. `not_sent`: no connection was made. `no_answer`: it was sent, then time-out or reset. */
export type NoAnswer = { kind: 'not_sent' | 'no_answer'; detail: string };

export type HttpResult = { ok: true; answer: HttpAnswer } | { ok: false; failure: NoAnswer };

/** Sends one call to a network. Never retries, never follows redirects, never throws for what came back. */
export async function sendHttp({ timeoutMs = TIMEOUT_MS, url, json, ...call }: HttpCall): Promise<HttpResult> {
  const headers = { ...(json ? { 'content-type': 'application/json' } : {}), ...call.headers };
  const sent = { ...call, ...(json ? { body: JSON.stringify(json) } : {}), headers };
  try {
    const response = await fetch(url, { ...sent, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return { ok: true, answer: { status: response.status, headers: response.headers, text, body: parsedJson(text) } };
  } catch (error) {
    return { ok: false, failure: { kind: neverLeft(error) ? 'not_sent' : 'no_answer', detail: nameOf(error) } };
  }
}

/** JSON as it is read from a network; undefined for anything else. */
export function parsedJson(text: string): unknown {
  try {
    return parseLossless(text);
  } catch {
    return undefined;
  }
}

/** The wait that an answer asks for by `Retry-After` in seconds, in milliseconds. */
export function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? 0) || 0;
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** Failures that happen while connecting, so that nothing can have reached the platform. */
const CONNECTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const causeCode = (error: unknown): string | undefined => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
};
const neverLeft = (error: unknown): boolean => CONNECTING.has(causeCode(error) ?? '');
/** A name only: messages of the network layer may quote the URL. */
const nameOf = (error: unknown): string => causeCode(error) ?? errorName(error);
