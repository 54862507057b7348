import { describe, expect, it } from 'vitest';
import { collectRoles } from '#cloud/run/roles.ts';
import { openApplication } from '#cloud/run/template.ts';
import { compare, faultsOf, merge } from '#local/tasks/iam-usage.ts';

const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:9000' };
const att = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const allow = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const template = (...more: unknown[]) => ({
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue' },
    Dead: { Type: 'AWS::SQS::Queue' },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: { Statement: { ...allow('sts:AssumeRole', '*'), Principal: { Service: 'x' } } },
      },
    },
    Fn: { Type: 'AWS::Lambda::Function', Properties: { DeadLetterConfig: { TargetArn: att('Dead') } } },
    Source: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { EventSourceArn: att('Queue'), FunctionName: { Ref: 'Fn' } },
    },
    Grants: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Statement: [
            allow(['logs:PutLogEvents'], 'arn:aws:logs:me-south-1:000000000000:log-group:fn:*'),
            allow(['sqs:ReceiveMessage'], att('Queue')),
            allow(['sqs:SendMessage'], att('Dead')),
            allow(['sqs:SendMessage'], att('Queue')),
            allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::media/*'),
            ...more,
          ],
        },
      },
    },
  },
});
const rowOf = (usage: Record<string, string[]>, ...more: unknown[]) => {
  const application = openApplication({ template: template(...more) }, place);
  const roles = collectRoles(application, place.region, place.account);
  const [row] = compare(application, { functions: [{ name: 'fn', role: 'Role' }], roles, usage: { fn: usage } });
  if (row === undefined) throw new Error('no row');
  return row;
};
const everything = { 'sqs:SendMessage': ['Grants[3]'], 's3:GetObject': ['Grants[4]'], 's3:PutObject': ['Grants[4]'] };

describe('the report on grants', () => {
  it('is content when everything granted was used; what Lambda uses itself does not count', () => {
    const row = rowOf(everything);
    expect(row).toMatchObject({
      granted: ['sqs:SendMessage', 's3:GetObject', 's3:PutObject'],
      unused: [],
      percent: 100,
    });
    expect(row.lambdaOwn).toEqual(['logs:PutLogEvents', 'sqs:ReceiveMessage', 'sqs:SendMessage']);
    expect(faultsOf(row)).toEqual([]);
  });

  it('names what was granted and never used', () => {
    const row = rowOf({ ...everything, 's3:PutObject': [] });
    expect(row).toMatchObject({ unused: ['s3:PutObject'], percent: 150 });
    expect(faultsOf(row)).toEqual(['fn was granted 150 % of what it used: s3:PutObject']);
  });

  it('does not take a use of one statement for a use of another', () => {
    expect(rowOf({ ...everything, 'sqs:SendMessage': ['Grants[2]'] }).unused).toEqual(['sqs:SendMessage']);
  });

  it('a function that was granted something and used nothing is at fault', () => {
    expect(faultsOf(rowOf({}))).toHaveLength(1);
  });

  it('names wildcards without a reason', () => {
    const row = rowOf({ ...everything, 'ses:SendEmail': ['Grants[5]'] }, allow('ses:SendEmail', '*'));
    expect(row.wildcards.map(({ reason }) => reason === undefined)).toEqual([false, false, true]);
    expect(faultsOf(row)).toEqual(['fn reaches *']);
  });

  it('joins what several clouds saw', () => {
    expect(merge([{ a: { x: ['1'] } }, { a: { x: ['1', '2'], y: ['1'] }, b: { z: ['1'] } }])).toEqual({
      a: { x: ['1', '2'], y: ['1'] },
      b: { z: ['1'] },
    });
  });
});
