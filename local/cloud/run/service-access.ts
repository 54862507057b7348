import * as z from 'zod/mini';
import { TemplateError } from './intrinsics.ts';
import type { Roles } from './roles.ts';
import type { Application, Resource } from './template.ts';

const text = z.string();
const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(z.object({ DomainName: text, OriginAccessControlId: z.optional(text) })),
  }),
});
const Bucket = z.object({ LoggingConfiguration: z.optional(z.object({ DestinationBucketName: text })) });
const Pool = z.object({ LambdaConfig: z._default(z.record(text, text), {}) });
const Integration = z.object({ IntegrationUri: text });
const Stage = z.object({ ApiId: text, StageName: text });
/** WebSocket APIs name their function by the address at which it is invoked. */
const functionIn = (uri: string) => /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
const Route = z.object({ ApiId: text, RouteKey: text, Target: text });
const targets = z._default(z.array(z.record(text, z.unknown())), []);
const Notifications = z.object({
  BucketName: text,
  NotificationConfiguration: z.object({ QueueConfigurations: targets, LambdaFunctionConfigurations: targets }),
});

/**
 * Refuses a template in which a service that acts by itself would be turned away: only the policy of the bucket, queue
 * or function it has to reach can allow it.
 */
export function checkServiceAccess(application: Application, roles: Roles, region: string, account: string): void {
  const must = (resource: Resource, service: string, action: string, on: string, sourceArn: string) => {
    if (!roles.serviceMay(service, action, on, sourceArn))
      throw new TemplateError(
        `${resource.type} ${resource.logicalId}: ${service} may not ${action} on ${on}, as no policy there allows it to ${sourceArn}`,
      );
  };
  const invoke = 'lambda:InvokeFunction';
  const arnOf = ({ identity }: Resource) => identity.attributes.Arn ?? '';

  for (const host of application.resources('AWS::CloudFront::Distribution'))
    for (const { DomainName, OriginAccessControlId } of Distribution.parse(host.properties).DistributionConfig.Origins)
      if (OriginAccessControlId !== undefined) {
        const object = `arn:aws:s3:::${DomainName.split('.s3.')[0]}/any`;
        const source = `arn:aws:cloudfront::${account}:distribution/${host.identity.ref}`;
        must(host, 'cloudfront.amazonaws.com', 's3:GetObject', object, source);
      }
  for (const bucket of application.resources('AWS::S3::Bucket')) {
    const log = Bucket.parse(bucket.properties).LoggingConfiguration?.DestinationBucketName;
    if (log !== undefined)
      must(bucket, 'logging.s3.amazonaws.com', 's3:PutObject', `arn:aws:s3:::${log}/any`, arnOf(bucket));
  }
  for (const events of application.resources('Custom::S3BucketNotifications')) {
    const { BucketName, NotificationConfiguration } = Notifications.parse(events.properties);
    for (const { QueueArn, LambdaFunctionArn } of Object.values(NotificationConfiguration).flat()) {
      const action = QueueArn === undefined ? invoke : 'sqs:SendMessage';
      must(events, 's3.amazonaws.com', action, String(QueueArn ?? LambdaFunctionArn), `arn:aws:s3:::${BucketName}`);
    }
  }
  for (const pool of application.resources('AWS::Cognito::UserPool'))
    for (const trigger of Object.values(Pool.parse(pool.properties).LambdaConfig))
      must(pool, 'cognito-idp.amazonaws.com', invoke, trigger, arnOf(pool));
  const stages = application.resources('AWS::ApiGatewayV2::Stage').map(({ properties }) => Stage.parse(properties));
  for (const route of application.resources('AWS::ApiGatewayV2::Route')) {
    const { ApiId, RouteKey, Target } = Route.parse(route.properties);
    const integration = application
      .resources('AWS::ApiGatewayV2::Integration')
      .find(({ identity }) => Target === `integrations/${identity.ref}`);
    const stage = stages.find((one) => one.ApiId === ApiId)?.StageName ?? '$default';
    const source = `arn:aws:execute-api:${region}:${account}:${ApiId}/${stage}/${RouteKey.replace(' /', '/')}`;
    if (integration === undefined) throw new TemplateError(`Route ${RouteKey} has no integration`);
    const { IntegrationUri } = Integration.parse(integration.properties);
    must(route, 'apigateway.amazonaws.com', invoke, functionIn(IntegrationUri), source);
  }
}
