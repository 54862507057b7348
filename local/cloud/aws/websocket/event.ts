import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { logTime } from '../log-time.ts';

/** One client of a WebSocket API. Times are epoch milliseconds of the local clock. */
export type Connection = {
  readonly id: string;
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
  readonly connectedAt: number;
  lastActiveAt: number;
  readonly identity: { sourceIp: string; userAgent?: string };
};

/** The form of API Gateway's connection and request ids: `L0SM9cOFvHcCIhw=`. */
export const gatewayId = (): string => `${randomBytes(11).toString('base64url')}=`;

function requestContext(
  { id, lastActiveAt: _, ...connection }: Connection,
  routeKey: string,
  eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT',
  now: number,
) {
  const requestId = gatewayId();
  return {
    ...connection,
    routeKey,
    eventType,
    connectionId: id,
    requestId,
    extendedRequestId: requestId,
    requestTime: logTime(now),
    requestTimeEpoch: now,
    messageDirection: 'IN',
  };
}

type Pair = [name: string, value: string];

const allByName = (pairs: Pair[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(pairs, ([name]) => name)).map(([name, all = []]) => [
      name,
      all.map(([, one]) => one),
    ]),
  );

/** The event of `$connect`: the only one with the client's headers and query. */
export function connectEvent(connection: Connection, request: IncomingMessage) {
  const raw = request.rawHeaders;
  const pairs = raw.flatMap((name, at): Pair[] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));
  const query = [...new URLSearchParams(request.url?.split('?').slice(1).join('?'))];
  const kept = pairs.filter(([name]) => !/^(host|x-forwarded-for)$/i.test(name));
  const hops = pairs.flatMap(([name, value]) => (/^x-forwarded-for$/i.test(name) ? value : []));
  const own: Pair[] = [
    ['Host', connection.domainName],
    ['X-Forwarded-For', [...hops, connection.identity.sourceIp].join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
  const headers = [...kept, ...own];
  return {
    headers: Object.fromEntries(headers),
    multiValueHeaders: allByName(headers),
    // Members without content are left out.
    ...(query.length > 0
      ? { queryStringParameters: Object.fromEntries(query), multiValueQueryStringParameters: allByName(query) }
      : {}),
    requestContext: requestContext(connection, '$connect', 'CONNECT', connection.connectedAt),
    isBase64Encoded: false,
  };
}

export const messageEvent = (connection: Connection, routeKey: string, body: string, now: number) => ({
  requestContext: {
    ...requestContext(connection, routeKey, 'MESSAGE', now),
    messageId: gatewayId(),
  },
  body,
  isBase64Encoded: false,
});

/** What API Gateway says of a close without a reason of its own. */
const usualReasons: Readonly<Record<number, string>> = {
  1000: 'Connection Closed Normally',
  1001: 'Going away',
  1005: 'Client-side close frame status not set',
  1006: 'Connection closed abnormally',
};

export const disconnectEvent = (connection: Connection, code: number, reason: string, now: number) => ({
  headers: { Host: connection.domainName },
  requestContext: {
    ...requestContext(connection, '$disconnect', 'DISCONNECT', now),
    disconnectStatusCode: code,
    disconnectReason: reason || (usualReasons[code] ?? ''),
  },
  isBase64Encoded: false,
});
