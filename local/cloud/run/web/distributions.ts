import * as z from 'zod/mini';
import { like } from '../iam-conditions.ts';
import { TemplateError } from '../intrinsics.ts';
import type { Application } from '../template.ts';
import { compileEdgeFunction, type EdgeFunction } from './edge-function.ts';
import { type PolicyHeader, responseHeaders } from './response-headers.ts';
import { apisOf, refused } from './routes.ts';

/** Where a behaviour gets its answers. `path` goes before the viewer's; `headers` (a shared secret) go with requests. */
export type Origin = {
  kind: 'http' | 'sockets' | 'bucket';
  /** The bucket's name, or the API's id. */
  name: string;
  path: string;
  headers: Readonly<Record<string, string>>;
};

/** How CloudFront treats the paths of one behaviour. */
export type Behavior = {
  methods: readonly string[];
  compress: boolean;
  /** Whether the origin gets CloudFront's own headers about the viewer. */
  tellsViewer: boolean;
  origin: Origin;
  headers: readonly PolicyHeader[];
  onRequest: EdgeFunction | undefined;
  onResponse: EdgeFunction | undefined;
};

/** One CloudFront host. */
export type Distribution = {
  id: string;
  domainName: string;
  servesApi: boolean;
  rootObject: string;
  behavior(path: string): Behavior;
};

const ALL_VIEWER = '216adef6-5c7f-47e4-b989-5492eafa07d3';
/** Managed origin request policies without `CloudFront-Viewer-Address`. Policies of one's own are taken to have it. */
const silentPolicies = new Set([undefined, ALL_VIEWER, 'b689b0a8-53d0-40ab-baf2-68738e2966ac']);
/** Managed cache policies that have compressed variants; under the others CloudFront does not compress. */
const compressing = new Set(['658327ea-f89d-4fab-a63d-7e88639e58f6']);

const BehaviorShape = z.object({
  AllowedMethods: z._default(z.array(z.string()), ['GET', 'HEAD']),
  CachePolicyId: z.optional(z.string()),
  Compress: z._default(z.boolean(), false),
  OriginRequestPolicyId: z.optional(z.string()),
  TargetOriginId: z.string(),
  ResponseHeadersPolicyId: z.optional(z.string()),
  FunctionAssociations: z._default(
    z.array(z.object({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() })),
    [],
  ),
});
const OriginShape = z.object({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z._default(z.string(), ''),
  OriginCustomHeaders: z._default(z.array(z.object({ HeaderName: z.string(), HeaderValue: z.string() })), []),
});
const Shape = z.object({
  DistributionConfig: z.object({
    Origins: z.array(OriginShape),
    DefaultRootObject: z._default(z.string(), ''),
    DefaultCacheBehavior: BehaviorShape,
    CacheBehaviors: z._default(z.array(z.extend(BehaviorShape, { PathPattern: z.string() })), []),
    CustomErrorResponses: refused,
    Enabled: z._default(z.literal(true), true),
    OriginGroups: refused,
  }),
});
const FunctionShape = z.object({ FunctionCode: z.string() });

/** All distributions of the template with their origins, response headers and edge functions. */
export function distributionsOf(application: Application): Distribution[] {
  const policies = responseHeaders(application);
  const socketApis = apisOf(application).filter(({ protocol }) => protocol === 'WEBSOCKET');
  const edges = new Map(
    application
      .all('AWS::CloudFront::Function', FunctionShape)
      .map(({ identity, properties }) => [
        identity.attributes.FunctionARN,
        compileEdgeFunction(properties.FunctionCode),
      ]),
  );
  const originOf = ({ DomainName, OriginPath: path, OriginCustomHeaders }: z.output<typeof OriginShape>): Origin => {
    const headers = Object.fromEntries(
      OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
    );
    const [, name = '', service] = /^([^.]+)\.(s3|execute-api)\./.exec(DomainName) ?? [];
    if (service === 's3') return { kind: 'bucket', name, path, headers };
    if (service === undefined) throw new TemplateError(`CloudFront origin ${DomainName} is unknown to the local cloud`);
    const kind = socketApis.some(({ apiId }) => apiId === name) ? 'sockets' : 'http';
    return { kind, name, path, headers };
  };
  return application
    .all('AWS::CloudFront::Distribution', Shape)
    .map(({ identity, properties: { DistributionConfig: config } }) => {
      const read = (behavior: z.output<typeof BehaviorShape>): Behavior => {
        const edge = (type: string) =>
          edges.get(behavior.FunctionAssociations.find(({ EventType }) => EventType === type)?.FunctionARN);
        const origin = config.Origins.find(({ Id }) => Id === behavior.TargetOriginId);
        if (origin === undefined) throw new TemplateError(`${identity.ref} has no origin ${behavior.TargetOriginId}`);
        const from = originOf(origin);
        if (behavior.OriginRequestPolicyId === ALL_VIEWER && from.kind !== 'bucket')
          throw new TemplateError(`${identity.ref}: API Gateway refuses the viewer's Host that AllViewer passes on`);
        return {
          methods: behavior.AllowedMethods,
          tellsViewer: !silentPolicies.has(behavior.OriginRequestPolicyId),
          compress: behavior.Compress && compressing.has(behavior.CachePolicyId ?? ''),
          origin: from,
          headers: policies.get(behavior.ResponseHeadersPolicyId ?? '') ?? [],
          onRequest: edge('viewer-request'),
          onResponse: edge('viewer-response'),
        };
      };
      const named = config.CacheBehaviors.map((behavior) => ({
        pattern: behavior.PathPattern.replace(/^\/?/, '/'),
        behavior: read(behavior),
      }));
      const fallback = read(config.DefaultCacheBehavior);
      return {
        id: identity.ref,
        domainName: identity.attributes.DomainName ?? '',
        rootObject: config.DefaultRootObject,
        servesApi: named.some(({ behavior }) => behavior.origin.kind === 'http'),
        behavior: (path) => named.find(({ pattern }) => like(pattern, path))?.behavior ?? fallback,
      };
    });
}
