import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as realTime } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { createClock } from '#cloud/aws/clock.ts';
import { type Ground, openGate, type Running } from '#cloud/aws/service.ts';

/** `CONFORMANCE=aws` points the same checks at a real account: its region and credentials come from the environment. */
export const onAws = process.env.CONFORMANCE === 'aws';

/** Where the checks of one service run. */
export type Target<S> = {
  /** The local service with its ground; undefined against real AWS. */
  local: { service: S; ground: Ground } | undefined;
  /** What every SDK client is made with. */
  options: {
    region: string;
    maxAttempts: 1;
    endpoint?: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
  };
  /** A name that no other run uses, with `prefix`. */
  unique(prefix: string): string;
  /** Lets so much time pass: on the local clock at once, in AWS really. */
  pass(ms: number): Promise<void>;
};

export const localCredentials = { accessKeyId: 'LOCALADMIN', secretAccessKey: 'local-secret-of-nobody' };

/**
 * Prepares the target for the checks of a file and clears it away after them. The returned function gives it to a test.
 *
 * @example
 * const target = conformanceTarget(startSqs);
 * test('…', async () => { const client = new SQSClient(target().options); … });
 */
export function conformanceTarget<S extends Running>(start: (ground: Ground) => Promise<S>): () => Target<S> {
  let target: Target<S> | undefined;
  let close = async () => {};
  const run = Math.random().toString(36).slice(2, 8);
  let count = 0;
  const unique = (prefix: string) => `${prefix}-${run}-${++count}`;

  beforeAll(async () => {
    if (onAws) {
      const region = process.env.AWS_REGION ?? 'me-south-1';
      const pass = async (ms: number) => void (await realTime(ms));
      target = { local: undefined, options: { region, maxAttempts: 1 }, unique, pass };
      return;
    }
    const dataDir = mkdtempSync(join(tmpdir(), 'ksa-conformance-'));
    const clock = createClock();
    const db = new DatabaseSync(join(dataDir, 'state.sqlite'));
    const ground: Ground = { clock, db, gate: openGate, dataDir, region: 'me-south-1', account: '000000000000' };
    const service = await start(ground);
    const options = {
      region: ground.region,
      maxAttempts: 1 as const,
      endpoint: service.url,
      credentials: localCredentials,
    };
    target = { local: { service, ground }, options, unique, pass: clock.advance };
    close = async () => {
      await service.close();
      clock.stop();
      db.close();
      rmSync(dataDir, { recursive: true, force: true });
    };
  });
  afterAll(() => close());

  return () => {
    if (target === undefined) throw new Error('The target is there from beforeAll on');
    return target;
  };
}
