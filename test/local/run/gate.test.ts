import { beforeEach, describe, expect, it } from 'vitest';
import { AwsError, type Call, Dropped } from '#local/aws/service.ts';
import { createServiceFaults } from '#local/run/faults.ts';
import { createKeeper } from '#local/run/gate.ts';
import { createKills } from '#local/run/kills.ts';

const killed: string[] = [];
const said: string[] = [];
const kills = createKills((caller) =>
  caller === 'PostsRole.1' || caller === 'posts.1'
    ? { name: 'posts', kill: async () => void killed.push(caller) }
    : undefined,
);
const keeper = createKeeper({
  now: () => 5,
  roles: () => ({
    has: () => true,
    allows: (role, { action }) => role === 'PostsRole' && action.startsWith('dynamodb:'),
  }),
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

  it('remembers which actions a function has used', async () => {
    await enter(call('dynamodb:Query'));
    expect(keeper.used().posts).toContain('dynamodb:Query');
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
