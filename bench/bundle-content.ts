import type { Bundle } from './bundles.ts';
import { type Figure, judged } from './figure.ts';

const PACKAGE = /^(.*node_modules\/)((?:@[^/]+\/)?[^/]+)\//;
const CLIENT = /node_modules\/@aws-sdk\/client-([a-z0-9-]+)\//;
const COMMAND = /node_modules\/@aws-sdk\/client-([a-z0-9-]+)\/.*\/commands\/\w+Command\.js$/;
const TESTS = /^(test|bench|local)\/|\.test\.tsx?$/;

/** P1 and P2: what must not be in any bundle, counted over all functions. */
export function bundleContent(bundles: readonly Bundle[]): Figure[] {
  const none = (id: string, what: string, found: readonly string[]): Figure =>
    judged({
      id,
      what,
      figure: found.length,
      unit: 'found',
      target: 0,
      ...(found.length > 0 ? { spread: found.join(', ') } : {}),
    });
  return [
    none('P1', 'SDK clients that a function loads and never calls', bundles.flatMap(idleClients)),
    none('P2', 'packages that are twice in one bundle', bundles.flatMap(doubledPackages)),
    none(
      'P2',
      'sources of tests or of the laptop cloud in a bundle',
      bundles.flatMap(({ name, sources }) =>
        sources.filter((path) => TESTS.test(path)).map((path) => `${name}: ${path}`),
      ),
    ),
  ];
}

/** The bundler drops unused commands, so a client of which no command is left is never called. */
function idleClients({ name, sources }: Bundle): string[] {
  const namesIn = (pattern: RegExp) => new Set(sources.flatMap((path) => pattern.exec(path)?.[1] ?? []));
  const called = namesIn(COMMAND);
  return [...namesIn(CLIENT)].filter((client) => !called.has(client)).map((client) => `${name}: ${client}`);
}

function doubledPackages({ name, sources }: Bundle): string[] {
  const places = new Map<string, Set<string>>();
  for (const path of sources) {
    const [, place = '', packageName = ''] = PACKAGE.exec(path) ?? [];
    if (packageName) places.set(packageName, (places.get(packageName) ?? new Set()).add(place));
  }
  return [...places].filter(([, found]) => found.size > 1).map(([packageName]) => `${name}: ${packageName}`);
}
