import { describe, expect, it } from 'vitest';
import { decide, keysIn, PolicyDocument, type Principal, type Verdict } from '#cloud/run/iam.ts';
import type { Context } from '#cloud/run/iam-conditions.ts';

const table = 'arn:aws:dynamodb:me-south-1:000000000000:table/ksa';
const object = 'arn:aws:s3:::media/c1/photo.webp';
const role = 'arn:aws:iam::000000000000:role/PostsRole';
const root = 'arn:aws:iam::000000000000:root';

type Given = Record<string, unknown>;
type Asked = {
  identity?: Given[];
  resource?: Given[];
  resourceDecides?: boolean;
  who?: Principal;
  context?: Context;
};

const sourced = (statements: Given[] = []) =>
  PolicyDocument.parse({ Statement: statements }).Statement.map((statement) => ({ ...statement, from: 'Policy' }));
const verdict = (action: string, resource: string, asked: Asked): Verdict =>
  decide(
    asked.who ?? { role },
    { action, resource, context: asked.context ?? {} },
    {
      identity: sourced(asked.identity),
      resource: sourced(asked.resource),
      resourceDecides: asked.resourceDecides ?? false,
    },
  );
const may = (identity: Given[], action: string, resource: string, context: Context = {}) =>
  verdict(action, resource, { identity, context }).allowed;

const allow = (Action: string | string[], Resource: string | string[], Condition = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const anyTable = allow('dynamodb:*', '*');
const neverDelete = { Effect: 'Deny', Action: 'dynamodb:DeleteItem', Resource: '*' };

describe('what a role may do by its own policies', () => {
  it.each<[string, Given[], string, string, boolean]>([
    ['nothing is allowed by default', [], 'dynamodb:GetItem', table, false],
    ['the named action on the named resource', [allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', table, true],
    ['actions ignore case', [allow('DynamoDB:getitem', table)], 'dynamodb:GetItem', table, true],
    ['another action', [allow('dynamodb:GetItem', table)], 'dynamodb:PutItem', table, false],
    ['another resource', [allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', `${table}2`, false],
    ['an index needs its own grant', [allow('dynamodb:Query', table)], 'dynamodb:Query', `${table}/index/gsi1`, false],
    ['a wildcard covers indexes', [allow('dynamodb:Query', `${table}/*`)], 'dynamodb:Query', `${table}/index/x`, true],
    ['a question mark is one character', [allow('s3:Get?bject', '*')], 's3:GetObject', object, true],
    ['dots are not wildcards', [allow('s3:*', 'arn:aws:s3:::a.b/*')], 's3:GetObject', 'arn:aws:s3:::axb/k', false],
    ['deny wins', [anyTable, neverDelete], 'dynamodb:DeleteItem', table, false],
    ['deny concerns only what it names', [anyTable, neverDelete], 'dynamodb:PutItem', table, true],
    [
      'NotAction is everything else',
      [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
      's3:GetObject',
      '*',
      false,
    ],
    ['NotAction lets the rest pass', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], 'sqs:Send', '*', true],
    [
      'NotResource spares what it names',
      [{ Effect: 'Allow', Action: 's3:*', NotResource: object }],
      's3:Get',
      object,
      false,
    ],
    ['NotResource covers the rest', [{ Effect: 'Allow', Action: 's3:*', NotResource: object }], 's3:Get', 'x', true],
  ])('%s', (_, statements, action, resource, expected) => {
    expect(may(statements, action, resource)).toBe(expected);
  });
});

describe('conditions', () => {
  const when = (operator: string, key: string, value: unknown) => allow('a:b', '*', { [operator]: { [key]: value } });
  it.each<[string, string, string, unknown, Context, boolean]>([
    ['the same text', 'StringEquals', 'iam:PassedToService', 'x.com', { 'iam:PassedToService': 'x.com' }, true],
    ['another text', 'StringEquals', 'iam:PassedToService', 'x.com', { 'iam:PassedToService': 'y.com' }, false],
    ['keys ignore case', 'StringEquals', 'AWS:SourceAccount', '1', { 'aws:SourceAccount': '1' }, true],
    ['an absent key is no match', 'StringEquals', 'k', 'x', {}, false],
    ['an absent key is not equal to anything', 'StringNotEquals', 'k', 'x', {}, true],
    ['IfExists lets an absent key pass', 'StringEqualsIfExists', 'k', 'x', {}, true],
    ['IfExists looks at a key that is there', 'StringEqualsIfExists', 'k', 'x', { k: 'y' }, false],
    ['case may be ignored', 'StringEqualsIgnoreCase', 'k', 'X', { k: 'x' }, true],
    ['patterns', 'StringLike', 'k', 'c1#*', { k: 'c1#posts' }, true],
    ['negated patterns', 'StringNotLike', 'k', 'c1#*', { k: 'c1#posts' }, false],
    ['an ARN pattern', 'ArnLike', 'k', 'arn:aws:sns:*:1:t*', { k: 'arn:aws:sns:r:1:topic' }, true],
    ['a * in an ARN stays within its part', 'ArnLike', 'k', 'arn:*:topic', { k: 'arn:aws:sns:r:1:topic' }, true],
    ['a * does not reach over a colon', 'ArnLike', 'k', 'arn:aws:sns:*:2:t', { k: 'arn:aws:sns:r:1:2:t' }, false],
    ['booleans', 'Bool', 'aws:SecureTransport', false, { 'aws:SecureTransport': 'true' }, false],
    ['Null true wants the key absent', 'Null', 'k', true, {}, true],
    ['Null false wants the key there', 'Null', 'k', 'false', {}, false],
    ['numbers', 'NumericLessThanEquals', 'k', 10, { k: '9' }, true],
    ['numbers compare as numbers', 'NumericGreaterThan', 'k', 9, { k: '10' }, true],
    ['what is no number is not greater', 'NumericGreaterThan', 'k', 9, { k: 'x' }, false],
    ['dates', 'DateLessThan', 'aws:CurrentTime', '2027-01-01T00:00:00Z', { 'aws:CurrentTime': '2026-06-01' }, true],
    ['dates as epoch seconds', 'DateGreaterThan', 'k', '2027-01-01T00:00:00Z', { k: '1700000000' }, false],
    ['addresses', 'IpAddress', 'k', '10.0.0.0/8', { k: '10.1.2.3' }, true],
    ['other addresses', 'IpAddress', 'k', ['10.0.0.0/8', '::1'], { k: '11.1.2.3' }, false],
    ['negated addresses', 'NotIpAddress', 'k', '10.0.0.0/8', { k: '11.1.2.3' }, true],
    ['all values', 'ForAllValues:StringEquals', 'k', ['a', 'b'], { k: ['a', 'b'] }, true],
    ['one value too many', 'ForAllValues:StringEquals', 'k', ['a', 'b'], { k: ['a', 'c'] }, false],
    ['any value', 'ForAnyValue:StringEquals', 'k', 'a', { k: ['c', 'a'] }, true],
    ['any value of none', 'ForAnyValue:StringEquals', 'k', 'a', {}, false],
    ['any value that is not equal', 'ForAnyValue:StringNotEquals', 'k', 'a', { k: ['a'] }, false],
  ])('%s', (_, operator, key, value, context, expected) => {
    expect(may([when(operator, key, value)], 'a:b', 'r', context)).toBe(expected);
  });

  it.each(['BinaryEquals', 'ForSomeValues:StringEquals', 'StringSimilar'])('%s is refused by name', (operator) => {
    const { Statement } = PolicyDocument.parse({ Statement: [when(operator, 'k', 'x')] });
    expect(() => keysIn(Statement)).toThrow(operator);
  });

  it('policy variables stand for what the request says, letter by letter', () => {
    const own = allow('s3:GetObject', 'arn:aws:s3:::media/${aws:PrincipalTag/client}/*');
    expect(may([own], 's3:GetObject', object, { 'aws:PrincipalTag/client': 'c1' })).toBe(true);
    expect(may([own], 's3:GetObject', object, { 'aws:PrincipalTag/client': 'c2' })).toBe(false);
    expect(may([own], 's3:GetObject', object, { 'aws:PrincipalTag/client': '*' })).toBe(false);
    expect(may([own], 's3:GetObject', object)).toBe(false);
    expect(
      may([allow('s3:GetObject', "arn:aws:s3:::media/${aws:PrincipalTag/x, 'c1'}/*")], 's3:GetObject', object),
    ).toBe(true);
  });

  it('the keys that policies ask for are known before anybody asks, those of policy variables too', () => {
    const { Statement } = PolicyDocument.parse({
      Statement: [
        allow('s3:*', 'arn:aws:s3:::${aws:username}', { StringEquals: { 'aws:RequestTag/a': '${aws:userid}' } }),
      ],
    });
    expect(keysIn(Statement)).toEqual(['aws:RequestTag/a', 'aws:userid', 'aws:username']);
  });
});

describe('tenants apart in one table (dynamodb:LeadingKeys)', () => {
  const keys = 'dynamodb:LeadingKeys';
  const tenant = { 'aws:PrincipalTag/client': 'c1' };
  const values = ['${aws:PrincipalTag/client}', '${aws:PrincipalTag/client}#*'];
  const actions = ['dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:Scan'];
  const ownKeys = allow(actions, table, { 'ForAllValues:StringLike': { [keys]: values } });
  const ownKeysOnly = allow(actions, table, {
    'ForAllValues:StringLike': { [keys]: values },
    Null: { [keys]: 'false' },
  });
  it.each([
    ['the own key', 'dynamodb:Query', ['c1'], true],
    ['the own key and the delimiter', 'dynamodb:Query', ['c1#posts'], true],
    ['another client', 'dynamodb:Query', ['c2'], false],
    ['a prefix twin', 'dynamodb:Query', ['c12'], false],
    ['a prefix twin and the delimiter', 'dynamodb:Query', ['c12#posts'], false],
    ['a batch of two tenants', 'dynamodb:BatchGetItem', ['c1#a', 'c2#a'], false],
    ['a batch of the own', 'dynamodb:BatchGetItem', ['c1#a', 'c1#b'], true],
  ])('%s', (_, action, leading, expected) => {
    expect(may([ownKeysOnly], action, table, { ...tenant, [keys]: leading })).toBe(expected);
    expect(may([ownKeys], action, table, { ...tenant, [keys]: leading })).toBe(expected);
  });

  it('a request without keys, as a Scan is, passes ForAllValues alone and fails once the key must be there', () => {
    expect(may([ownKeys], 'dynamodb:Scan', table, tenant)).toBe(true);
    expect(may([ownKeysOnly], 'dynamodb:Scan', table, tenant)).toBe(false);
  });
});

describe('what a resource says itself', () => {
  const to = (Principal: unknown, Effect = 'Allow', more = {}) => ({
    Effect,
    Principal,
    Action: 's3:GetObject',
    Resource: '*',
    ...more,
  });
  const read = (asked: Asked) => verdict('s3:GetObject', object, asked);
  const noIdentity = 'because no identity-based policy allows the s3:GetObject action';
  const noResource = 'because no resource-based policy allows the s3:GetObject action';
  const denied = 'with an explicit deny in a resource-based policy';
  const own = [allow('s3:GetObject', '*')];
  const insecure = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  it.each<[string, Asked, string | undefined]>([
    ['nobody allows', {}, noIdentity],
    ['the resource names the role', { resource: [to({ AWS: role })] }, undefined],
    ['the resource names everybody', { resource: [to('*')] }, undefined],
    ['the resource names another role', { resource: [to({ AWS: `${role}2` })] }, noIdentity],
    ['naming the account gives its roles nothing', { resource: [to({ AWS: root })] }, noIdentity],
    ['a deny for everybody wins over the role', { identity: own, resource: [to('*', 'Deny')] }, denied],
    ['a deny for the account wins over its roles', { identity: own, resource: [to({ AWS: root }, 'Deny')] }, denied],
    ['a deny for others does not', { identity: own, resource: [to({ AWS: `${role}2` }, 'Deny')] }, undefined],
    [
      'a deny for all but this role',
      { identity: own, resource: [{ ...to(undefined, 'Deny'), NotPrincipal: { AWS: role } }] },
      undefined,
    ],
    [
      'a deny for all but another role',
      { identity: own, resource: [{ ...to(undefined, 'Deny'), NotPrincipal: { AWS: 'x' } }] },
      denied,
    ],
    [
      'a deny of what is not sent over TLS',
      { identity: own, resource: [to('*', 'Deny', insecure)], context: { 'aws:SecureTransport': 'true' } },
      undefined,
    ],
    ['a key whose policy names nobody', { identity: own, resourceDecides: true }, noResource],
    [
      'a key that trusts the account',
      { identity: own, resource: [to({ AWS: root })], resourceDecides: true },
      undefined,
    ],
    [
      'a key that trusts the account, a role that was granted nothing',
      { resource: [to({ AWS: root })], resourceDecides: true },
      noIdentity,
    ],
    ['a key that names the role', { resource: [to({ AWS: role })], resourceDecides: true }, undefined],
    [
      'a service that the resource names',
      { who: { service: 's3.amazonaws.com' }, resource: [to({ Service: 's3.amazonaws.com' })] },
      undefined,
    ],
    [
      'a service that it does not name',
      { who: { service: 'x.amazonaws.com' }, resource: [to({ Service: 's3.amazonaws.com' })] },
      noResource,
    ],
  ])('%s', (_, asked, reason) => {
    expect(read(asked)).toEqual(reason === undefined ? { allowed: true, by: 'Policy' } : { allowed: false, reason });
  });

  it('a deny of the role itself is told apart', () => {
    expect(
      read({ identity: [...own, { Effect: 'Deny', Action: 's3:*', Resource: '*' }], resource: [to('*')] }),
    ).toEqual({
      allowed: false,
      reason: 'with an explicit deny in an identity-based policy',
    });
  });

  it.each([{ Federated: 'x' }, { CanonicalUser: 'x' }])(
    'a principal that nobody local is, %j, is refused',
    (Principal) => {
      expect(() => sourced([to(Principal)])).toThrow();
    },
  );
});
