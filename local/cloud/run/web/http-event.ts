import { logTime } from '../../aws/log-time.ts';
import type { Matched } from './routes.ts';

/** Headers by their names in lower case. */
export type HttpHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A request as it reached the API. */
export type HttpRequest = {
  id: string;
  method: string;
  /** Path and query as sent. */
  url: string;
  headers: HttpHeaders;
  body: Buffer;
  sourceIp: string;
};

/** Where the API lives: `a1b2.execute-api.me-south-1.amazonaws.com`. */
export type ApiPlace = { apiId: string; domainName: string; account: string };

const textTypes = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.+-]+\+(json|xml)\b)/i;

/** Values of a repeated query parameter are joined by commas, as payload 2.0 does. */
function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    joined[name] = joined[name] === undefined ? value : `${joined[name]},${value}`;
  return joined;
}

/** The event of payload format 2.0 for a matched route. `now` is epoch milliseconds of the local clock. */
export function httpEvent(request: HttpRequest, { routeKey, parameters }: Matched, place: ApiPlace, now: number) {
  const [encoded = '', ...query] = request.url.split('?');
  const rawQueryString = query.join('?');
  // HTTP APIs hand the path over decoded, and lose what follows a `?` that was encoded in it.
  const [path = ''] = decodeURIComponent(encoded).split('?');
  const { cookie, ...rest } = request.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  const cookies = [cookie].flat().flatMap((line) => line?.split('; ') ?? []);
  const queryStringParameters = queryParameters(rawQueryString);
  const isText = textTypes.test(headers['content-type'] ?? '');
  const hasBody = request.body.length > 0;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(queryStringParameters === undefined ? {} : { queryStringParameters }),
    requestContext: {
      accountId: place.account,
      apiId: place.apiId,
      domainName: place.domainName,
      domainPrefix: place.domainName.split('.')[0],
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.id,
      routeKey,
      stage: '$default',
      time: logTime(now),
      timeEpoch: now,
    },
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    ...(hasBody ? { body: request.body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: hasBody && !isText,
  };
}
