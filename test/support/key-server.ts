import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that gives every request this one answer until it is closed. */
export async function serveAlways(status: number, body: string) {
  const server = createServer((_, response) => response.writeHead(status, { connection: 'close' }).end(body));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}
