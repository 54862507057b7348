import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Behavior, Distribution } from './distributions.ts';
import { type EdgeRequest, edgeHeaders, edgeValues, nodeHeaders, valuePairs } from './edge-function.ts';
import type { HttpHeaders } from './http-event.ts';

/** A viewer's request as it goes on to the origin. `query` is as sent, without its `?`. */
export type Viewed = { uri: string; query: string; headers: HttpHeaders };

/** Reads the request; the host's own page stands in for `/`. */
export function viewedRequest({ url = '/', headers }: IncomingMessage, { rootObject }: Distribution): Viewed {
  const [path = '/', ...query] = url.split('?');
  return { uri: path === '/' && rootObject !== '' ? `/${rootObject}` : path, query: query.join('?'), headers };
}

/** As CloudFront Functions see it; values of the query stay encoded. */
export function toEdge({ uri, query, headers: { cookie, ...headers } }: Viewed): EdgeRequest {
  const values = (text: string, separator: string) => edgeValues(text.split(separator).filter(Boolean).map(splitOnce));
  const cookies = values(String(cookie ?? ''), '; ');
  return { uri, querystring: values(query, '&'), headers: edgeHeaders(headers), cookies };
}

export function fromEdge({ uri, querystring, headers, cookies }: EdgeRequest): Viewed {
  const cookie = joined(cookies, '; ');
  return { uri, query: joined(querystring, '&'), headers: { ...nodeHeaders(headers), ...(cookie && { cookie }) } };
}

const joined = (values: EdgeRequest['cookies'], separator: string) =>
  valuePairs(values)
    .map((pair) => pair.join('='))
    .join(separator);

/** What CloudFront adds on the way to the origin: who asked, its own marks, and the origin's custom headers. */
export function originHeaders({ socket }: IncomingMessage, { headers }: Viewed, behavior: Behavior): HttpHeaders {
  const { connection: _, ...kept } = headers;
  const viewer = socket.remoteAddress ?? '127.0.0.1';
  return {
    ...kept,
    'x-forwarded-for': [headers['x-forwarded-for'], viewer].flat().filter(Boolean).join(', '),
    ...(behavior.tellsViewer ? { 'cloudfront-viewer-address': `${viewer}:${socket.remotePort}` } : {}),
    via: '1.1 local.cloudfront.net (CloudFront)',
    'x-amz-cf-id': randomUUID(),
    ...behavior.origin.headers,
  };
}

function splitOnce(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [name, value.join('=')];
}

/** Percent-decoded text; undefined when it is not well-formed. */
export const decoded = (text: string): string | undefined => attempt(() => decodeURIComponent(text));

/** What `work` returns; undefined when it throws. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
