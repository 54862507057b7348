import * as z from 'zod/mini';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';

/** An API of the template, HTTP or WebSocket. */
export type GatewayApi = { apiId: string; protocol: 'HTTP' | 'WEBSOCKET'; selection: string | undefined };
/** A route of an API and the function (by ARN) that answers it. */
export type ApiRoute = { routeKey: string; functionArn: string };
export type Matched = ApiRoute & { parameters: Record<string, string> };

/** A property that must not be there, because the local cloud does not do what it asks. */
export const refused = z.optional(z.never());

const Api = z.object({
  CorsConfiguration: refused,
  DisableExecuteApiEndpoint: refused,
  ProtocolType: z._default(z.enum(['HTTP', 'WEBSOCKET']), 'HTTP'),
  RouteSelectionExpression: z.optional(z.string()),
});
const Route = z.object({
  ApiId: z.optional(z.string()),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z._default(z.string(), 'NONE'),
});
const Integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.optional(z.literal('2.0')),
});

export const apisOf = (application: Application): GatewayApi[] =>
  application.all('AWS::ApiGatewayV2::Api', Api).map(({ identity, properties }) => ({
    apiId: identity.ref,
    protocol: properties.ProtocolType,
    selection: properties.RouteSelectionExpression,
  }));

/** The routes of an API, with their own ids. Whether it may invoke their functions has been checked before. */
export function apiRoutes(application: Application, { apiId, protocol }: GatewayApi): (ApiRoute & { id: string })[] {
  const integrations = new Map(
    application
      .all('AWS::ApiGatewayV2::Integration', Integration)
      .map(({ identity, properties }) => [identity.ref, properties]),
  );
  const routes = application.all('AWS::ApiGatewayV2::Route', Route);
  return routes
    .filter(({ properties }) => (properties.ApiId ?? apiId) === apiId)
    .map(({ identity, properties: { RouteKey: routeKey, Target, AuthorizationType } }) => {
      const integration = integrations.get(Target.replace('integrations/', ''));
      if (integration === undefined) throw new TemplateError(`Route ${routeKey} has no integration`);
      if (AuthorizationType !== 'NONE')
        throw new TemplateError(`Route ${routeKey} uses a ${AuthorizationType} authorizer, unknown to the local cloud`);
      if (protocol === 'HTTP' && integration.PayloadFormatVersion === undefined)
        throw new TemplateError(`Route ${routeKey}: only payload format 2.0 is known to the local cloud`);
      const uri = integration.IntegrationUri;
      const functionArn = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
      return { id: identity.ref, routeKey, functionArn };
    });
}

/** Compiles the routes into one look-up that prefers the most specific route, as API Gateway does. */
export function createMatcher(routes: readonly ApiRoute[]): (method: string, path: string) => Matched | undefined {
  const compiled = routes.map(compile).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method, path) => {
    for (const { route, methods, pattern } of compiled) {
      const found = methods === 'ANY' || methods === method ? pattern.exec(path) : null;
      if (found) return { ...route, parameters: decoded(found.groups ?? {}) };
    }
    return undefined;
  };
}

function compile(route: ApiRoute) {
  if (route.routeKey === '$default') return { route, methods: 'ANY', pattern: /^/, rank: '9' };
  const [methods = 'ANY', path = '/'] = route.routeKey.split(' ');
  const segments = path.split('/').filter((segment) => segment !== '');
  const pattern = segments.map((segment) => {
    const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) return segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return greedy === '+' ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
  });
  // A full match before a greedy one, a named method before ANY, then literal before parameter, segment by segment.
  const kinds = segments.map((segment) => (segment.endsWith('+}') ? '3' : segment.startsWith('{') ? '2' : '1'));
  const rank = [kinds.includes('3') ? '2' : '1', methods === 'ANY' ? '2' : '1', ...kinds].join('');
  return { route, methods, pattern: new RegExp(`^/${pattern.join('/')}$`), rank };
}

const decoded = (groups: Record<string, string>) =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
