import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Ground, listen, type Running, readBody } from '../aws/service.ts';
import { createFaults, type Fault, type Faults, replacesAnswer } from './faults.ts';
import { createLedger, type LedgerRow } from './ledger.ts';

/** One call to the outside world. `caller` is the function that made it, as the runner marked the request. */
export type SandboxCall = { platform: string; operation: string; caller: string | undefined };

/**
 * What the runner may do around a call: `enter` runs before it takes effect, `leave` after it did and before its
 * answer is sent. False drops the connection at that point.
 */
export type SandboxHooks = {
  enter?(call: SandboxCall): Promise<boolean>;
  leave?(call: SandboxCall): Promise<boolean>;
};

/** A request as operations see it: query and body (form, multipart or JSON) in one bag of strings. */
export type Exchange = {
  method: string;
  path: string;
  url: URL;
  params: Readonly<Record<string, string>>;
  headers: IncomingMessage['headers'];
  /** The body as it came, for what is no bag of strings: files, parts of files. */
  body: Buffer;
};

export type Reply = {
  status: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
  /** Present when the call was accepted: what goes to the ledger. */
  accepted?: { account: string; id: string };
};

/** What a request means to a sandbox. `run` takes effect at once and completely, or not at all. */
export type Operation = { name: string; run(): Reply | Promise<Reply> };

export type Sandbox = Running & {
  ledger(): LedgerRow[];
  /** Refuses an operation that this platform does not have: a fault that never fires proves nothing. */
  faults: Faults;
};

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
  body: JSON.stringify(value),
});

export type SandboxOptions = {
  platform: string;
  /** The names of all operations. */
  operations: readonly string[];
  /** @default a free one */
  port?: number;
  hooks?: SandboxHooks;
};

/** Starts one platform's stand-in on 127.0.0.1: faults, hooks and ledger around the platform's own operations. */
export async function startSandbox(
  ground: Ground,
  { platform, operations, port = 0, hooks = {} }: SandboxOptions,
  operationOf: (exchange: Exchange) => Operation,
): Promise<Sandbox> {
  const faults = createFaults(operations);
  const ledger = createLedger(ground.db, platform);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const drop = () => void request.socket.destroy();
    const exchange = await exchangeOf(request);
    const operation = operationOf(exchange);
    const call = { platform, operation: operation.name, caller: header(request, 'x-local-function') };
    const fault = faults.take(operation.name);
    const early = fault?.when !== 'after';

    if (fault?.reset === 'before') return drop();
    if (fault?.delayMs !== undefined && early) await wait(fault.delayMs);
    // Whoever hung up while being held back has not been heard.
    if (request.socket.destroyed) return;
    if (fault && early && fault.reset === undefined && replacesAnswer(fault)) return send(response, replaced(fault));

    if ((await hooks.enter?.(call)) === false) return drop();
    const reply = await operation.run();
    if (reply.accepted)
      ledger.write({ ...reply.accepted, at: ground.clock.now(), operation: operation.name, request: exchange.params });
    if ((await hooks.leave?.(call)) === false || fault?.reset === 'after') return drop();
    if (fault?.delayMs !== undefined && !early) await wait(fault.delayMs);
    send(response, fault && !early && replacesAnswer(fault) ? replaced(fault) : reply);
  };

  const running = await listen(serve, port);
  return {
    ...running,
    ledger: ledger.rows,
    faults,
  };
}

const replaced = ({ status = 200, headers = {}, body = '' }: Fault): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const send = (response: ServerResponse, { status, headers, body }: Reply): void =>
  void response.writeHead(status, headers).end(body);

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

async function exchangeOf(request: IncomingMessage): Promise<Exchange> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await readBody(request);
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    url,
    params: {
      ...Object.fromEntries(url.searchParams),
      ...(await fieldsOf(body, request.headers['content-type'] ?? '')),
    },
    headers: request.headers,
    body,
  };
}

async function fieldsOf(body: Buffer, type: string): Promise<Record<string, string>> {
  if (body.length === 0) return {};
  if (type.startsWith('application/json')) return jsonFields(body.toString());
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return {};
  const sent = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  // A form that cannot be read has no fields: the platform answers as to a request without them.
  const form = await sent.formData().catch(() => new FormData());
  return Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}

/** The fields of a JSON object as text; none when it cannot be read, or nests too deep to be written again. */
function jsonFields(text: string): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(text) ?? {}).map(([name, field]) => [
        name,
        typeof field === 'string' ? field : JSON.stringify(field),
      ]),
    );
  } catch {
    return {};
  }
}
