import { expect, test } from 'vitest';
import { createGround } from './ground.ts';
import { clockAt, HOUR, MINUTE, openScheduler, START, target } from './scheduler-clock.ts';

test('a failing target is retried with growing pauses and then parked in the dead-letter queue', async () => {
  const ground = createGround({ clock: clockAt(START) });
  const { create, clock, fired, names } = await openScheduler(ground, ({ arn }) => arn === target.Arn);
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
  const before = await openScheduler(ground);
  await before.create();
  await before.create({ Name: 'impatient', Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 60 } } });
  await before.create({ Name: 'sweeper', ScheduleExpression: 'cron(0/5 * * * ? *)' });
  await before.close();
  ground.db.close();

  const after = await openScheduler(createGround({ dataDir: ground.dataDir, clock: clockAt(START + 2 * HOUR + 1000) }));
  await expect.poll(() => after.fired.length).toBe(2);
  await after.clock.advance(4 * MINUTE);

  expect(after.fired.map(({ call }) => call.scheduleArn.split('/').at(-1)).sort()).toEqual(['post-1', 'sweeper']);
});

test('a schedule of the template keeps its place in time when it is declared again', async () => {
  const { scheduler, clock, fired } = await openScheduler();
  const declared = { ScheduleExpression: 'rate(10 minutes)', FlexibleTimeWindow: { Mode: 'OFF' }, Target: target };
  scheduler.declareSchedule('sweeper', declared);
  await clock.advance(14 * MINUTE);
  scheduler.declareSchedule('sweeper', declared);
  await clock.advance(7 * MINUTE);

  expect(fired.map(({ at }) => Math.round((at - START) / MINUTE))).toEqual([0, 10, 20]);
  expect(scheduler.list()).toMatchObject([{ name: 'sweeper', group: 'default', state: 'ENABLED' }]);
});

test('a schedule can be made to fire twice, even after it is gone', async () => {
  const { scheduler, create, clock, fired } = await openScheduler();
  await create({ ActionAfterCompletion: 'DELETE' });
  await clock.advance(HOUR);

  await scheduler.fireAgain('post-1');

  expect(fired[1]?.call).toEqual(fired[0]?.call);
});

test('an input may ask for the planned time and the number of the attempt', async () => {
  const { create, clock, fired } = await openScheduler(undefined, () => true);
  const Input = '{"due":"<aws.scheduler.scheduled-time>","attempt":<aws.scheduler.attempt-number>}';
  await create({ Target: { ...target, Input, RetryPolicy: { MaximumRetryAttempts: 1 } } });

  await clock.advance(HOUR);

  expect(fired.map(({ call }) => call.input)).toEqual([
    '{"due":"2030-03-03T09:30:00Z","attempt":1}',
    '{"due":"2030-03-03T09:30:00Z","attempt":2}',
  ]);
});

test('a schedule can be ordered to come late, or to let its turns pass', async () => {
  const { scheduler, create, clock, times, names } = await openScheduler();
  await create({ ActionAfterCompletion: 'DELETE' });
  await create({ Name: 'sweeper', ScheduleExpression: 'cron(5/10 * * * ? *)' });
  scheduler.order('default', 'post-1', { lateMs: 59_000 });
  scheduler.order('default', 'sweeper', { skip: true });

  await clock.advance(30 * MINUTE);
  expect(times()).toEqual([]);
  expect(scheduler.list().find(({ name }) => name === 'sweeper')).toMatchObject({ skipped: true });
  scheduler.order('default', 'sweeper', { skip: false });
  await clock.advance(10 * MINUTE);

  expect(times()).toEqual(['2030-03-03T12:30', '2030-03-03T12:35']);
  expect(await names()).toEqual(['sweeper']);
});

test('what came due while the laptop was off for too long is parked, with the reason', async () => {
  const ground = createGround({ clock: clockAt(START) });
  const before = await openScheduler(ground);
  const dead = 'arn:aws:sqs:me-south-1:000000000000:due-dead';
  const more = { RetryPolicy: { MaximumEventAgeInSeconds: 3600 }, DeadLetterConfig: { Arn: dead } };
  await before.create({ ActionAfterCompletion: 'DELETE', Target: { ...target, ...more } });
  await before.close();
  ground.db.close();

  const after = await openScheduler(createGround({ dataDir: ground.dataDir, clock: clockAt(START + 2 * HOUR) }));
  await after.clock.advance(1000);

  expect(after.fired.map(({ call }) => [call.arn, call.attributes?.EXHAUSTED_RETRY_CONDITION?.stringValue])).toEqual([
    [dead, 'MaximumEventAgeInSeconds'],
  ]);
  expect(await after.names()).toEqual([]);
});

test('a schedule without an input tells when it was due and which schedule it is', async () => {
  const { create, clock, fired } = await openScheduler();
  const { Input: _, ...silent } = target;
  const { ScheduleArn } = await create({ Target: silent });

  await clock.advance(HOUR);

  expect(JSON.parse(fired[0]?.call.input ?? '')).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: '000000000000',
    region: 'me-south-1',
    time: '2030-03-03T09:30:00Z',
    resources: [ScheduleArn],
  });
});

test('the age of an invocation counts from where its flexible window put it', async () => {
  const { create, clock, fired } = await openScheduler();
  await create({
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 1440 },
    Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
  });

  await clock.advance(26 * HOUR);

  expect(fired.map(({ call }) => call.arn)).toEqual([target.Arn]);
});
