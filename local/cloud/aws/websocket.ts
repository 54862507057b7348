import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AwsError, type Ground, listen, readBody, type Service, signerOf } from './service.ts';
import type { Connection } from './websocket/event.ts';
import { type Client, createGateway, LARGEST_MESSAGE, type WebSocketApi } from './websocket/gateway.ts';

export type WebSockets = Service & {
  /** Serves an API: clients connect to `/{apiId}/{stage}` of this server, and `@connections` lies below it. */
  deploy(api: WebSocketApi): void;
  /** Takes over a handshake that came in at the front door, for a path of the API: `/{stage}`. */
  upgrade(apiId: string, path: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): Connection[];
  /** Cuts one connection or all without a close frame. Returns the ids. */
  drop(id: string): string[];
  /** Cuts every connection, and no function hears of it: for when the functions stop too. */
  stop(): void;
};

type Answer = { status: number; body?: unknown };
type Operation = { method: string; act(client: Client, body: Buffer): Answer };

const operations: Readonly<Record<string, Operation>> = {
  PostToConnection: {
    method: 'POST',
    act(client, body) {
      client.send(body);
      return { status: 200 };
    },
  },
  GetConnection: {
    method: 'GET',
    act({ connection: { connectedAt, lastActiveAt, identity } }) {
      const time = (value: number) => new Date(value).toISOString();
      return { status: 200, body: { connectedAt: time(connectedAt), lastActiveAt: time(lastActiveAt), identity } };
    },
  },
  DeleteConnection: {
    method: 'DELETE',
    act(client) {
      client.close(1000, 'Connection Closed Normally');
      return { status: 204 };
    },
  },
};

/** WebSocket APIs of API Gateway: the clients' connections and the management API, `@connections`. */
export async function startWebSockets(ground: Ground, port = 0): Promise<WebSockets> {
  const apis = new Map<string, WebSocketApi>();
  const gateway = createGateway(ground);
  const { clients, connect } = gateway;
  const apiAt = (path: string) => apis.get(path.split('?')[0]?.replace(/\/$/, '') ?? '');

  const stop = () => {
    apis.clear();
    gateway.stop();
  };

  const perform = async (request: IncomingMessage) => {
    const [, base = '', encoded = ''] = /^(\/[^/]+\/[^/]+)\/@connections\/([^/]+)$/.exec(request.url ?? '') ?? [];
    const api = apiAt(base);
    if (api === undefined) throw new AwsError('ForbiddenException', 'Forbidden', 403);
    const found = Object.entries(operations).find(([, { method }]) => method === request.method);
    if (found === undefined)
      throw new AwsError('UnknownOperationException', `No ${request.method} of a connection`, 404);
    const accessKeyId = signerOf(request);
    if (accessKeyId === undefined)
      throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
    const [operation, { method, act }] = found;
    const { enter, leave } = await ground.gate.admit({ accessKeyId, service: 'execute-api', operation });
    const id = encoded.replaceAll(/%3D/gi, '=');
    const place = `arn:aws:execute-api:${ground.region}:${ground.account}`;
    await enter('execute-api:ManageConnections', `${place}:${api.apiId}/${api.stage}/${method}/@connections/${id}`);
    const body = await readBody(request);
    if (!/^[\w-]{15}=$/.test(id)) throw new AwsError('BadRequestException', `Invalid connectionId: ${id}`);
    if (body.length > LARGEST_MESSAGE) throw new AwsError('PayloadTooLargeException', 'Message too long', 413);
    const client = clients.get(id);
    if (client?.connection.apiId !== api.apiId) throw new AwsError('GoneException', 'Gone', 410);
    const result = act(client, body);
    await leave();
    return result;
  };

  const running = await listen(
    async (request, response) => {
      try {
        const { status, body } = await perform(request);
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        response.writeHead(error.status, { 'content-type': 'application/json', 'x-amzn-errortype': error.name });
        response.end(JSON.stringify({ message: error.message }));
      }
    },
    port,
    (request, socket, head) => connect(apiAt(request.url ?? ''), request, socket, head),
  );

  return {
    ...running,
    operations: Object.keys(operations),
    deploy: (api) => void apis.set(`/${api.apiId}/${api.stage}`, api),
    upgrade: (apiId, path, ...handshake) => connect(apiAt(`/${apiId}${path}`), ...handshake),
    connections: () => [...clients.values()].map(({ connection }) => connection),
    drop(id) {
      const chosen = [...clients].filter(([one]) => id === 'all' || one === id);
      for (const [, client] of chosen) client.cut();
      return chosen.map(([one]) => one);
    },
    stop,
    async close() {
      stop();
      await running.close();
    },
  };
}
