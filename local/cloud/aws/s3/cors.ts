import type { IncomingMessage } from 'node:http';
import { refusal } from './errors.ts';

/** A rule of a bucket's CORS configuration, as in the template. `MaxAge` is seconds. */
export type CorsRule = {
  AllowedOrigins: string[];
  AllowedMethods: string[];
  AllowedHeaders?: string[] | undefined;
  ExposedHeaders?: string[] | undefined;
  MaxAge?: number | undefined;
};

const matches = (pattern: string, value: string) => {
  const [head = '', ...tail] = pattern.toLowerCase().split('*');
  const text = value.toLowerCase();
  return tail.length === 0
    ? head === text
    : text.startsWith(head) && text.endsWith(tail.join('*')) && text.length >= pattern.length - 1;
};

function headersFor(rules: readonly CorsRule[], origin: string, method: string, asked: string[]) {
  const rule = rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
      AllowedMethods.includes(method) &&
      asked.every((name) => AllowedHeaders.some((pattern) => matches(pattern, name))),
  );
  if (rule === undefined) return undefined;
  const isOpen = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isOpen ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    'access-control-allow-credentials': isOpen ? undefined : 'true',
    'access-control-allow-headers': asked.length > 0 ? asked.join(', ') : undefined,
    'access-control-expose-headers': rule.ExposedHeaders?.join(', ') || undefined,
    'access-control-max-age': rule.MaxAge?.toString(),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Answers a preflight, or throws when no rule allows what the browser asks for. */
export function preflight(rules: readonly CorsRule[], { headers }: IncomingMessage) {
  const { origin = '', 'access-control-request-method': method = '' } = headers;
  const asked = (headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim());
  const allowed = headersFor(
    rules,
    origin,
    method,
    asked.filter((name) => name !== ''),
  );
  if (allowed === undefined) throw refusal('AccessForbidden');
  return allowed;
}

/** The headers a browser needs to see an ordinary answer; none for other callers or origins. */
export const corsHeaders = (rules: readonly CorsRule[], { headers, method = '' }: IncomingMessage) =>
  headers.origin === undefined ? {} : (headersFor(rules, headers.origin, method, []) ?? {});
