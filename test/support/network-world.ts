import { DatabaseSync } from 'node:sqlite';
import { createClock } from '#cloud/aws/clock.ts';
import { type Ground, openGate } from '#cloud/aws/service.ts';
import { photo, startImageHost } from './image-host.ts';

/** Ground for a network's stand-in, with a picture host. */
export async function openGround(overrides: Partial<Ground> = {}) {
  const ground: Ground = {
    ...{ clock: createClock(), db: new DatabaseSync(':memory:'), gate: openGate, dataDir: '' },
    ...{ region: 'me-south-1', account: '000000000000' },
    ...overrides,
  };
  const images = await startImageHost();
  return { ground, clock: ground.clock, images, pictureUrl: images.put('square.jpg', await photo()) };
}
