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
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

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

/** The request body as JSON. Throws `request.too_large` or `request.unreadable`. */
export function jsonBody(event: APIGatewayProxyEventV2): unknown {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY_BYTES) throw new Problem('request.too_large');
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch (cause) {
    throw new Problem('request.unreadable', { cause });
  }
}

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** An answer with a JSON body (already written) or none. */
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
