import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
import type { Duplex } from 'node:stream';
import type { Clock } from './clock.ts';

/** One AWS call as a local service sees it, named the way IAM names it. */
export type Call = {
  /** Access key id of the signer (the role's logical id for a function, `LOCALADMIN` for tools). */
  accessKeyId: string;
  /** IAM action, for example `dynamodb:PutItem`. */
  action: string;
  /** Resource ARN, for example `arn:aws:dynamodb:me-south-1:000000000000:table/ksa`. */
  resource: string;
  /** IAM condition keys that this service knows, for example `dynamodb:LeadingKeys`. */
  context?: Record<string, string | string[]>;
};

/** Whose request it is and what it asks for: `service` is the IAM prefix, `operation` the name in AWS's API. */
export type Caller = Pick<Call, 'accessKeyId'> & { service: string; operation: string };

/**
 * The gate as one request meets it: `enter` before acting, once for each IAM action of the operation; `leave` after the
 * call has taken effect and before its answer is sent.
 */
export type Admission = {
  /** Throws an `AwsError` when the caller may not do this. */
  enter(action: string, resource: string, context?: Call['context']): Promise<void>;
  /** Throws `Dropped` when the answer must not be sent. */
  leave(): Promise<void>;
};

/** What stands between a caller and a service: faults, permissions and kill points. */
export type Gate = {
  /** Begins a request. Throws the `AwsError` of an ordered fault, or `Dropped`. */
  admit(caller: Caller): Promise<Admission>;
};

/** The connection is to be cut without an answer. */
export class Dropped extends Error {
  override readonly name = 'Dropped';
}

/** Lets everything through: for conformance tests of one service alone. */
export const openGate: Gate = { admit: async () => ({ enter: async () => {}, leave: async () => {} }) };

/** Secret of an access key, or undefined when nobody has that key. */
export type SecretFor = (accessKeyId: string) => string | undefined;

/**
 * What every local service is built from. `db` is the one SQLite file of `.local/` (or `:memory:` in tests). With
 * `secretFor`, every service refuses a wrong signature.
 */
export type Ground = {
  clock: Clock;
  db: DatabaseSync;
  gate: Gate;
  dataDir: string;
  region: string;
  account: string;
  secretFor?: SecretFor;
};

/** A running server: its base URL and a way to stop it. */
export type Running = { url: string; port: number; close(): Promise<void> };

/** A running AWS service and the names of the operations it performs; every other one is refused by name. */
export type Service = Running & { operations: readonly string[] };

/** An error in AWS's own words: `name` is the modelled exception, `status` the HTTP status. */
export class AwsError extends Error {
  readonly status: number;
  readonly extra: Record<string, unknown>;
  constructor(name: string, message: string, status = 400, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = name;
    this.status = status;
    this.extra = extra;
  }
}

/** Names of this machine. A page from elsewhere whose own name was made to point here is not let in. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const isForUs = ({ headers: { host = '' } }: IncomingMessage): boolean => OWN_HOST.test(host);

/** Whether an address can be read at all. An absolute one is for proxies only. */
const isReadable = ({ url = '' }: IncomingMessage): boolean =>
  url.startsWith('/') && URL.canParse(url, 'http://127.0.0.1');

/**
 * Starts an HTTP server on 127.0.0.1 only. Port 0 takes a free one; `upgrade` takes WebSocket handshakes. Requests under
 * another machine's name never reach the handler.
 */
export async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
  upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
): Promise<Running> {
  const server: Server = createServer((request, response) => {
    // Real time is not the time of this cloud: a service that tells the time takes it from the shifted clock.
    response.sendDate = false;
    if (!isForUs(request)) return void response.writeHead(421).end('This address is for this machine only');
    if (!isReadable(request)) return void response.writeHead(400).end('Bad Request');
    handler(request, response).catch((error: unknown) => {
      if (error instanceof Dropped) return request.socket.destroy();
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`Local cloud failed: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });
  server.keepAliveTimeout = 65_000;
  if (upgrade !== undefined)
    server.on('upgrade', (request, socket, head) => {
      // Whoever hangs up in the middle of a handshake must not end the process.
      socket.on('error', () => {});
      if (!isForUs(request) || !isReadable(request)) return void socket.end('HTTP/1.1 421 Misdirected Request\r\n\r\n');
      upgrade(request, socket, head);
    });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Reads a whole request body, refusing more than `limit` bytes. */
export async function readBody(request: IncomingMessage, limit = 6 * 1024 * 1024): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new AwsError('RequestEntityTooLarge', `Body over ${limit} bytes`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The signer's access key id from a SigV4 `Authorization` header, or undefined for an unsigned request. */
export function signerOf(request: IncomingMessage): string | undefined {
  return /Credential=([^/,\s]+)\//.exec(request.headers.authorization ?? '')?.[1];
}
