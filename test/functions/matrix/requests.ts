import type { Route } from '#shared/contract/route.ts';
import { sampleOf } from './generate.ts';
import type { Ids } from './part.ts';
import { bodies, namesIn, ownerOf } from './parts.ts';

/** Of what we sign ourselves there is none, and a thing that was just made is at its first revision. */
const known = { only: { cursor: [], revision: [1] }, also: {} };

/** A body that a route takes: what its feature says, or one made from the schema, the same in every run. */
export function bodyOf(name: string, { body }: Route, seed = 1): unknown {
  const said = bodies.get(name);
  return said && seed === 1 ? said() : body && sampleOf(body, known, seed);
}

/** Values for a path that nobody has: right in form, and of nothing that is there. */
export const missingFor = ({ params, path }: Route): Ids => {
  const made = params ? Object(sampleOf(params, known, Math.floor(Math.random() * 2 ** 31))) : {};
  return Object.fromEntries(namesIn(path).map((name) => [name, String(made[name])]));
};

/** The request of one route with somebody's ids in its path; what is no thing of anybody (a network) is a value of its schema. */
export const requestOf = (name: string, route: Route, ids: Ids) => {
  const values: Ids = { ...Object(route.params && sampleOf(route.params, known)), ...ids };
  return {
    method: route.method,
    path: route.path.replace(/\{(\w+)\}/g, (_, variable: string) =>
      encodeURIComponent(values[variable] ?? `no-${variable}`),
    ),
    body: bodyOf(name, route),
  };
};

/** Whether a path names something that belongs to one tenant. */
export const namesATenantsThing = (path: string) => namesIn(path).some((name) => ownerOf(name) === 'business');
/** Whether a path names something that only staff ask for. */
export const namesAPlatformsThing = (path: string) => namesIn(path).some((name) => ownerOf(name) === 'platform');
