import { join, resolve } from 'node:path';
import type { Outside } from '#cloud/outside/outside.ts';
import type { CloudOptions } from '#cloud/run/cloud.ts';
import { standIns } from './sandbox/sandboxes.ts';

export const root = resolve(import.meta.dirname, '..');

/** The outside world of the product: its networks are played by the sandboxes, which fill its secrets as well. */
export const outside: Outside = {
  sandboxes: Object.fromEntries(standIns.map(([network, { start }]) => [network, start])),
  addresses: ({ web, media, sandboxes }) => ({
    WEB_URL: web,
    MEDIA_URL: media,
    ...Object.fromEntries(
      standIns.flatMap(([network, { hosts }]) =>
        Object.entries(hosts).map(([host, path]) => [
          `${network}_${host}_URL`.toUpperCase(),
          `${sandboxes[network]}${path}`,
        ]),
      ),
    ),
  }),
  secrets: Object.fromEntries(
    standIns.map(([name, { secret }]) => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}Secret`,
      JSON.stringify(secret),
    ]),
  ),
};

/** What the product hands over to the local cloud: all that the cloud ever learns of it. */
export const application = {
  assembly: join(root, 'cdk.out'),
  site: join(root, 'dist/web'),
  outside,
} satisfies Partial<CloudOptions>;
