import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventProblem, type Outcome, payloadOf, throttled } from './lambda/outcome.ts';
import { AwsError, type Ground, listen, readBody, type Service, signerOf } from './service.ts';

/** The functions behind the API, by name or ARN, with or without `$LATEST`. */
export type LambdaFunctions = {
  has(reference: string): boolean;
  invoke(reference: string, event: unknown, options: { requestId: string }): Promise<Outcome>;
  /** Stores the event and returns its request id. Throws the `AwsError` of an event that is too large. */
  invokeAsync(reference: string, event: unknown): string;
};

/** One answer: status, body and headers. */
type Answer = { status: number; body?: string; headers?: Record<string, string> };

// No name or ARN holds anything but ASCII, so that every escape that fits can be decoded.
const invocations = /^\/2015-03-31\/functions\/((?:[^/%]|%[0-7][0-9a-f])+)\/invocations$/i;
const largestBody = 16 * 1024 * 1024;
/** What stands in for a function's answer when Lambda did not run it, with its status. */
const refusals = new Map([
  ['ResourceNotFoundException', 404],
  ['RequestTooLargeException', 413],
  [throttled, 429],
]);
/** Headers of input members that would change what the function sees or what comes back. */
const unsupported = ['x-amz-client-context', 'x-amz-tenant-id', 'x-amz-durable-execution-name'];

/** Starts Lambda's API: Invoke in its three ways. Start it after the functions it runs. */
export async function startLambda(ground: Ground, functions: LambdaFunctions, port = 0): Promise<Service> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = crypto.randomUUID();
    const { status, body = '', headers } = await invoke(ground, functions, request, requestId).catch(errorAnswer);
    const usual = { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
    response.writeHead(status, { ...usual, ...headers }).end(body);
  };
  return { ...(await listen(serve, port)), operations: ['Invoke'] };
}

function errorAnswer(error: unknown): Answer {
  if (!(error instanceof AwsError)) throw error;
  const { name, message, status, extra } = error;
  // Lambda's errors differ in whether they begin their message's name with a capital.
  const body = JSON.stringify({ Type: 'User', message, Message: message, ...extra });
  return { status, body, headers: { 'x-amzn-errortype': name } };
}

async function invoke(ground: Ground, functions: LambdaFunctions, request: IncomingMessage, requestId: string) {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const reference = decodeURIComponent(invocations.exec(url.pathname)?.[1] ?? '');
  if (request.method !== 'POST' || reference === '')
    throw new AwsError(
      'UnknownOperationException',
      `Unknown to the local Lambda: ${request.method} ${url.pathname}`,
      404,
    );
  const accessKeyId = signerOf(request);
  if (accessKeyId === undefined)
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  const { enter, leave } = await ground.gate.admit({ accessKeyId, service: 'lambda', operation: 'Invoke' });
  const body = await readBody(request, largestBody);
  const arn = arnOf(reference, url.searchParams.get('Qualifier'), ground);
  await enter('lambda:InvokeFunction', arn.replace(/:\$LATEST$/, ''));
  if (!functions.has(arn)) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
  const type = String(request.headers['x-amz-invocation-type'] ?? 'RequestResponse');
  checkInput(request, type);
  const tooLarge = eventProblem(body, type);
  if (tooLarge !== undefined) throw new AwsError('RequestTooLargeException', tooLarge, 413);
  const answer = await answers[type]?.(functions, arn, parse(body), requestId);
  await leave();
  return answer ?? { status: 500 };
}

type Run = (functions: LambdaFunctions, arn: string, event: unknown, requestId: string) => Answer | Promise<Answer>;

const answers: Readonly<Record<string, Run>> = {
  DryRun: () => ({ status: 204 }),
  Event: ({ invokeAsync }, arn, event) => ({ status: 202, headers: { 'x-amzn-requestid': invokeAsync(arn, event) } }),
  async RequestResponse(functions, arn, event, requestId) {
    const outcome = await functions.invoke(arn, event, { requestId });
    const refusal = outcome.ok ? undefined : refusals.get(outcome.errorType);
    if (!outcome.ok && refusal !== undefined) {
      const { errorType, errorMessage } = outcome;
      const Reason = errorType === throttled ? 'ReservedFunctionConcurrentInvocationLimitExceeded' : undefined;
      throw new AwsError(errorType, errorMessage, refusal, { Reason });
    }
    const functionError: Answer['headers'] = outcome.ok ? {} : { 'x-amz-function-error': 'Unhandled' };
    const headers = { 'x-amz-executed-version': '$LATEST', ...functionError };
    return { status: 200, body: JSON.stringify(payloadOf(outcome)), headers };
  },
};

/** The ARN with the version asked for, of a name, a partial ARN or an ARN. */
function arnOf(reference: string, qualifier: string | null, { region, account }: Ground): string {
  const name = reference.replace(/^(\d{12}:)?(function:)?/, '');
  const arn = reference.startsWith('arn:') ? reference : `arn:aws:lambda:${region}:${account}:function:${name}`;
  return qualifier === null || arn.endsWith(`:${qualifier}`) ? arn : `${arn}:${qualifier}`;
}

function checkInput({ headers }: IncomingMessage, type: string): void {
  const invalid = (why: string) => new AwsError('InvalidParameterValueException', why);
  if (!Object.hasOwn(answers, type)) throw invalid(`${type} is not an invocation type`);
  const header = unsupported.find((name) => headers[name] !== undefined);
  if (header !== undefined) throw invalid(`${header} is not emulated locally`);
  if (type === 'RequestResponse' && headers['x-amz-log-type'] === 'Tail')
    throw invalid('LogType Tail is not emulated locally: read .local/logs');
}

function parse(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${why}`);
  }
}
