import { expect, onTestFinished, test } from 'vitest';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import type { Endpoints } from '#cloud/run/control/endpoint.ts';
import { queueEndpoints } from '#cloud/run/control/queues.ts';
import { scheduleEndpoints } from '#cloud/run/control/schedules.ts';
import { createGround } from '../ground.ts';

async function openControl() {
  const ground = createGround();
  const sqs = await startSqs(ground);
  const scheduler = await startScheduler(ground, async () => {});
  onTestFinished(async () => {
    await Promise.all([sqs.close(), scheduler.close()]);
    ground.clock.stop();
  });
  const endpoints: Endpoints = { ...queueEndpoints({ sqs }), ...scheduleEndpoints({ scheduler }) };
  const order = async (route: string, name: string, body: object) => endpoints[route]?.([name], body);
  sqs.createQueue({ name: 'PublishingPublishQueueCAA6C6A8' });
  sqs.createQueue({ name: 'orders.fifo', FifoQueue: true });
  scheduler.declareSchedule('sweep', {
    ScheduleExpression: 'rate(5 minutes)',
    StartDate: Date.parse('2040-01-01T00:00:00Z') / 1000,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn:aws:sqs:me-south-1:000000000000:due', RoleArn: 'arn:aws:iam::000000000000:role/R' },
  });
  return { order, scheduler };
}

test('orders for a queue are kept until they are taken back, and tell the seed of its disorder', async () => {
  const { order } = await openControl();
  const queue = (body: object) => order('POST /queues/*', 'publish', body);

  const first = await queue({ reorder: true, seed: 'one', delayMs: 5 });
  const second = await queue({ deliver: 2, expire: true });

  expect(first).toMatchObject({ seed: 'one', delayMs: 5, paused: false, deliver: 1 });
  expect(second).toMatchObject({ seed: 'one', delayMs: 5, deliver: 2 });
  expect(await queue({ reorder: true })).toMatchObject({ seed: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(await queue({ reorder: false, delayMs: 0 })).toMatchObject({ seed: null, delayMs: 0, deliver: 2 });
});

test('orders that make no sense are refused', async () => {
  const { order } = await openControl();

  await expect(order('POST /queues/*', 'publish', { reverse: true })).rejects.toThrow();
  await expect(order('POST /queues/*', 'orders.fifo', { reorder: true })).rejects.toThrow(/FIFO/);
  await expect(order('POST /queues/*', 'nowhere', {})).rejects.toThrow(/nowhere/);
  await expect(order('POST /schedules/*', 'sweep', { late: 'soon' })).rejects.toThrow(/PT59S/);
  await expect(order('POST /schedules/*', 'nowhere', { skip: true })).rejects.toThrow(/nowhere/);
});

test('a schedule is made late, and silent', async () => {
  const { order, scheduler } = await openControl();
  const due = Date.parse('2040-01-01T00:00:00Z');
  expect(scheduler.list()).toMatchObject([{ name: 'sweep', nextAt: due, skipped: false }]);

  const told = await order('POST /schedules/*', 'sweep', { late: 'PT59S', skip: true });

  expect(told).toMatchObject({ nextAt: due + 59_000, skipped: true });
});
