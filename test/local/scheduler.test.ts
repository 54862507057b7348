import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { afterEach, expect, test } from 'vitest';
import { createClock } from '#local/aws/clock.ts';
import type { Deliver, Invocation } from '#local/aws/scheduler/firing.ts';
import { startScheduler } from '#local/aws/scheduler.ts';
import { AwsError, type Ground } from '#local/aws/service.ts';
import { createGround, createStrictGate, credentials } from './ground.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// Noon in Kuwait, far from any real "now".
const START = Date.parse('2030-03-03T09:00:00Z');
const target = {
  Arn: 'arn:aws:sqs:me-south-1:000000000000:due',
  RoleArn: 'arn:aws:iam::000000000000:role/SchedulerRole',
  Input: '{"postId":"pst_1"}',
};

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const clockAt = (time: number) => createClock(time - Date.now());

async function setUp(
  ground: Ground = createGround({ clock: clockAt(START) }),
  refuse: (call: Invocation) => boolean = () => false,
) {
  const fired: { at: number; call: Invocation }[] = [];
  const deliver: Deliver = async (call) => {
    fired.push({ at: ground.clock.now(), call });
    if (refuse(call)) throw new Error('target refused');
  };
  const scheduler = await startScheduler(ground, deliver);
  const client = new SchedulerClient({ region: ground.region, credentials, endpoint: scheduler.url, maxAttempts: 1 });
  open.push(async () => {
    client.destroy();
    await scheduler.close();
    ground.clock.stop();
  });
  const input = (more: Partial<CreateScheduleCommandInput>): CreateScheduleCommandInput => ({
    Name: 'post-1',
    ScheduleExpression: 'at(2030-03-03T12:30:00)',
    ScheduleExpressionTimezone: 'Asia/Kuwait',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: target,
    ...more,
  });
  const create = (more: Partial<CreateScheduleCommandInput> = {}) =>
    client.send(new CreateScheduleCommand(input(more)));
  const names = async () => (await client.send(new ListSchedulesCommand({}))).Schedules?.map(({ Name }) => Name);
  /** Kuwait wall times at which something was delivered. */
  const times = () => fired.map(({ at }) => new Date(at + 3 * HOUR).toISOString().slice(0, 16));
  return { ground, scheduler, client, clock: ground.clock, fired, input, create, names, times };
}

test('a one-time schedule fires once, at its wall time in its own time zone, and disappears', async () => {
  const { create, clock, fired, times, names } = await setUp();
  const { ScheduleArn } = await create({
    ActionAfterCompletion: 'DELETE',
    Target: { ...target, SqsParameters: { MessageGroupId: 'cl_1' } },
  });

  await clock.advance(29 * MINUTE);
  expect(fired).toEqual([]);
  await clock.advance(2 * HOUR);

  expect(times()).toEqual(['2030-03-03T12:30']);
  expect(fired[0]?.call).toEqual({
    arn: target.Arn,
    roleArn: target.RoleArn,
    input: target.Input,
    sqsParameters: { MessageGroupId: 'cl_1' },
    scheduleArn: ScheduleArn,
  });
  expect(ScheduleArn).toBe('arn:aws:scheduler:me-south-1:000000000000:schedule/default/post-1');
  expect(await names()).toEqual([]);
});

test('a schedule that is not to be deleted stays after it fired', async () => {
  const { create, clock, names, fired } = await setUp();
  await create();

  await clock.advance(48 * HOUR);

  expect(fired).toHaveLength(1);
  expect(await names()).toEqual(['post-1']);
});

test('schedules fire in the order of their times, whatever the order of their creation', async () => {
  const { create, clock, fired } = await setUp();
  await create({ Name: 'b', ScheduleExpression: 'at(2030-03-03T13:00:00)' });
  await create({ Name: 'a', ScheduleExpression: 'at(2030-03-03T12:45:00)' });

  await clock.advance(3 * HOUR);

  expect(fired.map(({ call }) => call.scheduleArn.at(-1))).toEqual(['a', 'b']);
});

test('a rate runs from its creation, and between start and end date when they are given', async () => {
  const { create, clock, times } = await setUp();
  await create({
    ScheduleExpression: 'rate(5 minutes)',
    StartDate: new Date(START + HOUR),
    EndDate: new Date(START + HOUR + 11 * MINUTE),
  });

  await clock.advance(3 * HOUR);

  expect(times()).toEqual(['2030-03-03T13:00', '2030-03-03T13:05', '2030-03-03T13:10']);
});

test.each([
  ['cron(0 9 ? * SUN-THU *)', 7 * 24, ['03-04T09:00', '03-05T09:00', '03-06T09:00', '03-07T09:00', '03-10T09:00']],
  ['cron(0/20 13 * * ? *)', 2, ['03-03T13:00', '03-03T13:20', '03-03T13:40']],
  ['cron(15 10,22 L * ? 2030)', 60 * 24, ['03-31T10:15', '03-31T22:15', '04-30T10:15', '04-30T22:15']],
  ['cron(0 8 ? MAR FRI#2 *)', 30 * 24, ['03-08T08:00']],
  ['cron(0 8 ? * 6L *)', 30 * 24, ['03-29T08:00']],
])('%s runs at the times AWS would run it', async (ScheduleExpression, hours, expected) => {
  const { create, clock, times } = await setUp();
  await create({ ScheduleExpression });

  await clock.advance(hours * HOUR);

  expect(times()).toEqual(expected.map((time) => `2030-${time}`));
});

test('a time that clocks jump over in spring is skipped', async () => {
  const { create, clock, fired } = await setUp(createGround({ clock: clockAt(Date.parse('2030-03-30T00:00:00Z')) }));
  await create({ ScheduleExpression: 'cron(30 2 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });

  await clock.advance(72 * HOUR);

  expect(fired.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
    '2030-03-30T01:30',
    '2030-04-01T00:30',
  ]);
});

test('a flexible window delays by less than the window', async () => {
  const { create, clock, fired } = await setUp();
  await create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } });

  await clock.advance(HOUR);

  const late = (fired[0]?.at ?? 0) - (START + 30 * MINUTE);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(15 * MINUTE);
});

test('an update replaces everything, a disabled schedule is silent, a deleted one is gone', async () => {
  const { client, create, clock, fired, input } = await setUp();
  await create({ Description: 'first' });
  await client.send(
    new UpdateScheduleCommand(input({ ScheduleExpression: 'at(2030-03-03T14:00:00)', State: 'DISABLED' })),
  );

  const schedule = await client.send(new GetScheduleCommand({ Name: 'post-1' }));
  await clock.advance(5 * HOUR);

  expect(schedule).toMatchObject({
    ScheduleExpression: 'at(2030-03-03T14:00:00)',
    State: 'DISABLED',
    GroupName: 'default',
    Target: target,
  });
  expect(schedule.Description).toBeUndefined();
  expect(schedule.CreationDate?.getTime()).toBeGreaterThanOrEqual(START);
  expect(fired).toEqual([]);
  await client.send(new DeleteScheduleCommand({ Name: 'post-1' }));
  await expect(client.send(new GetScheduleCommand({ Name: 'post-1' }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});

test('creating twice is a conflict, except with the same client token and content', async () => {
  const { create } = await setUp();
  const first = await create({ ClientToken: 'token-1' });

  expect((await create({ ClientToken: 'token-1' })).ScheduleArn).toBe(first.ScheduleArn);
  await expect(create({ ClientToken: 'token-1', Description: 'other' })).rejects.toBeInstanceOf(ConflictException);
  await expect(create()).rejects.toBeInstanceOf(ConflictException);
});

test.each([
  { ScheduleExpression: 'cron(0 9 * * * *)' },
  { ScheduleExpression: 'cron(0 9 ? * SUN-THU)' },
  { ScheduleExpression: 'at(2030-02-30T10:00:00)' },
  { ScheduleExpression: 'rate(0 minutes)' },
  { ScheduleExpression: 'soon' },
  { ScheduleExpressionTimezone: 'Asia/Atlantis' },
  { Name: 'post 1' },
  { FlexibleTimeWindow: { Mode: 'FLEXIBLE' as const } },
  { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } },
])('a malformed schedule is refused: %j', async (more) => {
  const { create } = await setUp();

  await expect(create(more)).rejects.toBeInstanceOf(ValidationException);
});

test('groups hold schedules, page through them and take them along when deleted', async () => {
  const { client, create } = await setUp();
  await expect(create({ GroupName: 'posts' })).rejects.toBeInstanceOf(ResourceNotFoundException);
  await client.send(new CreateScheduleGroupCommand({ Name: 'posts' }));
  for (const Name of ['p1', 'p2', 'p3', 'q1']) await create({ Name, GroupName: 'posts' });

  const first = await client.send(new ListSchedulesCommand({ GroupName: 'posts', NamePrefix: 'p', MaxResults: 2 }));
  const second = await client.send(
    new ListSchedulesCommand({ GroupName: 'posts', NamePrefix: 'p', MaxResults: 2, NextToken: first.NextToken }),
  );

  expect([first, second].map(({ Schedules }) => Schedules?.map(({ Name }) => Name))).toEqual([['p1', 'p2'], ['p3']]);
  expect(second.NextToken).toBeUndefined();
  expect((await client.send(new ListScheduleGroupsCommand({}))).ScheduleGroups?.map(({ Name }) => Name)).toEqual([
    'default',
    'posts',
  ]);
  await client.send(new DeleteScheduleGroupCommand({ Name: 'posts' }));
  await expect(client.send(new GetScheduleGroupCommand({ Name: 'posts' }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
  expect((await client.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
});

test('a failing target is retried with growing pauses and then parked in the dead-letter queue', async () => {
  const ground = createGround({ clock: clockAt(START) });
  const { create, clock, fired, names } = await setUp(ground, ({ arn }) => arn === target.Arn);
  const dead = 'arn:aws:sqs:me-south-1:000000000000:due-dead';
  await create({
    ActionAfterCompletion: 'DELETE',
    Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: dead } },
  });

  await clock.advance(24 * HOUR);

  const from = START + 30 * MINUTE;
  expect(fired.map(({ at, call }) => [Math.round((at - from) / 1000), call.arn])).toEqual([
    [0, target.Arn],
    [2, target.Arn],
    [6, target.Arn],
    [6, dead],
  ]);
  expect(await names()).toEqual([]);
});

test('what came due while the laptop was off fires at the next start, unless it is older than the target allows', async () => {
  const ground = createGround({ clock: clockAt(START) });
  const before = await setUp(ground);
  await before.create();
  await before.create({ Name: 'impatient', Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 60 } } });
  await before.create({ Name: 'sweeper', ScheduleExpression: 'cron(0/5 * * * ? *)' });
  for (const close of open.splice(0)) await close();
  ground.db.close();

  const after = await setUp(createGround({ dataDir: ground.dataDir, clock: clockAt(START + 2 * HOUR + 1000) }));
  await expect.poll(() => after.fired.length).toBe(2);
  await after.clock.advance(4 * MINUTE);

  expect(after.fired.map(({ call }) => call.scheduleArn.split('/').at(-1)).sort()).toEqual(['post-1', 'sweeper']);
});

test('a schedule of the template keeps its place in time when it is declared again', async () => {
  const { scheduler, clock, fired } = await setUp();
  const declared = { ScheduleExpression: 'rate(10 minutes)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: target };
  scheduler.declareSchedule('sweeper', declared);
  await clock.advance(14 * MINUTE);
  scheduler.declareSchedule('sweeper', declared);
  await clock.advance(7 * MINUTE);

  expect(fired.map(({ at }) => Math.round((at - START) / MINUTE))).toEqual([0, 10, 20]);
  expect(scheduler.list()).toMatchObject([{ name: 'sweeper', group: 'default', state: 'ENABLED' }]);
});

test('a schedule can be made to fire twice, even after it is gone', async () => {
  const { scheduler, create, clock, fired } = await setUp();
  await create({ ActionAfterCompletion: 'DELETE' });
  await clock.advance(HOUR);

  await scheduler.fireAgain('post-1');

  expect(fired[1]?.call).toEqual(fired[0]?.call);
});

test('creating a schedule needs the permission for it and for handing over its role', async () => {
  const refuse = ({ action }: { action: string }) => new AwsError('AccessDeniedException', `no ${action}`, 403);
  const { gate, calls } = createStrictGate(['iam:PassRole'], refuse);
  const { create, names } = await setUp(createGround({ gate, clock: clockAt(START) }));

  await expect(create()).rejects.toMatchObject({ name: 'AccessDeniedException' });

  expect(await names()).toEqual([]);
  expect(calls.slice(0, 2)).toEqual([
    {
      accessKeyId: 'PublisherRole',
      action: 'scheduler:CreateSchedule',
      resource: 'arn:aws:scheduler:me-south-1:000000000000:schedule/default/post-1',
    },
    {
      accessKeyId: 'PublisherRole',
      action: 'iam:PassRole',
      resource: target.RoleArn,
      context: { 'iam:PassedToService': 'scheduler.amazonaws.com' },
    },
  ]);
});

test('an operation the local Scheduler does not have is refused by name', async () => {
  const { client } = await setUp();

  await expect(client.send(new ListTagsForResourceCommand({ ResourceArn: target.Arn }))).rejects.toThrow(
    /does not know GET \/tags/,
  );
});

test('an input may ask for the planned time and the number of the attempt', async () => {
  const { create, clock, fired } = await setUp(undefined, () => true);
  const Input = '{"due":"<aws.scheduler.scheduled-time>","attempt":<aws.scheduler.attempt-number>}';
  await create({ Target: { ...target, Input, RetryPolicy: { MaximumRetryAttempts: 1 } } });

  await clock.advance(HOUR);

  expect(fired.map(({ call }) => call.input)).toEqual([
    '{"due":"2030-03-03T09:30:00Z","attempt":1}',
    '{"due":"2030-03-03T09:30:00Z","attempt":2}',
  ]);
});
