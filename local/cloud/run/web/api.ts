import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../aws/clock.ts';
import { AwsError, readBody } from '../../aws/service.ts';
import { within } from '../../aws/time-limit.ts';
import { gatewayId } from '../../aws/websocket/event.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import { gatewayAnswer, type HttpAnswer, httpAnswer } from './http-answer.ts';
import { type ApiPlace, type HttpHeaders, httpEvent } from './http-event.ts';
import { apiRoutes, apisOf, createMatcher } from './routes.ts';
import { stageOf } from './stages.ts';
import { decoded } from './viewer-request.ts';

const LARGEST_HEAD = 10_240;
const LARGEST_BODY = 10 * 1024 * 1024;
/** Lambda's own limit for an event. */
const LARGEST_EVENT = 6 * 1024 * 1024;
const LONGEST_WAIT_MS = 30_000;

/** A request as the front door passes it on: address and headers may differ from what the viewer sent. */
export type OriginRequest = { url: string; headers: HttpHeaders; incoming: IncomingMessage };
export type Api = (request: OriginRequest) => Promise<HttpAnswer>;
export type ApiOptions = { workers: Workers; clock: Clock; logDir: string; region: string; account: string };

/** The template's HTTP API in front of its functions. */
export function createApi(application: Application, options: ApiOptions): Api {
  const { workers, clock, logDir, region, account } = options;
  const [api, another] = apisOf(application).filter(({ protocol }) => protocol === 'HTTP');
  if (api === undefined || another !== undefined)
    throw new TemplateError('The local cloud serves exactly one HTTP API');
  const stage = stageOf(application, api.apiId, clock, logDir);
  if (stage.name !== '$default') throw new TemplateError(`Stage ${stage.name}: the local cloud knows only $default`);
  const match = createMatcher(apiRoutes(application, api));
  const place: ApiPlace = {
    apiId: api.apiId,
    domainName: `${api.apiId}.execute-api.${region}.amazonaws.com`,
    account,
  };

  return async ({ url, headers, incoming }) => {
    const [begun, now, id] = [performance.now(), clock.now(), gatewayId()];
    const { method = 'GET' } = incoming;
    const [path = '/'] = url.split('?');
    const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1';
    const isReadable = decoded(path) !== undefined;
    const matched = isReadable ? match(method, path) : undefined;
    let failure = '-';
    const answer = async (): Promise<HttpAnswer> => {
      if (sizeOf(method, url, headers) > LARGEST_HEAD) return gatewayAnswer(431, 'Request Header Fields Too Large');
      if (!isReadable) return gatewayAnswer(400, 'Bad Request');
      if (matched === undefined) return gatewayAnswer(404, 'Not Found');
      if (!stage.admits(matched.routeKey)) return gatewayAnswer(429, 'Too Many Requests');
      // A body that tells its length is left unread, so that its sender can still hear the answer.
      const isTooLong = Number(headers['content-length'] ?? 0) > LARGEST_BODY;
      const body = isTooLong ? undefined : await readBody(incoming, LARGEST_BODY).catch(tooLarge);
      if (body === undefined) return gatewayAnswer(413, 'Request Entity Too Large');
      const forwarded = [headers['x-forwarded-for'], sourceIp].flat().filter(Boolean).join(', ');
      const own = {
        host: place.domainName,
        'x-amzn-trace-id': `Root=1-${Math.floor(now / 1000).toString(16)}-${Buffer.from(id).toString('hex').slice(0, 24)}`,
        'x-forwarded-for': forwarded,
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      };
      const request = { id, method, url, headers: { ...headers, ...own }, body, sourceIp };
      const event = httpEvent(request, matched, place, now);
      if ((event.body?.length ?? 0) > LARGEST_EVENT) return gatewayAnswer(413, 'Request Entity Too Large');
      const outcome = await within(clock, LONGEST_WAIT_MS, workers.invoke(matched.functionArn, event), undefined);
      // API Gateway gives up; the function may go on.
      if (outcome === undefined) return gatewayAnswer(503, 'Service Unavailable');
      if (!outcome.ok) failure = `${outcome.errorType}: ${outcome.errorMessage}`;
      return httpAnswer(outcome);
    };
    const made = await answer();
    stage.log({
      ...{ requestId: id, requestTimeEpoch: now, 'identity.sourceIp': sourceIp, httpMethod: method, path },
      ...{ routeKey: matched?.routeKey ?? '-', status: made.status, responseLength: made.body.length },
      ...{ responseLatency: Math.round(performance.now() - begun), integrationErrorMessage: failure },
    });
    return { ...made, headers: { ...made.headers, 'apigw-requestid': id } };
  };
}

/** Bytes of the request line and all header values together. */
const sizeOf = (method: string, url: string, headers: HttpHeaders) =>
  Object.values(headers)
    .flat()
    .reduce((sum, value) => sum + (value?.length ?? 0), method.length + url.length + ' HTTP/1.1'.length);

function tooLarge(error: unknown): undefined {
  if (!(error instanceof AwsError)) throw error;
}
