import { DatabaseSync } from 'node:sqlite';
import { createClock } from '#cloud/aws/clock.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { xLinker } from '#functions/platforms/x/oauth.ts';
import { startX, xSecret, xShops } from '#local/sandbox/x.ts';
import { photo, startImageHost } from './image-host.ts';
import { consent } from './instagram.ts';
import { pointAt } from './platform-env.ts';

const [first] = xShops;
if (!first) throw new Error('The sandbox has no accounts');
/** The café on X. */
export const xCafe = first;
export const X_CALLBACK = 'http://127.0.0.1:3000/connections/callback/x';

/** X's stand-in with a picture host, and the product pointed at it. */
export async function startXWorld(overrides: Partial<Ground> = {}) {
  const ground: Ground = {
    ...{ clock: createClock(), db: new DatabaseSync(':memory:'), gate: openGate, dataDir: '' },
    ...{ region: 'me-south-1', account: '000000000000' },
    ...overrides,
  };
  const sandbox = await startX(ground);
  const images = await startImageHost();
  pointAt('x', sandbox.urls);
  let states = 0;
  return {
    ground,
    clock: ground.clock,
    sandbox,
    images,
    pictureUrl: images.put('square.jpg', await photo()),
    /** Goes to the consent page and comes back with what the browser brings. */
    async allowed(choice: { account?: string; decision?: 'allow' | 'deny'; withhold?: string } = {}) {
      const state = `state-${states++}`;
      const address = xLinker.authorizeUrl(xSecret, { redirectUri: X_CALLBACK, state });
      return consent(address, { account: xCafe.id, ...choice });
    },
    exchange: ({ code, state }: { code: string; state: string }, redirectUri = X_CALLBACK) =>
      xLinker.exchange(xSecret, { redirectUri, code, state }),
    /** A connected account's tokens. */
    async connected() {
      const linked = await this.exchange(await this.allowed());
      if (!linked.ok) throw new Error(linked.fault.detail);
      return linked.value;
    },
    /** The posts that X really made, oldest first. */
    made: () => sandbox.ledger().filter(({ operation }) => operation === 'create_post'),
    async close() {
      await sandbox.close();
      await images.close();
      ground.clock.stop();
    },
  };
}
export type XWorld = Awaited<ReturnType<typeof startXWorld>>;
