import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem, type ProblemBody } from '#shared/contract/problem.ts';

/** What a handler may know of the HTTP request beyond its parsed values, and how it sets cookies. */
export type Http = {
  /** The visitor's address as the front door says it. Whoever goes around the front door can write anything here. */
  readonly ip: string;
  /** Who really connected: the front door's edge, or a direct caller. Cannot be forged. */
  readonly edge: string;
  readonly userAgent: string;
  readonly cookies: ReadonlyMap<string, string>;
  setCookie(cookie: string): void;
};

const LARGEST_BODY_BYTES = 1_000_000;
/** Keeps a mark in front, so that the text encodes to the same bytes: a signature is made over those. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function httpOf(event: APIGatewayProxyEventV2, setCookie: (cookie: string) => void): Http {
  const cookies = new Map(
    (event.cookies ?? []).map((cookie) => {
      const [name = '', ...value] = cookie.split('=');
      return [name.trim(), value.join('=')];
    }),
  );
  const { sourceIp: edge, userAgent } = event.requestContext.http;
  // The front door appends the visitor, the gateway appends the front door.
  const ip = event.headers['x-forwarded-for']?.split(',').at(-2)?.trim() || edge;
  return { ip, edge, userAgent, cookies, setCookie };
}

/** The body as text, byte for byte, whether the gateway wrapped it or not. Throws `request.too_large`, `request.unreadable`. */
export function textBody({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY_BYTES) throw new Problem('request.too_large');
  try {
    return strictUtf8.decode(bytes);
  } catch (cause) {
    throw new Problem('request.unreadable', { cause });
  }
}

/** The request body as JSON. Throws `request.too_large` or `request.unreadable`. */
export function jsonBody(event: APIGatewayProxyEventV2): unknown {
  // A mark in front of the text is no JSON, and harmless.
  const text = textBody(event).replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Problem('request.unreadable', { cause });
  }
}

/** The body as software of somebody else sends it: a form when it says so, otherwise JSON. */
export function foreignBody(event: APIGatewayProxyEventV2): unknown {
  const isForm = headersOf(event)['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm ? Object.fromEntries(new URLSearchParams(textBody(event))) : jsonBody(event);
}

/** Header names in lower case, however they came. */
export const headersOf = ({ headers }: APIGatewayProxyEventV2): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** An answer with a body (already written, JSON unless the headers say otherwise) or none. */
export function answer(
  statusCode: number,
  body: string | undefined,
  headers: Record<string, string> = {},
  cookies: string[] = [],
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { ...securityHeaders, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
    ...(cookies.length > 0 ? { cookies } : {}),
  };
}

/** The answer for a problem: `{ code, message, details?, requestId }`, with Retry-After where it is known. */
export function problemAnswer(problem: Problem, requestId: string): APIGatewayProxyStructuredResultV2 {
  const body: ProblemBody = {
    code: problem.code,
    message: problem.message,
    ...(problem.issues.length > 0 ? { details: problem.issues } : {}),
    ...(problem.nextStep === undefined ? {} : { nextStep: problem.nextStep }),
    requestId,
  };
  const wait = problem.retryAfterSeconds;
  return answer(problem.status, JSON.stringify(body), wait === undefined ? {} : { 'retry-after': String(wait) });
}
