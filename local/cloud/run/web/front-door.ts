import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../aws/clock.ts';
import type { WebSockets } from '../../aws/websocket.ts';
import type { Api } from './api.ts';
import { noAccess, objectAnswer, type ReadBucket, type StreamedAnswer } from './bucket-origin.ts';
import type { Behavior, Distribution } from './distributions.ts';
import { type EdgeContext, type EdgeResponse, edgeHeaders, nodeHeaders, valuePairs } from './edge-function.ts';
import { gatewayAnswer } from './http-answer.ts';
import { attempt, decoded, fromEdge, originHeaders, toEdge, type Viewed, viewedRequest } from './viewer-request.ts';

/** What lies behind a host. */
export type Origins = { api?: Api; webSockets?: Pick<WebSockets, 'upgrade'>; read: ReadBucket; clock: Clock };

const LONGEST_URL = 8192;

/** Serves one CloudFront host: behaviours, edge functions, response headers, ranges and conditional requests. */
export function createHost(distribution: Distribution, { api, webSockets, read, clock }: Origins) {
  const contextOf = ({ method = 'GET', socket }: IncomingMessage): EdgeContext => ({
    distributionId: distribution.id,
    distributionDomainName: distribution.domainName,
    method,
    ip: socket.remoteAddress ?? '127.0.0.1',
  });

  /** The request after the edge function, or that function's own answer. */
  const pass = ({ onRequest }: Behavior, request: IncomingMessage): Viewed | EdgeResponse => {
    const viewed = viewedRequest(request, distribution);
    const edged = onRequest?.onRequest(contextOf(request), toEdge(viewed));
    if (edged === undefined) return viewed;
    return 'statusCode' in edged ? edged : fromEdge(edged);
  };

  const askOrigin = async (behavior: Behavior, request: IncomingMessage, viewed: Viewed): Promise<StreamedAnswer> => {
    const { origin } = behavior;
    const uri = origin.path + viewed.uri;
    if (origin.kind === 'sockets') return gatewayAnswer(426, 'Upgrade Required');
    if (origin.kind === 'http') {
      const url = viewed.query === '' ? uri : `${uri}?${viewed.query}`;
      const answer = await api?.({ url, headers: originHeaders(request, viewed, behavior), incoming: request });
      return answer ?? gatewayAnswer(404, 'Not Found');
    }
    const key = decoded(uri.slice(1));
    if (key === undefined || request.method === 'OPTIONS') return noAccess();
    return objectAnswer(request, (range) => read(origin.name, key, range), behavior.compress);
  };

  const answer = async (behavior: Behavior, request: IncomingMessage): Promise<StreamedAnswer> => {
    const { url = '/', method = 'GET' } = request;
    if (url.length > LONGEST_URL) return plain(414, 'The request URL is too long');
    if (!behavior.methods.includes(method)) return plain(403, `${method} is not allowed here`);
    const viewed = pass(behavior, request);
    if ('statusCode' in viewed) return edgeAnswer(viewed);
    const made = await askOrigin(behavior, request, viewed);
    // CloudFront leaves failures of the origin alone.
    if (behavior.onResponse === undefined || made.status >= 400) return made;
    const { 'set-cookie': cookies, ...headers } = made.headers;
    const seen = { statusCode: made.status, headers: edgeHeaders(headers), cookies: {} };
    const changed = edgeAnswer(behavior.onResponse.onResponse(contextOf(request), toEdge(viewed), seen));
    const all = cookies === undefined ? changed.headers : { ...changed.headers, 'set-cookie': cookies };
    return { status: changed.status, headers: all, body: made.body };
  };

  return {
    async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const behavior = distribution.behavior(pathOf(request));
      const { status, headers, body } = await answer(behavior, request).catch((error: unknown) => {
        // A viewer that hung up needs no answer; otherwise only an edge function can have failed.
        return plain(503, `The CloudFront function could not run: ${String(error)}`);
      });
      for (const { name, value, override } of behavior.headers)
        if (override || headers[name] === undefined) headers[name] = value;
      if (!(body instanceof Readable) && status !== 204 && status !== 304)
        headers['content-length'] = String(body.length);
      // Every answer of AWS says what time it is there; pages set their clock by it.
      headers.date = new Date(clock.now()).toUTCString();
      response.writeHead(status, headers);
      if (request.method !== 'HEAD' && body instanceof Readable) return pipeline(body, response).catch(() => {});
      if (body instanceof Readable) body.destroy();
      response.end(request.method === 'HEAD' ? undefined : body);
    },
    /** Hands a WebSocket handshake to the API behind its path. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const behavior = distribution.behavior(pathOf(request));
      const { origin } = behavior;
      const viewed = origin.kind === 'sockets' ? attempt(() => pass(behavior, request)) : undefined;
      if (viewed === undefined || 'statusCode' in viewed || webSockets === undefined)
        return void socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      for (const [name, value] of Object.entries(originHeaders(request, { ...viewed, headers: {} }, behavior)))
        request.rawHeaders.push(name, String(value));
      webSockets.upgrade(origin.name, origin.path + viewed.uri, request, socket, head);
    },
  };
}

const pathOf = ({ url = '/' }: IncomingMessage) => url.split('?')[0] ?? '/';

const plain = (status: number, text: string): StreamedAnswer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(text),
});

function edgeAnswer({ statusCode, headers, cookies, body = '' }: EdgeResponse): StreamedAnswer {
  const setCookies = valuePairs(cookies).map((pair) => pair.join('='));
  const { data, encoding } = typeof body === 'string' ? { data: body, encoding: 'text' } : body;
  return {
    status: statusCode,
    headers: { ...nodeHeaders(headers), ...(setCookies.length > 0 ? { 'set-cookie': setCookies } : {}) },
    body: Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8'),
  };
}
