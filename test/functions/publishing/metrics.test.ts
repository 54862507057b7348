import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toWallTime } from '#shared/calendar/wall-time.ts';
import { linesWhile, metricLines, readMetrics } from '#test/support/embedded-metrics.ts';
import { type Business, type PublishingWorld, startPublishingWorld } from './world.ts';

// Minutes pass in these tests, a quarter of one at a time.
vi.setConfig({ testTimeout: 60_000 });

let world: PublishingWorld;
let cafe: Business;
beforeAll(async () => {
  world = await startPublishingWorld();
  cafe = await world.openBusiness();
}, 30_000);
afterAll(() => world.close());
beforeEach(() => world.instagram.sandbox.faults.clear());

/** What CloudWatch would have of everything that was written while `act` ran. */
async function measuredWhile(act: () => Promise<unknown>) {
  const written = await linesWhile(act);
  const lines = metricLines(written).map(readMetrics);
  const valuesOf = (name: string) => lines.flatMap(({ metrics }) => metrics[name]?.values ?? []);
  return { written, lines, valuesOf };
}
const inMinutes = (minutes: number) => toWallTime(Date.now() + minutes * 60_000);

describe('the publishing worker', () => {
  it('writes one line for a post that came out, with the time from its minute, by network', async () => {
    const post = await cafe.schedule(await cafe.write('measured'), inMinutes(2));
    const { lines, valuesOf } = await measuredWhile(() => world.pass(4, { sweeping: false }));
    const { targets, schedule } = await cafe.calls.get({ params: post });
    const lateBy = (targets[0]?.publishedAt ?? 0) - (schedule?.publishAt ?? 0);

    expect(lines).toHaveLength(1);
    expect(lines[0]?.dimensions).toEqual({ Stage: 'test', Platform: 'instagram' });
    expect(Object.keys(lines[0]?.metrics ?? {}).sort()).toEqual(['Published', 'TimeToPublish']);
    expect(valuesOf('Published')).toEqual([1]);
    expect(lines[0]?.metrics.TimeToPublish).toEqual({ unit: 'Milliseconds', values: [Math.max(lateBy, 0)] });
    expect(lateBy).toBeLessThan(60_000);
  });

  it('counts what had to be tried again, and what was in doubt and found', async () => {
    world.instagram.sandbox.faults.add({ operation: 'create_container', status: 503, body: 'down' });
    world.instagram.sandbox.faults.add({ operation: 'media_publish', reset: 'after' });
    const post = await cafe.now(await cafe.write('troubled'));
    const { valuesOf } = await measuredWhile(() => world.pass(10));
    expect((await cafe.calls.get({ params: post })).state).toBe('published');
    expect(valuesOf('Retries')).toEqual([1]);
    expect(valuesOf('Unknowns')).toEqual([1]);
    expect(valuesOf('Published')).toEqual([1]);
    expect(valuesOf('TimeToPublish')[0]).toBeGreaterThan(15_000);
  });

  it('each message ten times: measured once, because only a stored move is measured', async () => {
    world.sqs.order(world.queues.publish, { deliver: 10 });
    await cafe.now(await cafe.write('measured once'));
    const { valuesOf } = await measuredWhile(() => world.pass(2));
    world.sqs.order(world.queues.publish, { deliver: 1 });
    expect(valuesOf('Published')).toEqual([1]);
    expect(valuesOf('TimeToPublish')).toHaveLength(1);
  });

  it('says nothing of clients, posts, texts or tokens in these lines', async () => {
    const post = await cafe.now(await cafe.write('قهوة سرية'));
    const { written } = await measuredWhile(() => world.pass(2));
    const text = metricLines(written).join('\n');
    const { targets } = await cafe.calls.get({ params: post });
    const secrets = [
      cafe.clientId,
      post.postId,
      targets[0]?.targetId,
      cafe.connected.accountId,
      cafe.token,
      'قهوة سرية',
    ];
    expect(text).toContain('Published');
    for (const secret of secrets) {
      expect(secret).toMatch(/./);
      expect(text).not.toContain(secret);
    }
    expect(written.join('\n')).not.toContain('قهوة سرية');
    const known = /^(_aws|Stage|Platform|Published|TimeToPublish|OldestDue|Overdue|Swept)$/;
    const logged = /^(level|message|timestamp|service|cold_start|sampling_rate|xray_trace_id|function_\w+)$/;
    for (const line of metricLines(written))
      for (const name of Object.keys(JSON.parse(line))) expect(known.test(name) || logged.test(name), name).toBe(true);
  });
});

describe('the sweeper', () => {
  it('says in one line that it lives and that nobody waits', async () => {
    await world.pass(5);
    const { lines } = await measuredWhile(() => world.workers.sweep());
    expect(lines).toMatchObject([
      {
        dimensions: { Stage: 'test' },
        metrics: {
          Swept: { unit: 'Count', values: [1] },
          Overdue: { unit: 'Count', values: [0] },
          OldestDue: { unit: 'Milliseconds', values: [0] },
        },
      },
    ]);
  });

  it('says how long the oldest post has been waiting, and for how many', async () => {
    const first = await cafe.schedule(await cafe.write('waits longer'), inMinutes(8));
    await cafe.schedule(await cafe.write('waits'), inMinutes(10));
    await world.pump();
    for (const queue of Object.values(world.queues)) world.sqs.order(queue, { paused: true });
    await world.pass(20, { sweeping: false });
    const sinceFirst = () => Date.now() - (first.schedule?.publishAt ?? 0);
    const atLeast = sinceFirst();
    const { valuesOf } = await measuredWhile(() => world.workers.sweep());
    expect(valuesOf('Overdue')).toEqual([2]);
    expect(valuesOf('OldestDue')).toHaveLength(1);
    expect(valuesOf('OldestDue')[0]).toBeGreaterThanOrEqual(atLeast);
    expect(valuesOf('OldestDue')[0]).toBeLessThanOrEqual(sinceFirst());
    for (const queue of Object.values(world.queues)) world.sqs.order(queue, { paused: false });
    await world.pass(10);
  });

  it('that cannot call anybody gives no sign of life', async () => {
    await cafe.schedule(await cafe.write('not called'), inMinutes(6));
    await world.pump();
    for (const queue of Object.values(world.queues)) world.sqs.order(queue, { paused: true });
    await world.pass(9, { sweeping: false });
    world.backend.deny('sqs:SendMessage');
    const { lines } = await measuredWhile(() => world.workers.sweep().catch(() => undefined));
    world.backend.allow('sqs:SendMessage');
    expect(lines).toEqual([]);
  });
});
