import {
  ConflictException,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { describe, expect, test } from 'vitest';
import { openGroup } from './scheduler-target.ts';

const refusal = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });
const invalid = refusal('ValidationException', 400);
const missing = refusal('ResourceNotFoundException', 404);
const conflict = refusal('ConflictException', 409);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('schedules', () => {
  test('a schedule is told as it was created, with what was left out filled in', async () => {
    const { client, create, GroupName, Target, at, now } = await openGroup();
    const EndDate = new Date(Math.floor(now() / 1000) * 1000 + 48 * HOUR);
    const ScheduleExpression = at(HOUR);

    const { ScheduleArn } = await create({ ScheduleExpression, EndDate, Description: 'why' });

    const told = await client.send(new GetScheduleCommand({ Name: 'one', GroupName }));
    expect(told).toMatchObject({
      Arn: ScheduleArn,
      Name: 'one',
      GroupName,
      ScheduleExpression,
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Description: 'why',
      EndDate,
      Target,
    });
    expect(ScheduleArn).toMatch(new RegExp(`^arn:aws:scheduler:[\\w-]+:\\d{12}:schedule/${GroupName}/one$`));
    expect(told.CreationDate).toBeInstanceOf(Date);
  });

  test('an update replaces everything: what it leaves out is reset', async () => {
    const { client, create, input, GroupName } = await openGroup();
    await create({ Description: 'first', State: 'DISABLED', ScheduleExpressionTimezone: 'Asia/Kuwait' });
    const before = await client.send(new GetScheduleCommand({ Name: 'one', GroupName }));

    const { ScheduleArn } = await client.send(new UpdateScheduleCommand(input({ ScheduleExpression: 'rate(5 days)' })));

    const told = await client.send(new GetScheduleCommand({ Name: 'one', GroupName }));
    expect(told).toMatchObject({
      Arn: ScheduleArn,
      ScheduleExpression: 'rate(5 days)',
      State: 'ENABLED',
      ScheduleExpressionTimezone: 'UTC',
      CreationDate: before.CreationDate,
    });
    expect(told.Description).toBeUndefined();
    const other = client.send(new UpdateScheduleCommand(input({ Name: 'other' })));
    await expect(other).rejects.toMatchObject(missing);
  });

  test('a deleted schedule is gone', async () => {
    const { client, create, GroupName } = await openGroup();
    await create();

    await client.send(new DeleteScheduleCommand({ Name: 'one', GroupName }));

    const get = client.send(new GetScheduleCommand({ Name: 'one', GroupName }));
    await expect(get).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(get).rejects.toMatchObject(missing);
    await expect(client.send(new DeleteScheduleCommand({ Name: 'one', GroupName }))).rejects.toMatchObject(missing);
  });

  test('the same request with the same client token is done once; another one with it is a conflict', async () => {
    const { client, create, GroupName, unique, at } = await openGroup();
    const ClientToken = unique('token');
    const ScheduleExpression = at(HOUR);
    const first = await create({ ClientToken, ScheduleExpression });

    expect((await create({ ClientToken, ScheduleExpression })).ScheduleArn).toBe(first.ScheduleArn);
    await expect(create({ ClientToken, ScheduleExpression, Description: 'other' })).rejects.toMatchObject(conflict);
    await expect(create()).rejects.toBeInstanceOf(ConflictException);
    const remove = { Name: 'one', GroupName, ClientToken: unique('token') };
    await client.send(new DeleteScheduleCommand(remove));
    await client.send(new DeleteScheduleCommand(remove));
  });

  test('schedules are listed by group, prefix and state, page by page', async () => {
    const { client, create, GroupName } = await openGroup();
    for (const Name of ['p1', 'p2', 'p3', 'q1']) await create({ Name, ...(Name === 'p3' && { State: 'DISABLED' }) });
    const list = async (more: object) => {
      const page = await client.send(new ListSchedulesCommand({ GroupName, ...more }));
      return { names: page.Schedules?.map(({ Name }) => Name), NextToken: page.NextToken };
    };

    const first = await list({ NamePrefix: 'p', MaxResults: 2 });
    const second = await list({ NamePrefix: 'p', MaxResults: 2, NextToken: first.NextToken });

    expect([first.names, second.names]).toEqual([['p1', 'p2'], ['p3']]);
    expect(second.NextToken).toBeUndefined();
    expect((await list({ State: 'DISABLED' })).names).toEqual(['p3']);
    await expect(list({ MaxResults: 0 })).rejects.toMatchObject(invalid);
    await expect(list({ MaxResults: 101 })).rejects.toMatchObject(invalid);
    await expect(list({ GroupName: `${GroupName}-none` })).rejects.toMatchObject(missing);
  });
});

describe('what is refused', () => {
  test.each([
    'cron(0 1 * * * *)',
    'cron(7 20 * * NOT *)',
    'cron(INVALID)',
    'cron(0 dummy ? * MON-FRI *)',
    'cron(71 8 1 * ? *)',
    'cron()',
    'cron(0 9 ? * SUN-THU)',
    'cron(5-3 9 ? * * *)',
    'rate(10 seconds)',
    'rate(10 years)',
    'rate()',
    'rate(10)',
    'rate(10 minutess)',
    'rate(foo minutes)',
    'rate(0 minutes)',
    'rate(-10 minutes)',
    'rate( 10 minutes )',
    ' rate(10 minutes)',
    'at(2021-12-31T23:59:59Z)',
    'at(2021-12-31)',
    'at(2030-02-30T10:00:00)',
    'soon',
  ])('the expression %s', async (ScheduleExpression) => {
    const { create } = await openGroup();

    await expect(create({ ScheduleExpression })).rejects.toMatchObject(invalid);
  });

  const day = 24 * HOUR;
  type Change = (open: Awaited<ReturnType<typeof openGroup>>) => Partial<CreateScheduleCommandInput>;
  const changes: [string, Change][] = [
    ['an unknown time zone', () => ({ ScheduleExpressionTimezone: 'Asia/Atlantis' })],
    ['a name with a space', () => ({ Name: 'post 1' })],
    ['a name of 65 letters', () => ({ Name: 'x'.repeat(65) })],
    ['a description of 513 letters', () => ({ Description: 'x'.repeat(513) })],
    ['a flexible window without its length', () => ({ FlexibleTimeWindow: { Mode: 'FLEXIBLE' } })],
    ['a window of more than a day', () => ({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1441 } })],
    ['too many retries', ({ Target }) => ({ Target: { ...Target, RetryPolicy: { MaximumRetryAttempts: 186 } } })],
    ['too short an age', ({ Target }) => ({ Target: { ...Target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } } })],
    ['a FIFO queue without a group', ({ Target }) => ({ Target: { ...Target, Arn: `${Target.Arn}.fifo` } })],
    ['an input over 256 KB', ({ Target }) => ({ Target: { ...Target, Input: 'x'.repeat(262_145) } })],
    [
      'an input for a function that is no JSON',
      ({ Target }) => ({
        Target: { ...Target, Arn: Target.Arn.replace(/sqs(.*):[^:]+$/, 'lambda$1:function:f'), Input: 'no' },
      }),
    ],
    [
      'a FIFO queue for dead letters',
      ({ Target }) => ({ Target: { ...Target, DeadLetterConfig: { Arn: `${Target.Arn}.fifo` } } }),
    ],
    [
      'a start that is long past',
      ({ now }) => ({ ScheduleExpression: 'rate(1 day)', StartDate: new Date(now() - day) }),
    ],
    ['an end that is past', ({ now }) => ({ ScheduleExpression: 'rate(1 day)', EndDate: new Date(now() - day) })],
    [
      'an end before its start',
      ({ now }) => ({
        ScheduleExpression: 'rate(1 day)',
        StartDate: new Date(now() + 2 * day),
        EndDate: new Date(now() + day),
      }),
    ],
  ];
  test.each(changes)('%s', async (_, change) => {
    const open = await openGroup();

    await expect(open.create(change(open))).rejects.toMatchObject(invalid);
  });
});

describe('groups', () => {
  test('a group takes its schedules along when it is deleted', async () => {
    const { client, create, GroupName, ScheduleGroupArn, pass } = await openGroup();
    await create();
    const told = await client.send(new GetScheduleGroupCommand({ Name: GroupName }));
    expect(told).toMatchObject({ Arn: ScheduleGroupArn, Name: GroupName, State: 'ACTIVE' });

    await client.send(new DeleteScheduleGroupCommand({ Name: GroupName }));
    await pass(30_000);

    const get = client.send(new GetScheduleCommand({ Name: 'one', GroupName }));
    await expect(get).rejects.toMatchObject(missing);
    await expect(create()).rejects.toMatchObject(missing);
  }, 60_000);

  test('groups are listed by prefix, page by page; a name is taken once; the default one stays', async () => {
    const { client, GroupName } = await openGroup();
    const other = await openGroup();
    const names = [GroupName, other.GroupName].sort();
    const NamePrefix = GroupName.replace(/-\d+$/, '');
    const found: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListScheduleGroupsCommand({ NamePrefix, MaxResults: 1, NextToken }));
      found.push(...(page.ScheduleGroups?.map(({ Name }) => Name) ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);

    expect(found.filter((name) => name !== undefined && names.includes(name)).sort()).toEqual(names);
    await expect(client.send(new CreateScheduleGroupCommand({ Name: GroupName }))).rejects.toMatchObject(conflict);
    await expect(client.send(new DeleteScheduleGroupCommand({ Name: 'default' }))).rejects.toMatchObject(invalid);
    const none = client.send(new DeleteScheduleGroupCommand({ Name: `${GroupName}-none` }));
    await expect(none).rejects.toMatchObject(missing);
  });
});

describe('firing', () => {
  test('a one-time schedule fires once, fills in its context and removes itself', async () => {
    const { client, create, queue, Target, GroupName, at, pass } = await openGroup();
    const keywords = ['schedule-arn', 'scheduled-time', 'attempt-number'].map((name) => `<aws.scheduler.${name}>`);
    const ScheduleExpression = at(30_000);

    const { ScheduleArn } = await create({
      ScheduleExpression,
      ActionAfterCompletion: 'DELETE',
      Target: { ...Target, Input: keywords.join(' ') },
    });
    await pass(2 * MINUTE);

    const messages = await queue.receive();
    const [, time] = /^at\((.+)\)$/.exec(ScheduleExpression) ?? [];
    expect(messages.map(({ Body }) => Body)).toEqual([`${ScheduleArn} ${time}Z 1`]);
    const get = client.send(new GetScheduleCommand({ Name: 'one', GroupName }));
    await expect(get).rejects.toMatchObject(missing);
  }, 180_000);

  test('a one-time schedule of the past is accepted, and stays when it is not to be removed', async () => {
    const { client, create, GroupName } = await openGroup();

    await create({ ScheduleExpression: 'at(2022-12-31T23:59:59)' });

    expect((await client.send(new GetScheduleCommand({ Name: 'one', GroupName }))).State).toBe('ENABLED');
  });

  test('a disabled schedule is silent', async () => {
    const { create, queue, at, pass } = await openGroup();

    await create({ ScheduleExpression: at(30_000), State: 'DISABLED' });
    await pass(2 * MINUTE);

    expect(await queue.receive()).toEqual([]);
  }, 180_000);

  test('what cannot be delivered is parked with its reason', async () => {
    const { create, makeQueue, Target, at, pass, GroupName } = await openGroup();
    const dead = await makeQueue();

    await create({
      ScheduleExpression: at(30_000),
      Target: {
        ...Target,
        Arn: `${Target.Arn}-none`,
        RetryPolicy: { MaximumRetryAttempts: 0 },
        DeadLetterConfig: { Arn: dead.arn },
      },
    });
    await pass(2 * MINUTE);

    const [parked] = await dead.receive();
    const attributes = Object.entries(parked?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]);
    expect(Object.fromEntries(attributes)).toMatchObject({
      ERROR_CODE: expect.any(String),
      ERROR_MESSAGE: expect.any(String),
      EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/),
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: '0',
      SCHEDULED_TIME: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      SCHEDULE_ARN: expect.stringContaining(`schedule/${GroupName}/one`),
      TARGET_ARN: `${Target.Arn}-none`,
    });
  }, 180_000);
});
