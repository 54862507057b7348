import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import type { PublicEndpoints } from '#cloud/run/public-endpoints.ts';
import { buildAll } from '#local/build.ts';
import { inviteOwner, journeyOrders } from './journey-orders.ts';

/** Where the shared cloud is, and how its owner signs in. */
export type SharedCloud = { endpoints: PublicEndpoints; dataDir: string; ownerPassword: string };

declare module 'vitest' {
  export interface ProvidedContext {
    sharedCloud: SharedCloud;
  }
}

/** Once per run of journeys: one cloud for all that need none of their own, with an owner. Returns what ends it. */
export default async function start({ provide }: TestProject): Promise<() => Promise<void>> {
  await buildAll(() => {});
  const dataDir = mkdtempSync(join(tmpdir(), 'ksa-shared-cloud-'));
  const child = fork(fileURLToPath(new URL('./shared-cloud-process.ts', import.meta.url)), [dataDir], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.connected) child.send('end');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const endpoints = await new Promise<PublicEndpoints>((tell, fail) => {
    child.once('message', (told) => tell(told as PublicEndpoints));
    ended.then(() => fail(new Error('The cloud of the journeys did not start')));
  });
  try {
    const nobody = () => Promise.reject(new Error('There is no owner yet'));
    const orders = journeyOrders({ endpoints: () => endpoints, now: Date.now, moved() {}, owner: nobody, since: 0 });
    const { password } = await inviteOwner(orders);
    provide('sharedCloud', { endpoints, dataDir, ownerPassword: password });
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
