import {
  ConflictException,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { expect, test } from 'vitest';
import { AwsError } from '#local/aws/service.ts';
import { createGround, createStrictGate } from './ground.ts';
import { clockAt, HOUR, MINUTE, openScheduler, START, target } from './scheduler-clock.ts';

test('a one-time schedule fires once, at its wall time in its own time zone, and disappears', async () => {
  const { create, clock, fired, times, names } = await openScheduler();
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
  const { create, clock, names, fired } = await openScheduler();
  await create();

  await clock.advance(48 * HOUR);

  expect(fired).toHaveLength(1);
  expect(await names()).toEqual(['post-1']);
});

test('schedules fire in the order of their times, whatever the order of their creation', async () => {
  const { create, clock, fired } = await openScheduler();
  await create({ Name: 'b', ScheduleExpression: 'at(2030-03-03T13:00:00)' });
  await create({ Name: 'a', ScheduleExpression: 'at(2030-03-03T12:45:00)' });

  await clock.advance(3 * HOUR);

  expect(fired.map(({ call }) => call.scheduleArn.at(-1))).toEqual(['a', 'b']);
});

test('a rate runs from its creation, and between start and end date when they are given', async () => {
  const { create, clock, times } = await openScheduler();
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
  const { create, clock, times } = await openScheduler();
  await create({ ScheduleExpression });

  await clock.advance(hours * HOUR);

  expect(times()).toEqual(expected.map((time) => `2030-${time}`));
});

test('a time that clocks jump over in spring is skipped', async () => {
  const { create, clock, fired } = await openScheduler(
    createGround({ clock: clockAt(Date.parse('2030-03-30T00:00:00Z')) }),
  );
  await create({ ScheduleExpression: 'cron(30 2 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });

  await clock.advance(72 * HOUR);

  expect(fired.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
    '2030-03-30T01:30',
    '2030-04-01T00:30',
  ]);
});

test('a flexible window delays by less than the window', async () => {
  const { create, clock, fired } = await openScheduler();
  await create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } });

  await clock.advance(HOUR);

  const late = (fired[0]?.at ?? 0) - (START + 30 * MINUTE);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(15 * MINUTE);
});

test('an update replaces everything, a disabled schedule is silent, a deleted one is gone', async () => {
  const { client, create, clock, fired, input } = await openScheduler();
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
  const { create } = await openScheduler();
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
  const { create } = await openScheduler();

  await expect(create(more)).rejects.toBeInstanceOf(ValidationException);
});

test('groups hold schedules, page through them and take them along when deleted', async () => {
  const { client, create } = await openScheduler();
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

test('creating a schedule needs the permission for it and for handing over its role', async () => {
  const refuse = ({ action }: { action: string }) => new AwsError('AccessDeniedException', `no ${action}`, 403);
  const { gate, calls } = createStrictGate(['iam:PassRole'], refuse);
  const { create, names } = await openScheduler(createGround({ gate, clock: clockAt(START) }));

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
  const { client } = await openScheduler();

  await expect(client.send(new ListTagsForResourceCommand({ ResourceArn: target.Arn }))).rejects.toThrow(
    /does not know GET \/tags/,
  );
});
