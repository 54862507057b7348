import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { refuseUnread } from '#cloud/run/ignored-properties.ts';
import { openApplication } from '#cloud/run/template.ts';

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

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a section', { Mappings: {} }, /Mappings/],
    ['a macro', { Transform: 'AWS::Serverless' }, /Transform/],
    ['a rule of our own', { Rules: { Ours: {} } }, /Ours/],
    ['an attribute', { Resources: { Queue: { Type: 'AWS::SQS::Queue', CreationPolicy: {} } } }, /CreationPolicy/],
    [
      'a missing neighbour',
      { Resources: { Queue: { Type: 'AWS::SQS::Queue', DependsOn: 'Gone' } } },
      /Queue depends on Gone/,
    ],
    ['a lost output', { Outputs: { Out: { Value: { Ref: 'Gone' } } } }, /Gone/],
    [
      'what a condition leaves out',
      {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Never' } },
        Outputs: { Out: { Value: { Ref: 'Queue' } } },
      },
      /Queue, which the condition Never leaves out/,
    ],
    [
      'a circle of resources',
      {
        Resources: {
          A: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::Sub': 'x${B.QueueName}' } } },
          B: { Type: 'AWS::SQS::Queue', DependsOn: ['A'] },
        },
      },
      /circular reference A → B → A/,
    ],
    [
      'a circle of conditions',
      { Conditions: { A: { 'Fn::Not': [{ Condition: 'B' }] }, B: { 'Fn::And': [{ Condition: 'A' }] } } },
      /circular reference A → B → A/,
    ],
  ])('refuses %s by name', (_, template, named) => {
    expect(() => openApplication({ template }, place)).toThrow(named);
  });

  it('refuses stacks that import from each other', () => {
    const stack = (own: string, other: string) => ({
      Outputs: { Out: { Value: { 'Fn::ImportValue': other }, Export: { Name: own } } },
    });
    expect(() => openApplication({ a: stack('a', 'b'), b: stack('b', 'a') }, place)).toThrow(/import from each other/);
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

describe('properties that nobody honours', () => {
  const bucket = (Properties: Record<string, unknown>) =>
    openApplication({ template: { Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties } } } }, place);
  const Cors = z.object({ Rules: z.optional(z.array(z.object({ Origin: z.string() }))) });

  it.each<[string, Record<string, unknown>, string]>([
    ['beside what is read', { Rules: [{ Origin: '*' }], Accelerate: true }, 'AWS::S3::Bucket Bucket: Accelerate=true'],
    ['inside what is read', { Rules: [{ Origin: '*' }, { Origin: '*', MaxAge: 5 }] }, 'Bucket: Rules[1].MaxAge=5'],
    ['deep below', { Replication: { Rules: [{ To: 'x' }] } }, 'Bucket: Replication.Rules[0].To="x"'],
  ])('%s are refused with type, name and path', (_, properties, named) => {
    const application = bucket(properties);
    application.all('AWS::S3::Bucket', Cors);
    expect(() => refuseUnread(application)).toThrow(named);
  });

  it('are those of a resource that nobody reads at all', () => {
    expect(() => refuseUnread(bucket({ Rules: [{ Origin: '*' }] }))).toThrow('Rules[0].Origin');
  });

  it('are not those that one of several readers takes over, or turns into something else', () => {
    const application = bucket({ Rules: [{ Origin: '*' }], Names: ['a'] });
    application.all('AWS::S3::Bucket', Cors);
    const Counted = z.object({
      Names: z.pipe(
        z.array(z.string()),
        z.transform((names) => names.length),
      ),
    });
    application.all('AWS::S3::Bucket', Counted);
    expect(() => refuseUnread(application)).not.toThrow();
  });

  it('are not those that are knowingly ignored, but another value than the one thought of is refused', () => {
    const edge = (AutoPublish: boolean) =>
      openApplication(
        { template: { Resources: { Edge: { Type: 'AWS::CloudFront::Function', Properties: { AutoPublish } } } } },
        place,
      );
    expect(() => refuseUnread(edge(true))).not.toThrow();
    expect(() => refuseUnread(edge(false))).toThrow('Edge: AutoPublish=false');
  });
});
