import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../aws/clock.ts';
import { AwsError, readBody } from '../../aws/service.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import { gatewayAnswer, type HttpAnswer, httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { apiRoutes, createMatcher } from './routes.ts';

const largestBody = 10 * 1024 * 1024;
const longestWaitMs = 30_000;

/** Answers one request to the HTTP API. `url` is path and query. */
export type Api = (request: IncomingMessage, url: string) => Promise<HttpAnswer>;

/** The template's HTTP API in front of its functions. */
export function createApi(application: Application, workers: Workers, clock: Clock): Api {
  const match = createMatcher(apiRoutes(application));
  return async (request, url) => {
    const path = url.split('?')[0] ?? '/';
    const method = request.method ?? 'GET';
    const matched = isDecodable(path) ? match(method, path) : undefined;
    if (!isDecodable(path)) return gatewayAnswer(400, 'Bad Request');
    if (matched === undefined) return gatewayAnswer(404, 'Not Found');
    const body = await bodyOf(request);
    if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
    const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
    const forwarded = [request.headers['x-forwarded-for'], sourceIp].flat().filter(Boolean).join(', ');
    const headers = { ...request.headers, 'x-forwarded-for': forwarded, 'x-forwarded-proto': 'https' };
    const event = httpEvent({ method, url, headers, body, sourceIp }, matched, 'localapi', clock.now());
    return withinLimit(workers.invoke(matched.functionArn, event).then(httpAnswer));
  };
}

/** API Gateway gives up after thirty seconds; the function may go on. */
async function withinLimit(answer: Promise<HttpAnswer>): Promise<HttpAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<HttpAnswer>((resolve) => {
    timer = setTimeout(() => resolve(gatewayAnswer(503, 'Service Unavailable')), longestWaitMs);
  });
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  try {
    return await readBody(request, largestBody);
  } catch (error) {
    if (error instanceof AwsError && error.status === 413) return undefined;
    throw error;
  }
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
