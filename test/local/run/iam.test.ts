import { describe, expect, it } from 'vitest';
import { isAllowed, PolicyDocument } from '#local/run/iam.ts';

const table = 'arn:aws:dynamodb:me-south-1:000000000000:table/ksa';
const allow = (Action: string | string[], Resource: string | string[], Condition = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const may = (
  statements: unknown[],
  action: string,
  resource: string,
  context: Record<string, string | string[]> = {},
) => isAllowed(PolicyDocument.parse({ Statement: statements }).Statement, { action, resource, context });

const passScheduler = allow('iam:PassRole', '*', {
  StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
});
const ownKeys = allow('dynamodb:*', table, { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['c1', 'c1#*'] } });
const anyTable = allow('dynamodb:*', '*');
const neverDelete = { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' };

describe('what a role may do', () => {
  it.each([
    ['nothing is allowed by default', [], 'dynamodb:GetItem', table, {}, false],
    ['the named action on the named resource', [allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', table, {}, true],
    ['actions ignore case', [allow('DynamoDB:getitem', table)], 'dynamodb:GetItem', table, {}, true],
    ['another action', [allow('dynamodb:GetItem', table)], 'dynamodb:PutItem', table, {}, false],
    ['another resource', [allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', `${table}2`, {}, false],
    [
      'an index needs its own grant',
      [allow('dynamodb:Query', table)],
      'dynamodb:Query',
      `${table}/index/gsi1`,
      {},
      false,
    ],
    [
      'a wildcard covers indexes',
      [allow('dynamodb:Query', `${table}/index/*`)],
      'dynamodb:Query',
      `${table}/index/gsi1`,
      {},
      true,
    ],
    ['a question mark is one character', [allow('s3:Get?bject', '*')], 's3:GetObject', 'arn:aws:s3:::b/k', {}, true],
    ['dots are not wildcards', [allow('s3:*', 'arn:aws:s3:::a.b/*')], 's3:GetObject', 'arn:aws:s3:::axb/k', {}, false],
    ['deny wins', [anyTable, neverDelete], 'dynamodb:DeleteItem', table, {}, false],
    ['deny concerns only what it names', [anyTable, neverDelete], 'dynamodb:PutItem', table, {}, true],
    [
      'a role is passed to the right service',
      [passScheduler],
      'iam:PassRole',
      'r',
      { 'iam:PassedToService': 'scheduler.amazonaws.com' },
      true,
    ],
    [
      'a role is not passed to another service',
      [passScheduler],
      'iam:PassRole',
      'r',
      { 'iam:PassedToService': 'lambda.amazonaws.com' },
      false,
    ],
    ['a missing condition key is no match', [passScheduler], 'iam:PassRole', 'r', {}, false],
    ['own partition keys', [ownKeys], 'dynamodb:Query', table, { 'dynamodb:LeadingKeys': ['c1#posts'] }, true],
    ['a prefix twin is another tenant', [ownKeys], 'dynamodb:Query', table, { 'dynamodb:LeadingKeys': ['c12'] }, false],
    [
      'one foreign key spoils the batch',
      [ownKeys],
      'dynamodb:BatchGetItem',
      table,
      { 'dynamodb:LeadingKeys': ['c1', 'c2'] },
      false,
    ],
    [
      'the right encryption context',
      [allow('kms:Decrypt', '*', { StringEquals: { 'kms:EncryptionContext:purpose': 'token' } })],
      'kms:Decrypt',
      'k',
      { 'kms:EncryptionContext:purpose': 'token' },
      true,
    ],
    [
      'the wrong encryption context',
      [allow('kms:Decrypt', '*', { StringEquals: { 'kms:EncryptionContext:purpose': 'token' } })],
      'kms:Decrypt',
      'k',
      { 'kms:EncryptionContext:purpose': 'mail' },
      false,
    ],
    [
      'IfExists lets an absent key pass',
      [allow('kms:Decrypt', '*', { StringEqualsIfExists: { 'kms:ViaService': 'x' } })],
      'kms:Decrypt',
      'k',
      {},
      true,
    ],
  ] as const)('%s', (_, statements, action, resource, context, expected) => {
    expect(may([...statements], action, resource, { ...context } as Record<string, string>)).toBe(expected);
  });

  it('names a condition operator that it cannot judge', () => {
    const byAddress = allow('s3:GetObject', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } });
    expect(() => may([byAddress], 's3:GetObject', 'arn:aws:s3:::b/k', { 'aws:SourceIp': '10.0.0.1' })).toThrow(
      /IpAddress/,
    );
  });
});
