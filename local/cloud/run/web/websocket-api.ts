import * as z from 'zod/mini';
import type { Clock } from '../../aws/clock.ts';
import type { WebSocketApi } from '../../aws/websocket/gateway.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import type { Workers } from '../workers.ts';
import { apiRoutes, apisOf } from './routes.ts';
import { stageOf } from './stages.ts';

const RouteResponse = z.object({ ApiId: z.string(), RouteId: z.string(), RouteResponseKey: z.literal('$default') });

/** All WebSocket APIs of the template in front of its functions. */
export function webSocketApis(
  application: Application,
  { workers, clock, logDir }: { workers: Workers; clock: Clock; logDir: string },
): WebSocketApi[] {
  const answering = new Set(
    application.all('AWS::ApiGatewayV2::RouteResponse', RouteResponse).map(({ properties }) => properties.RouteId),
  );
  return apisOf(application)
    .filter(({ protocol }) => protocol === 'WEBSOCKET')
    .map((api) => {
      const stage = stageOf(application, api.apiId, clock, logDir);
      const routes = apiRoutes(application, api);
      return {
        apiId: api.apiId,
        stage: stage.name,
        select: selector(api.selection ?? ''),
        admits: stage.admits,
        routes: new Map(
          routes.map(({ id, routeKey, functionArn }) => [routeKey, { functionArn, answers: answering.has(id) }]),
        ),
        async invoke(functionArn, event) {
          const outcome = await workers.invoke(functionArn, event);
          const { eventType, ...context } = Object(Object(event).requestContext);
          const sourceIp = context.identity?.sourceIp;
          stage.log({ ...context, eventType, 'identity.sourceIp': sourceIp, status: outcome.ok ? 200 : 500 });
          if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
          return outcome.result;
        },
      };
    });
}

/** Compiles `$request.body.action` (with or without braces) into a look at a message. */
function selector(expression: string): WebSocketApi['select'] {
  const [, path] = /^\$\{?request\.body\.([\w.]+)\}?$/.exec(expression) ?? [];
  if (path === undefined)
    throw new TemplateError(`RouteSelectionExpression ${expression} is unknown to the local cloud`);
  return (message) => path.split('.').reduce((value, name) => Object(value)[name], message);
}
