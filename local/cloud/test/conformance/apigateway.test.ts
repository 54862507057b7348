import { once } from 'node:events';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startWebSockets } from '#cloud/aws/websocket.ts';
import { conformanceTarget } from './target.ts';

/**
 * Against AWS: `CONFORMANCE_WEBSOCKET` names the stage of a WebSocket API without a `$default` route, for example
 * `https://a1b2c3.execute-api.me-south-1.amazonaws.com/test`. Its routes may be anything but `$connect` with refusals.
 */
const onAws = process.env.CONFORMANCE_WEBSOCKET;
const target = conformanceTarget(startWebSockets);
const api = { apiId: 'conformance', stage: 'test', routes: new Map(), select: () => undefined, admits: () => true };

const stage = () => {
  const { local, options } = target();
  local?.service.deploy({ ...api, invoke: async () => ({}) });
  return local === undefined ? (onAws ?? '') : `${options.endpoint}/${api.apiId}/${api.stage}`;
};
const client = () => new ApiGatewayManagementApiClient({ ...target().options, endpoint: stage() });
/** A connection and its id, which API Gateway tells when a message has no route. */
const connect = async () => {
  const socket = new WebSocket(stage().replace(/^http/, 'ws'));
  await once(socket, 'open');
  const told = once(socket, 'message');
  socket.send('{"no":"route"}');
  const { message, connectionId, requestId } = JSON.parse(String((await told)[0]));
  return { socket, ConnectionId: String(connectionId), message, requestId };
};
const gone = async () => {
  const { socket, ConnectionId } = await connect();
  const closed = once(socket, 'close');
  socket.close();
  await closed;
  return ConnectionId;
};
const failure = (promise: Promise<unknown>): Promise<{ name: string; $metadata: { httpStatusCode?: number } }> =>
  promise.then(
    () => ({ name: 'no failure', $metadata: {} }),
    (error) => error,
  );

describe('a WebSocket API', () => {
  it('tells a client whose message has no route who it is', async () => {
    const { socket, ConnectionId, message, requestId } = await connect();
    expect(message).toBe('Forbidden');
    for (const id of [ConnectionId, requestId]) expect(id).toMatch(/^[\w-]{15}=$/);
    socket.close();
  });

  it('refuses a stage that it does not have', async () => {
    const socket = new WebSocket(`${stage().replace(/^http/, 'ws')}-not`);
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    response.resume();
  });

  it('closes with 1009 after a frame of more than 32 KB', async () => {
    const { socket } = await connect();
    const closed = once(socket, 'close');
    socket.send('x'.repeat(32 * 1024 + 1));
    expect((await closed)[0]).toBe(1009);
  });
});

describe('PostToConnection', () => {
  it('sends text to a client', async () => {
    const { socket, ConnectionId } = await connect();
    const heard = once(socket, 'message');
    const sent = await client().send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.from('مرحبا ☕') }));
    expect(sent.$metadata.httpStatusCode).toBe(200);
    const [data, isBinary] = await heard;
    expect([String(data), isBinary]).toEqual(['مرحبا ☕', false]);
    socket.close();
  });

  it('sends 128 KB, and refuses a byte more', async () => {
    const { socket, ConnectionId } = await connect();
    const post = (size: number) =>
      client().send(new PostToConnectionCommand({ ConnectionId, Data: Buffer.alloc(size, 'x') }));
    const heard = once(socket, 'message');
    await post(128 * 1024);
    expect(String((await heard)[0])).toHaveLength(128 * 1024);
    const error = await failure(post(128 * 1024 + 1));
    expect(error).toBeInstanceOf(PayloadTooLargeException);
    expect(error.$metadata.httpStatusCode).toBe(413);
    socket.close();
  });
});

describe('GetConnection', () => {
  it('tells since when a client is there and when it was last heard', async () => {
    const { socket, ConnectionId } = await connect();
    const seen = await client().send(new GetConnectionCommand({ ConnectionId }));
    expect(seen.ConnectedAt).toBeInstanceOf(Date);
    expect(Number(seen.LastActiveAt)).toBeGreaterThanOrEqual(Number(seen.ConnectedAt));
    expect(seen.Identity?.SourceIp).toMatch(/^[\d.:a-f]+$/);
    socket.close();
  });
});

describe('DeleteConnection', () => {
  it('closes the client’s connection', async () => {
    const { socket, ConnectionId } = await connect();
    const closed = once(socket, 'close');
    const { $metadata } = await client().send(new DeleteConnectionCommand({ ConnectionId }));
    expect($metadata.httpStatusCode).toBe(204);
    expect((await closed)[0]).toBe(1000);
    expect(await failure(client().send(new GetConnectionCommand({ ConnectionId })))).toBeInstanceOf(GoneException);
  });
});

describe('a client that has left', () => {
  it.each([
    [
      'PostToConnection',
      (ConnectionId: string) => new PostToConnectionCommand({ ConnectionId, Data: Buffer.from('x') }),
    ],
    ['GetConnection', (ConnectionId: string) => new GetConnectionCommand({ ConnectionId })],
    ['DeleteConnection', (ConnectionId: string) => new DeleteConnectionCommand({ ConnectionId })],
  ])('is gone for %s', async (_, command) => {
    const ConnectionId = await gone();
    // The three commands differ in their input only; `send` has one signature for each.
    const error = await failure(client().send(command(ConnectionId) as PostToConnectionCommand));
    expect(error).toBeInstanceOf(GoneException);
    expect([error.name, error.$metadata.httpStatusCode]).toEqual(['GoneException', 410]);
  });

  it('is not the same as one that cannot be', async () => {
    const error = await failure(client().send(new GetConnectionCommand({ ConnectionId: 'nobody' })));
    expect([error.name, error.$metadata.httpStatusCode]).toEqual(['BadRequestException', 400]);
  });

  it('is forbidden to ask for below a stage that does not exist', async () => {
    const other = new ApiGatewayManagementApiClient({ ...target().options, endpoint: `${stage()}-not` });
    const error = await failure(other.send(new GetConnectionCommand({ ConnectionId: 'L0SM9cOFvHcCIhw=' })));
    expect([error.name, error.$metadata.httpStatusCode]).toEqual(['ForbiddenException', 403]);
  });
});
