import { DatabaseSync } from 'node:sqlite';
import { CreateScheduleGroupCommand, ListTagsForResourceCommand, ValidationException } from '@aws-sdk/client-scheduler';
import { expect, test } from 'vitest';
import { AwsError } from '#cloud/aws/service.ts';
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
  ['cron(0 8 16W * ? *)', 30 * 24, ['03-15T08:00']],
  ['cron(0 8 L-3 * ? *)', 30 * 24, ['03-28T08:00']],
  ['cron(0 8 ? * L *)', 7 * 24, ['03-09T08:00']],
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

test('an hour that clocks show twice in autumn counts once', async () => {
  const { create, clock, fired } = await openScheduler(
    createGround({ clock: clockAt(Date.parse('2030-10-26T22:00:00Z')) }),
  );
  const zone = { ScheduleExpressionTimezone: 'Europe/Berlin' };
  await create({ ScheduleExpression: 'cron(0/30 2,3 * * ? *)', ...zone });
  await create({ Name: 'once', ScheduleExpression: 'at(2030-10-27T02:15:00)', ...zone });

  await clock.advance(5 * HOUR);

  expect(fired.map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
    '00:00',
    '00:15',
    '00:30',
    '02:00',
    '02:30',
  ]);
});

test('a time that does not exist on the clock of its zone is refused', async () => {
  const { create } = await openScheduler();

  const gap = create({
    ScheduleExpression: 'at(2030-03-31T02:30:00)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });

  await expect(gap).rejects.toBeInstanceOf(ValidationException);
});

test.each([
  ['KmsKeyArn', { KmsKeyArn: 'arn:aws:kms:me-south-1:000000000000:key/x' }],
  ['SQS queues and Lambda', { Target: { ...target, Arn: 'arn:aws:states:me-south-1:000000000000:stateMachine:x' } }],
  ['EcsParameters', { Target: { ...target, EcsParameters: { TaskDefinitionArn: 'arn:x' } } }],
])('what it would ignore is refused by name: %s', async (name, more) => {
  const { create } = await openScheduler();

  await expect(create(more)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(name),
  });
});

test('tags of a group are refused by name', async () => {
  const { client } = await openScheduler();

  const create = client.send(new CreateScheduleGroupCommand({ Name: 'g', Tags: [{ Key: 'a', Value: 'b' }] }));

  await expect(create).rejects.toThrow(/Tags/);
});

test('two hundred schedules of every kind fire in order through 14 days, in one push of the clock', async () => {
  const inMemory = createGround({ db: new DatabaseSync(':memory:'), clock: clockAt(START) });
  const { scheduler, clock, fired } = await openScheduler(inMemory);
  const FlexibleTimeWindow = { Mode: 'OFF' };
  const expressions = (n: number) => [
    `rate(${n + 1} days)`,
    `cron(${n} ${n % 24} ? * * *)`,
    `at(2030-03-${String(4 + (n % 13)).padStart(2, '0')}T10:00:${String(n).padStart(2, '0')})`,
    `rate(${(n % 11) + 7} hours)`,
  ];
  for (let n = 0; n < 50; n++)
    for (const [kind, ScheduleExpression] of expressions(n).entries())
      scheduler.declareSchedule(`s${n}-${kind}`, { ScheduleExpression, FlexibleTimeWindow, Target: target });

  await clock.advance(14 * 24 * HOUR);

  const times = fired.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const of = (kind: number) => fired.filter(({ call }) => call.scheduleArn.endsWith(`-${kind}`)).length;
  expect([of(1), of(2)]).toEqual([50 * 14, 50]);
}, 60_000);

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
