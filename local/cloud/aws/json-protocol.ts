import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { type Admission, AwsError, Dropped, type Ground, listen, readBody, type Service } from './service.ts';
import { authenticate } from './sigv4.ts';

/** One operation of AWS's JSON protocol, read but not yet acted upon. */
export type JsonRequest = Pick<Admission, 'enter'> & {
  operation: string;
  input: Record<string, unknown>;
  /** The signer; empty for an operation that AWS serves without a signature. */
  accessKeyId: string;
  /** For operations that wait: closes when the caller hangs up. */
  response: ServerResponse;
};

export type JsonService = {
  /** IAM prefix: `dynamodb`. */
  name: string;
  /** The part of `x-amz-target` before the dot. */
  target: string;
  contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  /** What stands before `#` in an error's `__type`; none for services that send the bare name. */
  errorNamespace?: string;
  /** Headers that go with an error. */
  errorHeaders?: (error: AwsError) => Record<string, string>;
  /** Operations that AWS serves without a signature (and without IAM). */
  unsigned?: readonly string[];
  operations: Record<string, (request: JsonRequest) => Promise<unknown>>;
};

const jsonObject = z.record(z.string(), z.unknown());

/** Starts a service that speaks nothing but the JSON protocol. */
export async function listenJson(ground: Ground, service: JsonService, port: number): Promise<Service> {
  const running = await listen((request, response) => answerJson(ground, service, request, response), port);
  return { ...running, operations: Object.keys(service.operations) };
}

/** Answers one POST of the JSON protocol: gate, operation, gate again, answer or typed error. */
export async function answerJson(
  ground: Ground,
  service: JsonService,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, body: unknown, headers = {}) => {
    const usual = {
      'content-type': service.contentType,
      'x-amzn-requestid': crypto.randomUUID(),
      date: new Date(ground.clock.now()).toUTCString(),
    };
    response.writeHead(status, { ...usual, ...headers }).end(JSON.stringify(body));
  };
  try {
    send(200, await perform(ground, service, request, response));
  } catch (error) {
    if (error instanceof Dropped) throw error;
    const failure =
      error instanceof AwsError ? error : new AwsError('InternalServerError', `Local cloud: ${String(error)}`, 500);
    const type = service.errorNamespace === undefined ? failure.name : `${service.errorNamespace}#${failure.name}`;
    send(failure.status, { __type: type, message: failure.message, ...failure.extra }, service.errorHeaders?.(failure));
  }
}

async function perform(ground: Ground, service: JsonService, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request, 16 * 1024 * 1024);
  const [target, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const act = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (target !== service.target || act === undefined) {
    const asked = operation || `${request.method} ${request.url}`;
    throw new AwsError('UnknownOperationException', `The local ${service.target} does not know ${asked}`);
  }
  const signed = { request, body, service: service.name, protocol: 'json' } as const;
  const accessKeyId = service.unsigned?.includes(operation) ? '' : authenticate(ground, signed);
  if (accessKeyId === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
  }
  const { enter, leave } = await ground.gate.admit({ accessKeyId, service: service.name, operation });
  const output = await act({ operation, input: parse(body), accessKeyId, response, enter });
  await leave();
  return output ?? {};
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return jsonObject.parse(JSON.parse(body.toString() || '{}'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not a JSON object');
  }
}

/** Reads a modelled input, answering AWS's ValidationException (or another `name`) when it does not fit. */
export function readInput<T extends z.core.$ZodType>(
  schema: T,
  input: unknown,
  name = 'ValidationException',
): z.output<T> {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const at = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys : [])].join('.');
  throw new AwsError(name, `1 validation error detected: at '${at}': ${issue?.message}`);
}
