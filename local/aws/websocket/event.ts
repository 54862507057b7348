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

type Occasion = { routeKey: string; eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT'; now: number };

function requestContext({ id, lastActiveAt: _, ...connection }: Connection, { now, ...occasion }: Occasion) {
  const requestId = gatewayId();
  return {
    ...occasion,
    ...connection,
    connectionId: id,
    requestId,
    extendedRequestId: requestId,
    requestTime: logTime(now),
    requestTimeEpoch: now,
    messageDirection: 'IN',
  };
}

type Pair = readonly [name: string, value: string];

/** A member with the last value of each name and one with all of them; none for no pairs, as the event leaves it out. */
function grouped(member: 'headers' | 'queryStringParameters', pairs: Pair[]): Record<string, unknown> {
  if (pairs.length === 0) return {};
  const byName = Object.groupBy(pairs, ([name]) => name);
  const all = Object.entries(byName).map(([name, found = []]): [string, string[]] => [name, found.map(([, v]) => v)]);
  const multi = member === 'headers' ? 'multiValueHeaders' : 'multiValueQueryStringParameters';
  return { [member]: Object.fromEntries(pairs), [multi]: Object.fromEntries(all) };
}

/** The event of `$connect`: the only one with the client's headers and query. */
export function connectEvent(connection: Connection, request: IncomingMessage) {
  const raw = request.rawHeaders;
  const pairs = raw.flatMap((name, at): Pair[] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));
  const query = [...new URL(request.url ?? '/', 'ws://localhost').searchParams];
  const kept = pairs.filter(([name]) => !/^(host|x-forwarded-for)$/i.test(name));
  const hops = pairs.flatMap(([name, value]) => (/^x-forwarded-for$/i.test(name) ? value : []));
  const own: Pair[] = [
    ['Host', connection.domainName],
    ['X-Forwarded-For', [...hops, connection.identity.sourceIp].join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
  const occasion = { routeKey: '$connect', eventType: 'CONNECT', now: connection.connectedAt } as const;
  return {
    ...grouped('headers', [...kept, ...own]),
    ...grouped('queryStringParameters', query),
    requestContext: requestContext(connection, occasion),
    isBase64Encoded: false,
  };
}

export const messageEvent = (connection: Connection, routeKey: string, body: string, now: number) => ({
  requestContext: {
    ...requestContext(connection, { routeKey, eventType: 'MESSAGE', now }),
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
    ...requestContext(connection, { routeKey: '$disconnect', eventType: 'DISCONNECT', now }),
    disconnectStatusCode: code,
    disconnectReason: reason || (usualReasons[code] ?? ''),
  },
  isBase64Encoded: false,
});
