import * as z from 'zod/mini';
import { like } from '../iam-conditions.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import { compileEdgeFunction, type EdgeFunction } from './edge-function.ts';
import { responseHeaders } from './response-headers.ts';

/** How CloudFront treats the paths of one behaviour. */
export type Behavior = {
  methods: readonly string[];
  origin: { kind: 'api' } | { kind: 'bucket'; bucket: string };
  headers: Readonly<Record<string, string>>;
  onRequest: EdgeFunction | undefined;
  onResponse: EdgeFunction | undefined;
};

/** One CloudFront host. */
export type Distribution = { servesApi: boolean; rootObject: string; behavior(path: string): Behavior };

const BehaviorShape = z.object({
  AllowedMethods: z._default(z.array(z.string()), ['GET', 'HEAD']),
  TargetOriginId: z.string(),
  ResponseHeadersPolicyId: z.optional(z.string()),
  FunctionAssociations: z._default(
    z.array(z.object({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() })),
    [],
  ),
});
const Shape = z.object({
  DistributionConfig: z.object({
    Origins: z.array(z.object({ Id: z.string(), DomainName: z.string() })),
    DefaultRootObject: z._default(z.string(), ''),
    DefaultCacheBehavior: BehaviorShape,
    CacheBehaviors: z._default(z.array(z.extend(BehaviorShape, { PathPattern: z.string() })), []),
  }),
});
const FunctionShape = z.object({ FunctionCode: z.string() });

/** All distributions of the template with their origins, response headers and edge functions. */
export function distributionsOf(application: Application): Distribution[] {
  const policies = responseHeaders(application);
  const edges = new Map(
    application
      .all('AWS::CloudFront::Function', FunctionShape)
      .map(({ identity, properties }) => [
        identity.attributes.FunctionARN,
        compileEdgeFunction(properties.FunctionCode),
      ]),
  );
  return application
    .all('AWS::CloudFront::Distribution', Shape)
    .map(({ properties: { DistributionConfig: config } }) => {
      const read = (behavior: z.output<typeof BehaviorShape>): Behavior => {
        const edge = (type: string) =>
          behavior.FunctionAssociations.filter(({ EventType }) => EventType === type).map(({ FunctionARN }) =>
            edges.get(FunctionARN),
          )[0];
        const domain = config.Origins.find(({ Id }) => Id === behavior.TargetOriginId)?.DomainName ?? '';
        return {
          methods: behavior.AllowedMethods,
          origin: originOf(domain),
          headers: policies.get(behavior.ResponseHeadersPolicyId ?? '') ?? {},
          onRequest: edge('viewer-request'),
          onResponse: edge('viewer-response'),
        };
      };
      const named = config.CacheBehaviors.map((behavior) => ({
        pattern: behavior.PathPattern,
        behavior: read(behavior),
      }));
      const fallback = read(config.DefaultCacheBehavior);
      return {
        rootObject: config.DefaultRootObject,
        servesApi: named.some(({ behavior }) => behavior.origin.kind === 'api'),
        behavior: (path) => named.find(({ pattern }) => like(pattern, path))?.behavior ?? fallback,
      };
    });
}

function originOf(domain: string): Behavior['origin'] {
  if (domain.includes('.execute-api.')) return { kind: 'api' };
  const [, bucket] = /^([^.]+)\.s3\./.exec(domain) ?? [];
  if (bucket === undefined) throw new TemplateError(`CloudFront origin ${domain} is unknown to the local cloud`);
  return { kind: 'bucket', bucket };
}
