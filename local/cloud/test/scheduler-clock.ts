import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { onTestFinished } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import type { Deliver, Invocation } from '#cloud/aws/scheduler/firing.ts';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import type { Ground } from '#cloud/aws/service.ts';
import { createGround, credentials } from './ground.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
// Noon in Kuwait, far from any real "now".
export const START = Date.parse('2030-03-03T09:00:00Z');
export const target = {
  Arn: 'arn:aws:sqs:me-south-1:000000000000:due',
  RoleArn: 'arn:aws:iam::000000000000:role/SchedulerRole',
  Input: '{"postId":"pst_1"}',
};

export const clockAt = (time: number) => createClock(time - Date.now());

/** A scheduler on a clock of its own, and what it delivered. */
export async function openScheduler(
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
  const close = async () => {
    client.destroy();
    await scheduler.close();
    ground.clock.stop();
  };
  onTestFinished(close);
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
  return { ground, scheduler, client, clock: ground.clock, fired, input, create, names, times, close };
}
