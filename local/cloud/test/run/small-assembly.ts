import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Places } from '#cloud/outside/outside.ts';

export type Resources = Record<string, unknown>;

export const att = (id: string, name: string) => ({ 'Fn::GetAtt': [id, name] });

const host = (behaviors: unknown[]) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      DefaultRootObject: 'index.html',
      Origins: [
        { Id: 'bucket', DomainName: att('Site', 'RegionalDomainName') },
        { Id: 'api', DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', att('Api', 'ApiEndpoint')] }] } },
      ],
      DefaultCacheBehavior: { TargetOriginId: 'bucket' },
      CacheBehaviors: behaviors,
    },
  },
});

/** A role that this service may assume. */
export const roleFor = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
  },
});

/** A function with its role; its code is `asset.<name>` of the assembly. */
export const lambda = (name: string, variables: Record<string, unknown> = {}, Timeout = 20): Resources => ({
  [`${name}Role`]: roleFor('lambda.amazonaws.com'),
  [`${name}Function`]: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: att(`${name}Role`, 'Arn'),
      Timeout,
      Code: { S3Key: `${name}.zip` },
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: name, ...variables } },
    },
  },
});

export const grant = (role: string, Action: string[], Resource: unknown) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { Roles: [{ Ref: role }], PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource }] } },
});

export const table = (indexes: object[] = []) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', ...(indexes.length > 0 ? ['kind'] : [])].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
  },
});

/** One function behind `GET /api/{what}`, a table, and the two hosts that every application has. */
export const smallApplication: Resources = {
  Table: table(),
  Site: { Type: 'AWS::S3::Bucket', Properties: {} },
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: {} },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: att('apiFunction', 'Arn'),
      PayloadFormatVersion: '2.0',
    },
  },
  MayInvoke: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: att('apiFunction', 'Arn'),
      Principal: 'apigateway.amazonaws.com',
    },
  },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /api/{what}',
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    },
  },
  SiteHost: host([{ PathPattern: '/api/*', TargetOriginId: 'api', AllowedMethods: ['GET'] }]),
  MediaHost: host([]),
  ...lambda('api'),
};

/** A folder of its own for one test, with an empty `assembly` in it. */
export function testFolder(): { folder: string; assembly: string; data: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ksa-cloud-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'assembly'));
  return { folder, assembly: join(folder, 'assembly'), data: join(folder, 'data') };
}

/** Writes an assembly of hand-made resources; each function answers with what its code gives. */
export function writeAssembly(
  assembly: string,
  resources: Resources = smallApplication,
  code: Record<string, string> = { api: "export const handler = async () => 'first'" },
): void {
  for (const [name, text] of Object.entries(code)) {
    mkdirSync(join(assembly, `asset.${name}`), { recursive: true });
    writeFileSync(join(assembly, `asset.${name}`, 'index.mjs'), text);
  }
  writeFileSync(join(assembly, 'App.template.json'), JSON.stringify({ Resources: resources }));
}

/** The variables in which the made-up applications keep their own addresses. */
export const whereItIs = ({ web, media }: Places) => ({ WEB_URL: web, MEDIA_URL: media });
