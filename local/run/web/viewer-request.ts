import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Distribution, Origin } from './distributions.ts';
import { type EdgeRequest, edgeValues, valuePairs } from './edge-function.ts';
import type { HttpRequest } from './http-event.ts';

/** A viewer's request as it goes on to the origin. `query` is as sent, without its `?`. */
export type Viewed = { uri: string; query: string; headers: HttpRequest['headers'] };

/** Reads the request; the host's own page stands in for `/`. */
export function viewedRequest({ url = '/', headers }: IncomingMessage, { rootObject }: Distribution): Viewed {
  const [path = '/', ...query] = url.split('?');
  return { uri: path === '/' && rootObject !== '' ? `/${rootObject}` : path, query: query.join('?'), headers };
}

/** As CloudFront Functions see it; values of the query stay encoded. */
export function toEdge({ uri, query, headers: { cookie, ...headers } }: Viewed): EdgeRequest {
  const pairs = (text: string, separator: string) => text.split(separator).filter(Boolean).map(splitOnce);
  return {
    uri,
    querystring: edgeValues(pairs(query, '&')),
    headers: edgeValues(Object.entries(headers)),
    cookies: edgeValues(pairs(String(cookie ?? ''), '; ')),
  };
}

export function fromEdge({ uri, querystring, headers, cookies }: EdgeRequest): Viewed {
  const joined = (pairs: [string, string][], separator: string) => pairs.map((pair) => pair.join('=')).join(separator);
  const cookie = joined(valuePairs(cookies), '; ');
  return {
    uri,
    query: joined(valuePairs(querystring), '&'),
    headers: { ...groupedHeaders(valuePairs(headers)), ...(cookie === '' ? {} : { cookie }) },
  };
}

/** Headers by name, repeated ones as a list. */
export function groupedHeaders(pairs: readonly [string, string][]): Record<string, string | string[]> {
  const all = Object.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    Object.entries(all).map(([name, values = []]) => {
      const [first = '', ...more] = values.map(([, value]) => value);
      return [name, more.length === 0 ? first : [first, ...more]];
    }),
  );
}

/** What CloudFront adds on the way to the origin: who asked, its own marks, and the origin's custom headers. */
export function originHeaders(
  { socket }: IncomingMessage,
  { headers }: Viewed,
  origin: Origin,
): HttpRequest['headers'] {
  const viewer = socket.remoteAddress ?? '127.0.0.1';
  return {
    ...headers,
    'x-forwarded-for': [headers['x-forwarded-for'], viewer].flat().filter(Boolean).join(', '),
    'cloudfront-viewer-address': `${viewer}:${socket.remotePort}`,
    via: '1.1 local.cloudfront.net (CloudFront)',
    'x-amz-cf-id': randomUUID(),
    ...origin.headers,
  };
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
