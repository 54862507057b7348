import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Send } from '#shared/contract/client.ts';
import type { ProblemBody } from '#shared/contract/problem.ts';
import { contracts } from '#shared/contracts.ts';

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export type Request = {
  method: string;
  /** With its query string, without `/api`. */
  path: string;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  token?: string | undefined;
  headers?: Record<string, string>;
  cookies?: string[];
  ip?: string;
};

export type Response = { status: number; headers: Record<string, string>; cookies: string[]; body: unknown };

/** A problem that a handler answered, for `client` calls that were expected to fail. */
export class AnsweredProblem extends Error {
  readonly status: number;
  readonly problem: ProblemBody;
  readonly headers: Record<string, string>;

  constructor({ status, body, headers }: Response) {
    const problem = body as ProblemBody;
    super(`${status} ${problem.code} ${JSON.stringify(problem.details ?? '')}`);
    this.name = 'AnsweredProblem';
    this.status = status;
    this.problem = problem;
    this.headers = headers;
  }
}

/** Calls a handler as the gateway does: payload 2.0, the most specific route of the contracts, the page's own headers. */
export async function call(handler: Handler, request: Request): Promise<Response> {
  const answer = await handler(eventOf(request), contextOf());
  return {
    status: answer.statusCode ?? 200,
    headers: Object.fromEntries(Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)])),
    cookies: answer.cookies ?? [],
    body: answer.body ? bodyIn(answer.body, String(answer.headers?.['content-type'])) : undefined,
  };
}

/** JSON, or what a file has in it. */
const bodyIn = (body: string, type: string): unknown =>
  type.startsWith('application/json') ? JSON.parse(body) : new Blob([body], { type });

/** A `send` for the typed client: `client(posts, sendFor(handler, token))`. Throws `AnsweredProblem`. */
export const sendFor =
  (handler: Handler, token?: string): Send =>
  async ({ method, path, body, idempotencyKey }) => {
    const headers: Record<string, string> = idempotencyKey ? { 'idempotency-key': idempotencyKey } : {};
    const response = await call(handler, { method, path, body, token, headers });
    if (response.status >= 300) throw new AnsweredProblem(response);
    return response.body;
  };

/** The problem a promise ends with; fails the test when it succeeds. */
export async function problemOf(promise: Promise<unknown>): Promise<ProblemBody & { status: number }> {
  const error = await promise.then(
    () => new Error('The call succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AnsweredProblem) return { ...error.problem, status: error.status };
  throw error;
}

/** A request as the gateway hands it to a function. */
export function eventOf({ method, path, body, token, headers = {}, cookies = [], ip = '203.0.113.7' }: Request) {
  const { pathname, searchParams, search } = new URL(`/api${path}`, 'https://app.example.com');
  const { routePath, pathParameters } = routeOf(method, pathname);
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey: `${method} ${routePath}`,
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: {
      host: 'app.example.com',
      'x-requested-with': 'kuwait-social',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'test',
      domainName: 'app.example.com',
      domainPrefix: 'app',
      http: { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: ip, userAgent: 'test' },
      requestId: crypto.randomUUID(),
      routeKey: `${method} ${routePath}`,
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
    isBase64Encoded: false,
    ...(cookies.length > 0 ? { cookies } : {}),
    ...(search ? { queryStringParameters: joined(searchParams) } : {}),
    ...(pathParameters ? { pathParameters } : {}),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
  return event;
}

/** The gateway joins a repeated parameter with commas. */
const joined = (search: URLSearchParams) =>
  Object.fromEntries([...new Set(search.keys())].map((name) => [name, search.getAll(name).join(',')]));

const patterns = contracts
  .flatMap(({ routes }) => Object.values(routes))
  .map(({ method, path }) => {
    const routePath = `/api${path}`;
    const pattern = new RegExp(`^${routePath.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    return { method, routePath, pattern, variables: path.split('{').length };
  })
  .sort((a, b) => a.variables - b.variables);

/** The route with the fewest variables that fits, as the gateway chooses it. */
function routeOf(method: string, pathname: string) {
  const best = patterns.find((route) => route.method === method && route.pattern.test(pathname));
  if (!best) return { routePath: '$default', pathParameters: undefined };
  const groups = Object.entries(best.pattern.exec(pathname)?.groups ?? {});
  const entries = groups.map(([name, value]) => [name, decodeURIComponent(value)]);
  return { routePath: best.routePath, pathParameters: entries.length > 0 ? Object.fromEntries(entries) : undefined };
}

/** What Lambda tells a function about one invocation. */
export const contextOf = (): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:me-south-1:000000000000:function:test',
  memoryLimitInMB: '512',
  awsRequestId: crypto.randomUUID(),
  logGroupName: '/aws/lambda/test',
  logStreamName: 'test',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
