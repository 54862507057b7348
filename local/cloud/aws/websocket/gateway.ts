import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Ground } from '../service.ts';
import { within } from '../time-limit.ts';
import { type Connection, connectEvent, disconnectEvent, gatewayId, messageEvent } from './event.ts';
import { watchFrames } from './frames.ts';

/** One deployed WebSocket API. */
export type WebSocketApi = {
  apiId: string;
  stage: string;
  /** Functions by route key; `answers` sends the function's body back, as a route response does. */
  routes: ReadonlyMap<string, { functionArn: string; answers: boolean }>;
  /** The route key that a message asks for, by `RouteSelectionExpression`. */
  select(message: unknown): unknown;
  /** Whether throttling lets one more request to this route pass. */
  admits(routeKey: string): boolean;
  /** Rejects when the function fails. */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
};

export type Client = {
  readonly connection: Connection;
  send(data: Buffer | string): void;
  /** Closes with a frame; the function of `$disconnect` hears of it at once. */
  close(code: number, reason: string): void;
  /** Cuts the line without a frame, as a broken network does. */
  cut(): void;
};

const LARGEST_FRAME = 32 * 1024;
export const LARGEST_MESSAGE = 128 * 1024;
const LONGEST_WAIT_MS = 29_000;
const LONGEST_IDLE_MS = 10 * 60_000;
const LONGEST_LIFE_MS = 2 * 3600_000;
const late = Symbol('late');

/** The clients of all WebSocket APIs: handshakes, messages, limits. They live in memory only. */
export function createGateway({ clock, region }: Pick<Ground, 'clock' | 'region'>) {
  const clients = new Map<string, Client>();
  const protocols = new WeakMap<IncomingMessage, string>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    handleProtocols: (_, request) => protocols.get(request) ?? false,
  });

  const handshake = async (api: WebSocketApi, request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const now = clock.now();
    const userAgent = request.headers['user-agent'];
    const connection: Connection = {
      id: gatewayId(),
      apiId: api.apiId,
      stage: api.stage,
      domainName: `${api.apiId}.execute-api.${region}.amazonaws.com`,
      connectedAt: now,
      lastActiveAt: now,
      identity: {
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        ...(userAgent === undefined ? {} : { userAgent }),
      },
    };
    if (!api.admits('$connect')) return refuse(socket, 429);
    const route = api.routes.get('$connect');
    if (route !== undefined) {
      const run = api.invoke(route.functionArn, connectEvent(connection, request)).catch(() => undefined);
      const answer = await within(clock, LONGEST_WAIT_MS, run, late);
      if (answer === late) return refuse(socket, 504);
      const { statusCode, headers } = Object(answer);
      if (!Number.isInteger(statusCode)) return refuse(socket, 502);
      if (statusCode < 200 || statusCode > 299) return refuse(socket, statusCode);
      const chosen = Object.entries(Object(headers)).find(([name]) => /^sec-websocket-protocol$/i.test(name))?.[1];
      if (chosen !== undefined) protocols.set(request, String(chosen));
    }
    server.handleUpgrade(request, socket, head, (ws) => open(api, connection, ws, socket));
  };

  const open = (api: WebSocketApi, connection: Connection, ws: WebSocket, socket: Duplex) => {
    const touch = () => {
      connection.lastActiveAt = clock.now();
    };
    const end = (code: number, reason: string) => {
      if (!clients.delete(connection.id)) return;
      for (const cancel of [cancelIdle, cancelLife]) cancel();
      const route = api.routes.get('$disconnect');
      const event = disconnectEvent(connection, code, reason, clock.now());
      // A function that fails here changes nothing any more; its own log tells of it.
      if (route !== undefined) void api.invoke(route.functionArn, event).catch(() => {});
    };
    const client: Client = {
      connection,
      send(data) {
        touch();
        ws.send(data, { binary: false });
      },
      close(code, reason) {
        ws.close(code, reason);
        end(code, reason);
      },
      cut: () => ws.terminate(),
    };
    const watchIdle = (): (() => void) =>
      clock.at(connection.lastActiveAt + LONGEST_IDLE_MS, () => {
        if (clock.now() >= connection.lastActiveAt + LONGEST_IDLE_MS) client.close(1001, 'Going away');
        else cancelIdle = watchIdle();
      });
    let cancelIdle = watchIdle();
    const cancelLife = clock.at(connection.connectedAt + LONGEST_LIFE_MS, () => client.close(1001, 'Going away'));
    clients.set(connection.id, client);
    watchFrames(socket, LARGEST_FRAME, () => client.close(1009, 'Message too long'));
    ws.on('ping', touch);
    ws.on('message', (data: Buffer, isBinary) => {
      touch();
      if (!clients.has(connection.id)) return;
      if (isBinary) client.close(1003, 'The local cloud does not emulate binary frames');
      else void receive(api, client, data.toString());
    });
    ws.on('close', (code, reason) => end(code, reason.toString()));
    ws.on('error', (error) => end(/LENGTH/.test(String(Reflect.get(error, 'code'))) ? 1009 : 1002, error.message));
  };

  const receive = async (api: WebSocketApi, client: Client, text: string) => {
    const { connection, send } = client;
    const asked = api.select(parse(text));
    const isOwn = typeof asked === 'string' && api.routes.has(asked) && !/^\$(dis)?connect$/.test(asked);
    const routeKey = isOwn ? asked : '$default';
    const { requestContext, ...event } = messageEvent(connection, routeKey, text, clock.now());
    const tell = (message: string) => {
      const body = { message, connectionId: connection.id, requestId: requestContext.requestId };
      if (clients.has(connection.id)) send(JSON.stringify(body));
    };
    const route = api.routes.get(routeKey);
    if (route === undefined) return tell('Forbidden');
    if (!api.admits(routeKey)) return tell('Too Many Requests');
    try {
      const run = api.invoke(route.functionArn, { requestContext, ...event });
      const answer = await within(clock, LONGEST_WAIT_MS, run, late);
      if (answer === late) return tell('Endpoint request timed out');
      const { body } = Object(answer);
      if (route.answers && typeof body === 'string' && clients.has(connection.id)) send(body);
    } catch {
      tell('Internal server error');
    }
  };

  return {
    clients: clients as ReadonlyMap<string, Client>,
    stop(): void {
      const all = [...clients.values()];
      clients.clear();
      for (const client of all) client.cut();
    },
    /** Answers an upgrade: `api` is undefined when nothing is deployed under the address asked for. */
    connect(api: WebSocketApi | undefined, request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy());
      if (api === undefined) refuse(socket, 403);
      else handshake(api, request, socket, head).catch(() => socket.destroy());
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  const text = STATUS_CODES[status] ?? '';
  const body = JSON.stringify({ message: text });
  const headers = `content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${status} ${text}\r\n${headers}\r\n\r\n${body}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
