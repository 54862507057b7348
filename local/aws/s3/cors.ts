import type { IncomingMessage } from 'node:http';
import { AwsError } from '../service.ts';

/** A rule of a bucket's CORS configuration, as in the template. `maxAge` is seconds. */
export type CorsRule = {
  allowedOrigins: string[];
  allowedMethods: string[];
  allowedHeaders?: string[];
  exposedHeaders?: string[];
  maxAge?: number | undefined;
};

const matches = (pattern: string, value: string) => {
  const [head = '', ...tail] = pattern.toLowerCase().split('*');
  const text = value.toLowerCase();
  return tail.length === 0
    ? head === text
    : text.startsWith(head) && text.endsWith(tail.join('*')) && text.length >= pattern.length - 1;
};

const split = (list: string | undefined) =>
  (list ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function headersFor(
  rules: readonly CorsRule[],
  origin: string,
  method: string,
  asked: string[],
): Record<string, string> | undefined {
  const rule = rules.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders = [] }) =>
      allowedOrigins.some((pattern) => matches(pattern, origin)) &&
      allowedMethods.includes(method) &&
      asked.every((name) => allowedHeaders.some((pattern) => matches(pattern, name))),
  );
  if (rule === undefined) return undefined;
  const isOpen = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(isOpen ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
    ...(rule.exposedHeaders && { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }),
    ...(rule.maxAge !== undefined && { 'access-control-max-age': String(rule.maxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Answers a preflight, or throws when no rule allows what the browser asks for. */
export function preflight(rules: readonly CorsRule[], { headers }: IncomingMessage): Record<string, string> {
  const { origin, 'access-control-request-method': method } = headers;
  const allowed =
    origin && method ? headersFor(rules, origin, method, split(headers['access-control-request-headers'])) : undefined;
  if (allowed === undefined)
    throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
  return allowed;
}

/** The headers a browser needs to see an ordinary answer; none for other callers or origins. */
export function corsHeaders(
  rules: readonly CorsRule[],
  { headers, method = 'GET' }: IncomingMessage,
): Record<string, string> {
  return (headers.origin && headersFor(rules, headers.origin, method, [])) || {};
}
