import { beforeEach, describe, expect, it } from 'vitest';
import { AwsError, type Call, Dropped } from '#cloud/aws/service.ts';
import { createServiceFaults } from '#cloud/run/faults.ts';
import { createKeeper } from '#cloud/run/gate.ts';
import { createKills } from '#cloud/run/kills.ts';
import { collectRoles } from '#cloud/run/roles.ts';
import { openApplication } from '#cloud/run/template.ts';

const killed: string[] = [];
const said: string[] = [];
const kills = createKills((caller) =>
  caller === 'PostsRole.1' || caller === 'posts.1'
    ? { name: 'posts', kill: async () => void killed.push(caller) }
    : undefined,
);
const policy = (actions: string[], resource: string, more = {}) => ({
  Type: 'AWS::IAM::Policy',
  Properties: {
    Roles: ['PostsRole'],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: actions, Resource: resource, ...more }] },
  },
});
const trusting = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
  },
});
const place = { region: 'me-south-1', account: '000000000000', sqsUrl: 'http://127.0.0.1:9000' };
const template = {
  Resources: {
    PostsRole: trusting('lambda.amazonaws.com'),
    TimerRole: trusting('scheduler.amazonaws.com'),
    Data: policy(['dynamodb:*'], '*'),
    Passing: policy(['iam:PassRole'], '*'),
    Lately: policy(['ses:SendEmail'], '*', { Condition: { DateLessThan: { 'aws:CurrentTime': '1970-01-02' } } }),
  },
};
const roles = collectRoles(openApplication({ template }, place), place.region, place.account);
const keeper = createKeeper({
  now: () => 5,
  roles: () => roles,
  nameOf: (role) => (role === 'PostsRole' ? 'posts' : role),
  kills,
  faults: createServiceFaults(() => ({})),
  say: (line) => void said.push(line),
});
const call = (action: string, accessKeyId = 'PostsRole.1'): Call => ({ accessKeyId, action, resource: 'arn:thing' });
const admit = async ({ accessKeyId, action, resource }: Call) => {
  const [service = '', operation = ''] = action.split(':');
  const admission = await keeper.aws.admit({ accessKeyId, service, operation });
  await admission.enter(action, resource);
  return admission;
};
const enter = (one: Call) =>
  admit(one).then(
    () => 'allowed',
    (error: unknown) => (error instanceof AwsError ? [error.name, error.status] : error),
  );

beforeEach(() => {
  kills.clear();
  killed.length = 0;
  said.length = 0;
});

describe('the gate in front of every local service', () => {
  it('lets a role do what it was granted, whichever of its threads asks', async () => {
    expect(await enter(call('dynamodb:PutItem'))).toBe('allowed');
    expect(await enter(call('dynamodb:PutItem', 'PostsRole.27'))).toBe('allowed');
  });

  it('refuses the rest, and says who wanted what', async () => {
    expect(await enter(call('kms:Decrypt'))).toEqual(['AccessDeniedException', 400]);
    expect(said).toEqual(['DENIED posts may not kms:Decrypt on arn:thing']);
    expect(keeper.denials().at(-1)).toEqual({ at: 5, function: 'posts', action: 'kms:Decrypt', resource: 'arn:thing' });
  });

  it.each([
    ['s3:GetObject', ['AccessDenied', 403]],
    ['sqs:SendMessage', ['AccessDenied', 403]],
    ['scheduler:CreateSchedule', ['AccessDeniedException', 403]],
  ])('spells the refusal of %s as that service does', async (action, expected) => {
    expect(await enter(call(action))).toEqual(expected);
  });

  it('lets tools and unsigned calls pass', async () => {
    expect(await enter(call('kms:Decrypt', 'LOCALADMIN'))).toBe('allowed');
    expect(await enter(call('cognito-idp:InitiateAuth', ''))).toBe('allowed');
  });

  it('remembers which actions a function has used, and by which statement; what was refused was not used', async () => {
    await enter(call('dynamodb:Query'));
    await enter(call('kms:Encrypt'));
    expect(keeper.usage().posts).toMatchObject({ 'dynamodb:Query': ['Data[0]'] });
    expect(keeper.usage().posts).not.toHaveProperty('kms:Encrypt');
  });

  it('says in AWS’s words why it refuses', async () => {
    await expect(admit(call('kms:Decrypt'))).rejects.toThrow(
      'User: arn:aws:sts::000000000000:assumed-role/PostsRole/posts is not authorized to perform: kms:Decrypt on resource: arn:thing because no identity-based policy allows the kms:Decrypt action',
    );
  });

  it('judges time by the local clock', async () => {
    expect(await enter(call('ses:SendEmail'))).toBe('allowed');
  });

  it.each([
    ['TimerRole', 'allowed'],
    ['PostsRole', ['ValidationException', 400]],
    ['NobodysRole', ['ValidationException', 400]],
  ])('hands the role %s to the scheduler only if that may assume it', async (role, expected) => {
    const admission = await keeper.aws.admit({
      accessKeyId: 'PostsRole.1',
      service: 'scheduler',
      operation: 'CreateSchedule',
    });
    const passed = { 'iam:PassedToService': 'scheduler.amazonaws.com' };
    const outcome = await admission.enter('iam:PassRole', `arn:aws:iam::000000000000:role/${role}`, passed).then(
      () => 'allowed',
      (error: AwsError) => [error.name, error.status],
    );
    expect(outcome).toEqual(expected);
  });
});

describe('a kill order', () => {
  it('ends the caller before the named call takes effect', async () => {
    kills.order('posts', { at: 'dynamodb:PutItem', when: 'before', times: 1 });
    expect(await enter(call('dynamodb:Query'))).toBe('allowed');
    expect(await enter(call('dynamodb:PutItem'))).toEqual(['ServiceUnavailable', 503]);
    expect(killed).toEqual(['PostsRole.1']);
    expect(await enter(call('dynamodb:PutItem'))).toBe('allowed');
  });

  it('ends the caller after the call took effect and drops the answer', async () => {
    kills.order('posts', { at: 'PutItem', when: 'after', times: 1 });
    const admission = await admit(call('dynamodb:PutItem'));
    expect(killed).toEqual([]);
    await expect(admission.leave()).rejects.toBeInstanceOf(Dropped);
    expect(killed).toEqual(['PostsRole.1']);
  });

  it('waits for the next call when the one it meant was refused and so never took effect', async () => {
    kills.order('posts', { at: 'PutItem', when: 'after', times: 1 });
    await admit(call('dynamodb:PutItem'));
    const next = await admit(call('dynamodb:PutItem'));
    await expect(next.leave()).rejects.toBeInstanceOf(Dropped);
    expect(killed).toHaveLength(1);
    expect(kills.open()).toEqual([]);
  });

  it('counts calls when it names a number', async () => {
    kills.order('posts', { at: '2', when: 'before', times: 1 });
    expect(await enter(call('dynamodb:Query'))).toBe('allowed');
    expect(await enter(call('dynamodb:GetItem'))).toEqual(['ServiceUnavailable', 503]);
  });

  it('is not lost when another order hits the same call', async () => {
    for (let i = 0; i < 2; i++) kills.order('posts', { at: '1', when: 'before', times: 1 });
    for (let i = 0; i < 2; i++) expect(await enter(call('dynamodb:Query'))).toEqual(['ServiceUnavailable', 503]);
    expect(kills.open()).toEqual([]);
  });

  it('knows the operations of sandboxes', async () => {
    kills.order('posts', { at: 'media_publish', when: 'after', times: 1 });
    const one = { platform: 'instagram', operation: 'media_publish', caller: 'posts.1' };
    expect(await keeper.outside.enter?.(one)).toBe(true);
    expect(await keeper.outside.leave?.(one)).toBe(false);
    expect(killed).toEqual(['posts.1']);
  });

  it('leaves other callers alone', async () => {
    kills.order('media', { at: '1', when: 'before', times: 1 });
    expect(await enter(call('dynamodb:PutItem'))).toBe('allowed');
    expect(kills.open()).toHaveLength(1);
  });
});
