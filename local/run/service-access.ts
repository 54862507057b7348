import * as z from 'zod/mini';
import { TemplateError } from './intrinsics.ts';
import type { Roles } from './roles.ts';
import type { Application, Resource } from './template.ts';

const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(z.object({ DomainName: z.string(), OriginAccessControlId: z.optional(z.string()) })),
  }),
});
const Bucket = z.object({ LoggingConfiguration: z.optional(z.object({ DestinationBucketName: z.string() })) });
const Pool = z.object({ LambdaConfig: z._default(z.record(z.string(), z.string()), {}) });
const Integration = z.object({ ApiId: z.string(), IntegrationUri: z.string() });
const Route = z.object({ ApiId: z.string(), RouteKey: z.string(), Target: z.string() });
const targets = z._default(
  z.array(z.object({ QueueArn: z.optional(z.string()), LambdaFunctionArn: z.optional(z.string()) })),
  [],
);
const Notifications = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({ QueueConfigurations: targets, LambdaFunctionConfigurations: targets }),
});

/** One thing that a service does by itself, which only the policy of what it touches can allow. */
type Deed = { resource: Resource; service: string; action: string; on: string; sourceArn: string };

/** Refuses a template in which a service would be turned away by the bucket, queue or function it has to reach. */
export function checkServiceAccess(application: Application, roles: Roles, region: string, account: string): void {
  for (const { resource, service, action, on, sourceArn } of deeds(application, region, account))
    if (!roles.serviceMay(service, action, on, sourceArn))
      throw new TemplateError(
        `${resource.type} ${resource.logicalId}: ${service} may not ${action} on ${on}, as no policy there allows it to ${sourceArn}`,
      );
}

function deeds(application: Application, region: string, account: string): Deed[] {
  const invoke = { action: 'lambda:InvokeFunction' };
  const of = <S extends z.ZodMiniType>(type: string, schema: S, each: (found: Found<S>) => Omit<Deed, 'resource'>[]) =>
    application.resources(type).flatMap((resource) =>
      each({ properties: schema.parse(resource.properties), identity: resource.identity }).map((deed) => ({
        resource,
        ...deed,
      })),
    );
  const functionOf = new Map(
    application
      .resources('AWS::ApiGatewayV2::Integration')
      .map(({ identity, properties }) => [identity.ref, Integration.parse(properties).IntegrationUri]),
  );
  return [
    ...of('AWS::CloudFront::Distribution', Distribution, ({ properties, identity }) =>
      properties.DistributionConfig.Origins.filter((origin) => origin.OriginAccessControlId !== undefined).map(
        ({ DomainName }) => ({
          service: 'cloudfront.amazonaws.com',
          action: 's3:GetObject',
          on: `arn:aws:s3:::${DomainName.split('.s3.')[0]}/any`,
          sourceArn: `arn:aws:cloudfront::${account}:distribution/${identity.ref}`,
        }),
      ),
    ),
    ...of('AWS::S3::Bucket', Bucket, ({ properties: { LoggingConfiguration: logging }, identity }) =>
      logging === undefined
        ? []
        : [
            {
              service: 'logging.s3.amazonaws.com',
              action: 's3:PutObject',
              on: `arn:aws:s3:::${logging.DestinationBucketName}/any`,
              sourceArn: identity.attributes.Arn ?? '',
            },
          ],
    ),
    ...of('Custom::S3BucketNotifications', Notifications, ({ properties: { BucketName, NotificationConfiguration } }) =>
      Object.values(NotificationConfiguration)
        .flat()
        .map(({ QueueArn, LambdaFunctionArn }) => ({
          service: 's3.amazonaws.com',
          action: QueueArn === undefined ? invoke.action : 'sqs:SendMessage',
          on: QueueArn ?? LambdaFunctionArn ?? '',
          sourceArn: `arn:aws:s3:::${BucketName}`,
        })),
    ),
    ...of('AWS::Cognito::UserPool', Pool, ({ properties, identity }) =>
      Object.values(properties.LambdaConfig).map((on) => ({
        ...invoke,
        service: 'cognito-idp.amazonaws.com',
        on,
        sourceArn: identity.attributes.Arn ?? '',
      })),
    ),
    ...of('AWS::ApiGatewayV2::Route', Route, ({ properties: { ApiId, RouteKey, Target } }) => [
      {
        ...invoke,
        service: 'apigateway.amazonaws.com',
        on: functionOf.get(Target.replace('integrations/', '')) ?? '',
        sourceArn: `arn:aws:execute-api:${region}:${account}:${ApiId}/$default/${RouteKey.replace(' /', '/')}`,
      },
    ]),
  ];
}

type Found<S extends z.ZodMiniType> = { properties: z.output<S>; identity: Resource['identity'] };
