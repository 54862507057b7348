import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, type CloudOptions, startCloud } from '#cloud/run/cloud.ts';
import { application } from '#local/application.ts';
import { buildAll } from '#local/build.ts';
import { inviteOwner, type JourneyOrders, journeyOrders } from './journey-orders.ts';
import type { Person } from './journey-person.ts';

/** What journeys do alike, whether the cloud is theirs alone or shared. */
export type Journey = JourneyOrders & {
  dataDir: string;
  /** Waits until no function runs and nothing waits to be handed over. */
  settle(): Promise<unknown>;
  close(): Promise<void>;
};

/**
 * The synthesised application on free ports with a data folder of its own, for a journey that stops it, starts it with
 * another template, or needs it untouched; every other one joins the shared cloud (`shared-journey.ts`). Call it in
 * `beforeAll`, and `close` in `afterAll`.
 */
export async function startJourney(options: Partial<CloudOptions> = {}) {
  await buildAll(() => {});
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'ksa-journey-'));
  const said: string[] = [];
  const start = (more: Partial<CloudOptions> = {}) =>
    startCloud({
      ...application,
      port: 0,
      dataDir,
      // `npm run iam-report` compares what the journeys used with what was granted.
      usageDir: process.env.KSA_IAM_USAGE,
      say: (line) => void said.push(line),
      ...options,
      ...more,
    });
  let cloud: Cloud = await start();
  let isRunning = true;
  let owner: Promise<Person> | undefined;
  const stop = async () => {
    if (isRunning) await cloud.stop();
    isRunning = false;
  };
  const orders: JourneyOrders = journeyOrders({
    endpoints: () => cloud.endpoints,
    now: () => cloud.clock.now(),
    moved: () => {},
    owner() {
      owner ??= inviteOwner(orders);
      return owner;
    },
    since: 0,
  });
  return {
    ...orders,
    dataDir,
    /** What the local cloud would have written to the console. */
    said,
    settle: () => cloud.settle(),
    stop,
    /** Starts on the same folder again. */
    async restart(more: Partial<CloudOptions> = {}) {
      cloud = await start(more);
      isRunning = true;
    },
    async close() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A cloud of one's own. */
export type OwnJourney = Awaited<ReturnType<typeof startJourney>>;
