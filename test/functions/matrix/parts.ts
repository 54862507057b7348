import { globSync } from 'node:fs';
import { join } from 'node:path';
import { functionOf, type Route } from '#shared/contract/route.ts';
import { contracts } from '#shared/contracts.ts';
import type { Scene } from '#test/functions/posts/scene.ts';
import type { Backend } from '#test/support/backend.ts';
import type { Handler } from '#test/support/gateway.ts';
import type { Ids, Part, Thing } from './part.ts';

const folder = join(import.meta.dirname, '..');

/** Every route of the contracts, as `posts.create`. */
export const routes = contracts.flatMap(({ feature, routes }) =>
  Object.entries<Route>(routes).map(([name, route]) => ({ feature, name: `${feature}.${name}`, route })),
);

/** Webhooks have functions of their own, by the route as the gateway names it. */
const webhooks = new Map<string, Handler>(
  await Promise.all(
    routes
      .filter(({ route }) => route.queue)
      .map(async ({ feature, name, route }): Promise<[string, Handler]> => {
        const file = functionOf('', name.slice(feature.length + 1), route).slice(1);
        const { handler }: { handler: Handler } = await import(`../../../functions/${feature}/${file}.webhook.ts`);
        return [`${route.method} /api${route.path}`, handler];
      }),
  ),
);

/** A contract's other routes are answered by the function of its feature. */
export const handlers: Record<string, Handler> = Object.fromEntries(
  await Promise.all(
    contracts.map(async ({ feature }): Promise<[string, Handler]> => {
      const { handler }: { handler: Handler } = await import(`../../../functions/${feature}/api.ts`);
      return [feature, (event, context) => (webhooks.get(event.routeKey) ?? handler)(event, context)];
    }),
  ),
);

/** What the features' own folders say, by feature. */
export const parts: ReadonlyMap<string, Part> = new Map(
  await Promise.all(
    globSync('*/matrix-cast.ts', { cwd: folder }).map(async (file): Promise<[string, Part]> => {
      const [feature = ''] = file.split('/');
      const { part }: { part: Part } = await import(`../${feature}/matrix-cast.ts`);
      return [feature, part];
    }),
  ),
);
export const things: readonly Thing[] = [...parts.values()].flatMap((part) => part.things ?? []);
export const bodies = new Map(
  [...parts].flatMap(([feature, part]) =>
    Object.entries(part.bodies ?? {}).map(([name, body]): [string, () => unknown] => [`${feature}.${name}`, body]),
  ),
);

export const namesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
export const ownerOf = (name: string) => things.find(({ names }) => names.includes(name))?.owner;

/** Makes what a path names, each fresh. */
export async function thingsFor(path: string, scene: Scene, backend: Backend): Promise<Ids> {
  const wanted = things.filter(({ names }) => names.some((name) => namesIn(path).includes(name)));
  return Object.assign({}, ...(await Promise.all(wanted.map(({ make }) => make(scene, backend)))));
}
