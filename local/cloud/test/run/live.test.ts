import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type LiveApplication, startLiveApplication } from './live-application.ts';

let application: LiveApplication;
beforeAll(async () => {
  application = await startLiveApplication();
});
afterAll(() => application.stop());

const live = (query = '') => application.cloud.endpoints.live + query;
const connect = async (query = '', options = {}) => {
  const socket = new WebSocket(live(query), 'ksa.v1', { headers: { 'x-page': 'calendar' }, ...options });
  await once(socket, 'open');
  return socket;
};
const next = async (socket: WebSocket): Promise<string> => String((await once(socket, 'message'))[0]);
const closed = async (socket: WebSocket) => {
  const [code, reason] = await once(socket, 'close');
  return [code, String(reason)];
};
const refusal = async (address: string): Promise<number> => {
  const socket = new WebSocket(address);
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
};
/** Id of the connection that was opened last. */
const connection = async () => String(Object(Object((await application.order('/state')).sockets).at(-1)).id);
type Seen = { requestContext: Record<string, unknown>; [member: string]: unknown };
const lastOf = (routeKey: string, id?: string): Seen | undefined =>
  readFileSync(join(application.folder, 'seen'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): Seen => JSON.parse(line))
    .findLast(
      ({ requestContext }) =>
        requestContext.routeKey === routeKey && (id ?? requestContext.connectionId) === requestContext.connectionId,
    );
const post = (id: string, method?: string) => application.invoke('live', { post: id, text: 'hello', method });

describe('a client of the WebSocket API', () => {
  it('connects through the front door, and the function sees its headers and query', async () => {
    const socket = await connect('?token=t&tag=1&tag=2');
    const event = lastOf('$connect');
    expect(socket.protocol).toBe('ksa.v1');
    expect(event).toMatchObject({
      headers: { 'x-page': 'calendar', Host: 'live.execute-api.me-south-1.amazonaws.com' },
      queryStringParameters: { token: 't', tag: '2' },
      multiValueQueryStringParameters: { tag: ['1', '2'] },
      isBase64Encoded: false,
    });
    expect(event?.requestContext).toMatchObject({
      ...{ routeKey: '$connect', eventType: 'CONNECT', messageDirection: 'IN', stage: 'live', apiId: 'live' },
      ...{ connectionId: await connection(), domainName: 'live.execute-api.me-south-1.amazonaws.com' },
      identity: { sourceIp: '127.0.0.1' },
    });
    socket.close();
  });

  it.each(['401', '403', '500'])('is refused with the status %s that the function gives', async (status) => {
    expect(await refusal(live(`?refuse=${status}`))).toBe(Number(status));
  });

  it('is refused with 502 by a function that fails, and with 403 where no stage is', async () => {
    expect(await refusal(live('?refuse=throw'))).toBe(502);
    expect(await refusal(`${live()}/elsewhere`)).toBe(403);
    expect(await refusal(live().replace('/live', '/api/x'))).toBe(403);
  });

  it('has its messages routed by their action, and gets answers through @connections', async () => {
    const socket = await connect();
    const answer = next(socket);
    socket.send('{"action":"echo","text":"قهوة"}');
    expect(await answer).toBe('echo قهوة');
    expect(lastOf('echo')).toMatchObject({
      body: '{"action":"echo","text":"قهوة"}',
      requestContext: { eventType: 'MESSAGE', messageId: expect.any(String), connectionId: await connection() },
    });
    socket.close();
  });

  it('gets a function’s body only from a route with a response', async () => {
    const socket = await connect();
    const answer = next(socket);
    socket.send('{"action":"ask"}');
    expect(await answer).toBe('answer');
    socket.close();
  });

  it.each([
    ['{"action":"unknown"}', 'Forbidden'],
    ['no JSON', 'Forbidden'],
    ['{"action":"$connect"}', 'Forbidden'],
    ['{"action":"fail"}', 'Internal server error'],
  ])('that sends %s is told: %s', async (text, message) => {
    const socket = await connect();
    const answer = next(socket);
    socket.send(text);
    expect(JSON.parse(await answer)).toEqual({
      ...{ message, connectionId: await connection() },
      requestId: expect.any(String),
    });
    socket.close();
  });

  it('may send 128 KB in frames of 32 KB, and not a byte more', async () => {
    const frame = (socket: WebSocket, size: number, fin: boolean) => socket.send(' '.repeat(size), { fin });
    const socket = await connect();
    const answer = next(socket);
    for (const last of [false, false, false, true]) frame(socket, 32 * 1024, last);
    expect(JSON.parse(await answer)).toMatchObject({ message: 'Forbidden' });
    const tooLarge = closed(socket);
    frame(socket, 32 * 1024 + 1, true);
    expect(await tooLarge).toEqual([1009, 'Message too long']);
    const other = await connect();
    const id = await connection();
    const tooLong = closed(other);
    for (const last of [false, false, false, false, true]) frame(other, 32 * 1024, last);
    expect((await tooLong)[0]).toBe(1009);
    await application.cloud.settle();
    expect(lastOf('$disconnect', id)).toMatchObject({ requestContext: { disconnectStatusCode: 1009 } });
  });

  it('that leaves is reported with code and reason, and is gone for good', async () => {
    const socket = await connect();
    const id = await connection();
    const left = closed(socket);
    socket.close(4001, 'signed out');
    await left;
    await application.cloud.settle();
    expect(lastOf('$disconnect', id)).toMatchObject({
      requestContext: { connectionId: id, disconnectStatusCode: 4001, disconnectReason: 'signed out' },
    });
    expect(await post(id)).toBe(410);
  });

  it('is closed after ten idle minutes, or two hours in all', async () => {
    const idle = await connect();
    const busy = await connect();
    const gone = closed(idle);
    await application.order('/clock', { advance: 'PT9M' });
    const answer = next(busy);
    busy.send('{"action":"ask"}');
    await answer;
    await application.order('/clock', { advance: 'PT2M' });
    expect(await gone).toEqual([1001, 'Going away']);
    expect(busy.readyState).toBe(WebSocket.OPEN);
    const ended = closed(busy);
    for (let minutes = 11; minutes < 120; minutes += 9) {
      if (busy.readyState === WebSocket.OPEN) busy.ping();
      if (busy.readyState === WebSocket.OPEN) await once(busy, 'pong');
      await application.order('/clock', { advance: 'PT9M' });
    }
    expect(await ended).toEqual([1001, 'Going away']);
  });
});

describe('the laptop cloud', () => {
  it('gives functions the address of the management API, and lets them do only what they were granted', async () => {
    const socket = await connect();
    const id = await connection();
    const { url } = await application.invoke('live', { read: true });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/live\/live$/);
    expect(await post(id, 'DELETE')).toBe(403);
    expect(application.said.join()).toContain(
      `DENIED live may not execute-api:ManageConnections on arn:aws:execute-api:me-south-1:000000000000:live/live/DELETE/@connections/${id}`,
    );
    socket.close();
  });

  it('shows open connections and cuts them without a close frame on order', async () => {
    const one = await connect();
    const first = await connection();
    const two = await connect();
    const id = await connection();
    const cut = closed(two);
    expect(await application.order('/sockets', { drop: id })).toEqual({ dropped: [id] });
    expect(await cut).toEqual([1006, '']);
    expect(one.readyState).toBe(WebSocket.OPEN);
    const all = closed(one);
    expect(Object((await application.order('/sockets', { drop: 'all' })).dropped)).toContain(first);
    await all;
    expect(await application.order('/sockets', { drop: id })).toHaveProperty('message');
    expect(await post(id)).toBe(410);
  });

  it('fails calls of the management API on order', async () => {
    const socket = await connect();
    const id = await connection();
    await application.order('/faults/execute-api', { operation: 'PostToConnection', error: 'throttle', times: 1 });
    expect(await post(id)).toBe(429);
    expect(await post(id)).toBe(200);
    socket.close();
  });

  it('survives clients that talk nonsense or vanish during the handshake', async () => {
    const vanishing = new WebSocket(live());
    vanishing.on('error', () => {});
    vanishing.terminate();
    const { port, hostname } = new URL(application.cloud.endpoints.web);
    const raw = dial(Number(port), hostname);
    raw.write('GET /live HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    const [text] = await once(raw, 'data');
    expect(String(text)).toMatch(/^HTTP\/1\.1 400 /);
    raw.destroy();
    const socket = await connect();
    socket.close();
  });

  it('does not start with a route selection that it cannot read', async () => {
    const Live = {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$x' },
    };
    await expect(startLiveApplication({ Live })).rejects.toThrow(/RouteSelectionExpression \$x is unknown/);
  });
});
