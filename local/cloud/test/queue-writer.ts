import { startScheduler } from '#cloud/aws/scheduler.ts';
import { openGate } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { openBase } from '#cloud/run/ground.ts';

// Run as a process of its own: sends messages and makes schedules until it is killed, telling each one it was promised.
const [dataDir = ''] = process.argv.slice(2);
const { db, clock } = openBase({ dataDir, fresh: false, clockOffset: 0 });
const ground = { db, clock, gate: openGate, dataDir, region: 'me-south-1', account: '000000000000' };
const sqs = await startSqs(ground);
const scheduler = await startScheduler(ground, async () => {});
const { arn } = sqs.createQueue({ name: 'work' });
for (let n = 0; ; n++) {
  const { messageId } = sqs.send(arn, String(n));
  scheduler.declareSchedule(`s${n}`, {
    ScheduleExpression: 'at(2090-01-01T00:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: arn, RoleArn: 'arn:aws:iam::000000000000:role/R' },
  });
  process.stdout.write(`${messageId} s${n}\n`);
  await new Promise(setImmediate);
}
