import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openApplication } from '#local/run/template.ts';

const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:9000' };
const Variables = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.string()) }) });

const functionWith = (variables: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  Resources: {
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } },
    Role: { Type: 'AWS::IAM::Role', Properties: {} },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Join': ['-', ['ksa', 'due']] } } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
  },
  ...more,
});
const variablesOf = (templates: Record<string, unknown>) =>
  openApplication(templates, place).all('AWS::Lambda::Function', Variables)[0]?.properties.Environment.Variables;

describe('reading the synthesised template', () => {
  it('gives references the identity that local services have', () => {
    const variables = variablesOf({
      service: functionWith({
        url: { Ref: 'Queue' },
        arn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        role: { 'Fn::Sub': 'arn:${AWS::Partition}:x:${AWS::Region}:${Role.Arn}:${Bucket}' },
        chosen: { 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b/c'] }] },
        dropped: { Ref: 'AWS::NoValue' },
      }),
    });
    expect(variables).toEqual({
      url: 'http://127.0.0.1:9000/000000000000/ksa-due',
      arn: 'arn:aws:sqs:me-south-1:000000000000:ksa-due',
      role: 'arn:aws:x:me-south-1:arn:aws:iam::000000000000:role/Role:bucket',
      chosen: 'b',
    });
  });

  it('follows an import into the stack that exports it', () => {
    const data = {
      Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } },
      Outputs: { Out: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'data:table' } } },
    };
    const variables = variablesOf({ data, service: functionWith({ table: { 'Fn::ImportValue': 'data:table' } }) });
    expect(variables?.table).toBe('arn:aws:dynamodb:me-south-1:000000000000:table/Table');
  });

  it('decides conditions and leaves out what they exclude', () => {
    const conditions = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Not': [{ Condition: 'Never' }] } },
    };
    const variables = variablesOf({
      service: functionWith(
        { kept: { 'Fn::If': ['Always', 'yes', 'no'] }, gone: { 'Fn::If': ['Never', 'x', { Ref: 'AWS::NoValue' }] } },
        conditions,
      ),
    });
    expect(variables).toEqual({ kept: 'yes' });
  });

  it.each([
    [{ 'Fn::Transform': {} }, /Fn::Transform/],
    [{ Ref: 'Nobody' }, /Nobody/],
    [{ 'Fn::GetAtt': ['Queue', 'Colour'] }, /Queue\.Colour/],
    [{ 'Fn::ImportValue': 'elsewhere' }, /elsewhere/],
  ])('names what it does not understand instead of guessing: %j', (value, named) => {
    expect(() => variablesOf({ service: functionWith({ value }) })).toThrow(named);
  });

  it('refuses a type of resource that nobody has thought about', () => {
    const strange = { Resources: { Odd: { Type: 'AWS::Braket::QuantumTask' } } };
    expect(() => openApplication({ strange }, place)).toThrow(/AWS::Braket::QuantumTask \(Odd\)/);
  });

  it('puts the local stand-in wherever the template names an outside address', () => {
    const application = openApplication(
      { service: functionWith({ csp: "img-src 'self' https://media.example.kw" }) },
      place,
    );
    application.stands('https://media.example.kw', 'http://127.0.0.1:3002');
    const [resource] = application.all('AWS::Lambda::Function', Variables);
    expect(resource?.properties.Environment.Variables.csp).toBe("img-src 'self' http://127.0.0.1:3002");
  });
});
