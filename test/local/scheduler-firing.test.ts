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
