import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseSync } from 'node:sqlite';
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

/**
 * What stands between a caller and a service: permissions, faults and kill points.
 * `enter` throws an `AwsError` (AccessDenied) or the fault's error; `leave` runs after the call has taken
 * effect and before its answer is sent, and returns false when the answer must be dropped.
 */
export type Gate = {
  enter(call: Call): Promise<void>;
  leave(call: Call): Promise<boolean>;
};

/**
 * The gate as one request meets it: `enter` before acting, once for each IAM action of the operation; `mayAnswer` after
 * it, false when the answer must be dropped although the call took effect.
 */
export type Admission = {
  enter(action: string, resource: string, context?: Call['context']): Promise<void>;
  mayAnswer(): Promise<boolean>;
};

export function admit(gate: Gate, accessKeyId: string): Admission {
  const calls: Call[] = [];
  return {
    async enter(action, resource, context) {
      const call = { accessKeyId, action, resource, ...(context && { context }) };
      await gate.enter(call);
      calls.push(call);
    },
    async mayAnswer() {
      for (const call of calls) if (!(await gate.leave(call))) return false;
      return true;
    },
  };
}

/** Lets everything through: for conformance tests of one service alone. */
export const openGate: Gate = { enter: async () => {}, leave: async () => true };

/** What every local service is built from. `db` is the one SQLite file of `.local/` (or `:memory:` in tests). */
export type Ground = { clock: Clock; db: DatabaseSync; gate: Gate; dataDir: string; region: string; account: string };

/** A running service: its base URL and a way to stop it. */
export type Running = { url: string; port: number; close(): Promise<void> };

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

/** Starts an HTTP server on 127.0.0.1 only. Port 0 takes a free one. */
export async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
): Promise<Running> {
  const server: Server = createServer((request, response) => {
    // SDKs would take a Date header for the true time and sign against the shifted clock.
    response.sendDate = false;
    handler(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`Local cloud failed: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });
  server.keepAliveTimeout = 65_000;
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
