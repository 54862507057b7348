import * as z from 'zod/mini';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';

/** A route of the HTTP API and the function (by ARN) that answers it. */
export type ApiRoute = { routeKey: string; functionArn: string };
export type Matched = ApiRoute & { parameters: Record<string, string> };

const Route = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z._default(z.string(), 'NONE'),
});
const Integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
});
const Permission = z.object({ FunctionName: z.string(), Principal: z.string() });

/** All routes of the template. A route whose function does not let the API invoke it is an error, as in AWS. */
export function apiRoutes(application: Application): ApiRoute[] {
  const integrations = new Map(
    application
      .all('AWS::ApiGatewayV2::Integration', Integration)
      .map(({ identity, properties }) => [identity.ref, properties.IntegrationUri]),
  );
  const invocable = invokers(application);
  return application.all('AWS::ApiGatewayV2::Route', Route).map(({ properties }) => {
    const { RouteKey: routeKey, Target, AuthorizationType } = properties;
    const functionArn = integrations.get(Target.replace('integrations/', ''));
    if (functionArn === undefined) throw new TemplateError(`Route ${routeKey} has no integration`);
    if (AuthorizationType !== 'NONE')
      throw new TemplateError(`Route ${routeKey} uses a ${AuthorizationType} authorizer, unknown to the local cloud`);
    if (!invocable(functionArn, 'apigateway.amazonaws.com'))
      throw new TemplateError(`Route ${routeKey}: the API has no permission to invoke ${functionArn}`);
    return { routeKey, functionArn };
  });
}

/** Which service may invoke which function, by the template's `AWS::Lambda::Permission`s. */
export function invokers(application: Application): (functionArn: string, principal: string) => boolean {
  const allowed = new Set(
    application
      .all('AWS::Lambda::Permission', Permission)
      .map(({ properties }) => `${properties.FunctionName.split(':').at(-1)} ${properties.Principal}`),
  );
  return (functionArn, principal) => allowed.has(`${functionArn.split(':').at(-1)} ${principal}`);
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
  // Literal before parameter before greedy, segment by segment; a named method before ANY.
  const kinds = segments.map((segment) => (segment.endsWith('+}') ? '3' : segment.startsWith('{') ? '2' : '1'));
  return {
    route,
    methods,
    pattern: new RegExp(`^/${pattern.join('/')}/?$`),
    rank: kinds.join('') + (methods === 'ANY' ? '2' : '1'),
  };
}

const decoded = (groups: Record<string, string>) =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
