import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startScheduler } from '#cloud/aws/scheduler.ts';
import { openGate } from '#cloud/aws/service.ts';
import { startSqs } from '#cloud/aws/sqs.ts';
import { openBase } from '#cloud/run/ground.ts';

/** Lets the writer work until it has told `count` promises, kills it at once and returns what it had told. */
async function writeUntilKilled(dataDir: string, count: number): Promise<string[]> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'queue-writer.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(writer, 'exit');
  let told = '';
  for await (const chunk of writer.stdout) {
    told += String(chunk);
    if (told.split('\n').length > count) writer.kill('SIGKILL');
  }
  await ended;
  return told.split('\n').slice(0, -1);
}

test('every message and schedule that was promised is there after the process was killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ksa-queues-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));

  const told = await writeUntilKilled(dataDir, 100);

  const { db, clock, close } = openBase({ dataDir, fresh: false, clockOffset: 0 });
  const ground = { db, clock, gate: openGate, dataDir, region: 'me-south-1', account: '000000000000' };
  const sqs = await startSqs(ground);
  const scheduler = await startScheduler(ground, async () => {});
  onTestFinished(async () => {
    await Promise.all([sqs.close(), scheduler.close()]);
    close();
  });
  const { arn } = sqs.createQueue({ name: 'work' });
  const kept = new Set<string>();
  for (let batch = sqs.receive(arn); batch.length > 0; batch = sqs.receive(arn))
    for (const { messageId } of batch) kept.add(messageId);
  const schedules = new Set(scheduler.list().map(({ name }) => name));
  const lost = told.filter((line) => {
    const [messageId = '', schedule = ''] = line.split(' ');
    return !kept.has(messageId) || !schedules.has(schedule);
  });
  expect(told.length).toBeGreaterThanOrEqual(100);
  expect(lost).toEqual([]);
});
