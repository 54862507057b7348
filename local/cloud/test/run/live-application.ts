import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nobodyOutside } from '#cloud/outside/outside.ts';
import { type Cloud, startCloud } from '#cloud/run/cloud.ts';
import { att, lambda as plainLambda, whereItIs } from './small-assembly.ts';

/**
 * A small application with an HTTP API and a WebSocket API behind one CloudFront host, as a hand-made assembly. The
 * HTTP function does what its path says; the WebSocket function keeps what it saw and answers through `@connections`.
 */
const code: Record<string, string> = {
  http: `export const handler = async (event) => {
    const act = event.rawPath.split('/')[2];
    if (act === 'crash') process.exit(1);
    if (act === 'throw') throw new Error('secret');
    if (act === 'hang') return new Promise(() => {});
    if (act === 'cookies') return { statusCode: 200, cookies: ['a=1', 'b=2'], headers: { Via: 'me' }, body: 'ok' };
    if (act === 'length') return { length: event.body?.length ?? 0 };
    return event;
  }`,
  live: `
    import { appendFileSync } from 'node:fs';
    const manage = async (method, id, body) => (await fetch(process.env.LIVE_URL + '/@connections/' + encodeURIComponent(id), { method, body,
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID + '/20260101/me-south-1/execute-api/aws4_request' } })).status;
    export const handler = async (event) => {
      if (event.read) return { url: process.env.LIVE_URL };
      if (event.post) return manage(event.method ?? 'POST', event.post, event.text);
      // Two instances may run: what they saw goes to one file.
      appendFileSync(process.env.SEEN_FILE, JSON.stringify(event) + '\\n');
      const { routeKey, connectionId } = event.requestContext;
      const refusal = event.queryStringParameters?.refuse;
      if (refusal === 'throw') throw new Error('secret');
      if (refusal) return { statusCode: Number(refusal) };
      if (routeKey === '$connect') return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'ksa.v1' } };
      if (routeKey === 'echo') await manage('POST', connectionId, 'echo ' + JSON.parse(event.body).text);
      if (routeKey === 'fail') throw new Error('secret');
      return { statusCode: 200, body: 'answer' };
    }`,
};
const join_ = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const lambda = (name: string, variables: Record<string, unknown> = {}) => ({
  ...plainLambda(name, { WEB_URL: 'https://site.example', ...variables }, 60),
  [`${name}MayRun`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: att(`${name}Function`, 'Arn'),
      Principal: 'apigateway.amazonaws.com',
    },
  },
});
const route = (api: string, RouteKey: string) => ({
  [`${api}Route${RouteKey.replaceAll(/\W/g, '')}`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: { ApiId: { Ref: api }, RouteKey, Target: join_('integrations/', { Ref: `${api}Integration` }) },
  },
});
const executeApi = (api: string) => join_({ Ref: api }, '.execute-api.me-south-1.', { Ref: 'AWS::URLSuffix' });
const bucketOrigin = { Id: 'bucket', DomainName: att('Bucket', 'RegionalDomainName') };
const edge = (id: string, FunctionCode: string) => ({
  [id]: { Type: 'AWS::CloudFront::Function', Properties: { FunctionCode } },
});
const associated = (EventType: string, id: string) => [{ EventType, FunctionARN: att(id, 'FunctionARN') }];
const everyMethod = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];
const allViewerAndCloudFrontHeaders = '33f36d7e-f396-46d9-90e0-52428a34d9dc';
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';

const resources = (folder: string) => ({
  Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  Http: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
  HttpIntegration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Http' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: att('httpFunction', 'Arn'),
      PayloadFormatVersion: '2.0',
    },
  },
  HttpStage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: {
      ApiId: { Ref: 'Http' },
      StageName: '$default',
      AutoDeploy: true,
      AccessLogSettings: {
        DestinationArn: 'arn:aws:logs:me-south-1:000000000000:log-group:access',
        Format:
          '$context.routeKey $context.status $context.responseLength $context.integrationErrorMessage $context.error',
      },
      DefaultRouteSettings: { ThrottlingBurstLimit: 80, ThrottlingRateLimit: 1 },
    },
  },
  ...route('Http', 'ANY /api/{act}'),
  ...route('Http', 'GET /api/limited'),
  Live: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
  },
  LiveIntegration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Live' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: join_(
        'arn:aws:apigateway:me-south-1:lambda:path/2015-03-31/functions/',
        att('liveFunction', 'Arn'),
        '/invocations',
      ),
    },
  },
  LiveStage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Live' }, StageName: 'live', AutoDeploy: true },
  },
  ...['$connect', '$disconnect', 'echo', 'fail', 'ask'].reduce((all, key) => ({ ...all, ...route('Live', key) }), {}),
  AskAnswers: {
    Type: 'AWS::ApiGatewayV2::RouteResponse',
    Properties: { ApiId: { Ref: 'Live' }, RouteId: { Ref: 'LiveRouteask' }, RouteResponseKey: '$default' },
  },
  ...lambda('http'),
  ...lambda('live', { LIVE_URL: join_('https://', executeApi('Live'), '/live'), SEEN_FILE: join(folder, 'seen') }),
  livePosts: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      Roles: [{ Ref: 'liveRole' }],
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:ManageConnections',
            Resource: join_(
              'arn:aws:execute-api:me-south-1:000000000000:',
              { Ref: 'Live' },
              '/live/POST/@connections/*',
            ),
          },
        ],
      },
    },
  },
  Headers: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: 'connect-src wss://site.example https://site.example',
            Override: true,
          },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, Override: true },
        },
        CustomHeadersConfig: { Items: [{ Header: 'X-Kind', Value: 'policy', Override: false }] },
      },
    },
  },
  ...edge(
    'Gate',
    `function handler(event) {
      var r = event.request;
      if (r.uri === '/gate/closed') return { statusCode: 302, headers: { location: { value: '/elsewhere' } } };
      if (r.uri === '/gate/broken') throw new Error('broken');
      r.headers['x-saw'] = { value: [r.method, r.cookies.a.value, r.querystring.t.multiValue.length, event.viewer.ip].join() };
      r.uri = '/api/event';
      r.querystring = { only: { value: '1' } };
      return r; }`,
  ),
  ...edge(
    'Mark',
    `function handler(event) { event.response.headers['x-kind'] = { value: 'edge' }; return event.response; }`,
  ),
  Site: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultRootObject: 'index.html',
        Enabled: true,
        Origins: [
          bucketOrigin,
          {
            Id: 'http',
            DomainName: executeApi('Http'),
            OriginCustomHeaders: [{ HeaderName: 'X-Origin-Secret', HeaderValue: 'only-cloudfront' }],
          },
          { Id: 'live', DomainName: executeApi('Live') },
        ],
        DefaultCacheBehavior: { TargetOriginId: 'bucket' },
        CacheBehaviors: [
          { PathPattern: '/api/readonly*', TargetOriginId: 'http' },
          { PathPattern: '/api/*', TargetOriginId: 'http', AllowedMethods: everyMethod },
          {
            PathPattern: '/gate/*',
            TargetOriginId: 'http',
            FunctionAssociations: associated('viewer-request', 'Gate'),
            OriginRequestPolicyId: allViewerAndCloudFrontHeaders,
          },
          { PathPattern: '/live*', TargetOriginId: 'live' },
        ],
      },
    },
  },
  Media: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Enabled: true,
        Origins: [bucketOrigin],
        DefaultCacheBehavior: {
          TargetOriginId: 'bucket',
          ResponseHeadersPolicyId: { Ref: 'Headers' },
          Compress: true,
          CachePolicyId: cachingOptimized,
        },
        CacheBehaviors: [
          {
            PathPattern: 'marked/*',
            TargetOriginId: 'bucket',
            ResponseHeadersPolicyId: { Ref: 'Headers' },
            FunctionAssociations: associated('viewer-response', 'Mark'),
          },
        ],
      },
    },
  },
});

export type LiveApplication = {
  cloud: Cloud;
  folder: string;
  said: string[];
  /** Runs a function of the application with this event. */
  invoke(name: string, event: unknown): Promise<Record<string, unknown>>;
  order(path: string, body?: unknown): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
};

/** Starts the application in a folder of its own; `changed` replaces resources. */
export async function startLiveApplication(changed: Record<string, unknown> = {}): Promise<LiveApplication> {
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const assembly = join(folder, 'assembly');
  for (const [name, text] of Object.entries(code)) {
    mkdirSync(join(assembly, `asset.${name}`), { recursive: true });
    writeFileSync(join(assembly, `asset.${name}`, 'index.mjs'), text);
  }
  writeFileSync(
    join(assembly, 'App.template.json'),
    JSON.stringify({ Resources: { ...resources(folder), ...changed } }),
  );
  const said: string[] = [];
  const cloud = await startCloud({
    dataDir: join(folder, 'data'),
    port: 0,
    assembly,
    outside: { ...nobodyOutside, addresses: whereItIs },
    say: (line) => void said.push(line),
  });
  const order = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return Object(await (await fetch(`${cloud.endpoints.control}${path}`, init)).json());
  };
  return {
    ...{ cloud, folder, said, order },
    invoke: async (name, event) => Object(await order(`/functions/${name}/invoke`, event)).result,
    async stop() {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
