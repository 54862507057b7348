import * as z from 'zod/mini';
import type { Outcome } from '../worker-messages.ts';

/** What goes back to the browser. */
export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

const Explicit = z.object({
  statusCode: z.int().check(z.gte(100), z.lte(599)),
  headers: z.nullish(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.nullish(z.array(z.string())),
  body: z.nullish(z.string()),
  isBase64Encoded: z.nullish(z.boolean()),
});

/** Headers that are API Gateway's own: a function's go out under another name. */
const remapped =
  /^(connection|content-length|date|expect|keep-alive|server|te|trailer|transfer-encoding|upgrade|via|www-authenticate)$/;

/** An answer that API Gateway itself makes. */
export const gatewayAnswer = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * Turns a function's result into an HTTP answer as payload 2.0 does: an object with `statusCode` is taken at its word,
 * anything else is the body of a 200. A failed invocation or a malformed answer is a bare 500.
 */
export function httpAnswer(outcome: Outcome): HttpAnswer {
  if (!outcome.ok) return gatewayAnswer(500, 'Internal Server Error');
  const { result } = outcome;
  const isExplicit = typeof result === 'object' && result !== null && 'statusCode' in result;
  if (!isExplicit) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
  }
  const parsed = z.safeParse(Explicit, result);
  if (!parsed.success) return gatewayAnswer(500, 'Internal Server Error');
  const { statusCode, headers: given, cookies, body, isBase64Encoded } = parsed.data;
  const headers: HttpAnswer['headers'] = { 'content-type': 'text/plain; charset=utf-8' };
  for (const [name, value] of Object.entries(given ?? {})) {
    const lower = name.toLowerCase();
    headers[remapped.test(lower) ? `x-amzn-remapped-${lower}` : lower] = String(value);
  }
  if (cookies && cookies.length > 0) headers['set-cookie'] = [headers['set-cookie'] ?? [], cookies].flat();
  return { status: statusCode, headers, body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8') };
}
