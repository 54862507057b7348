import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { cloud, featureOf, filesIn, type Import, importsOf, product, root, textOf, wings } from './source.ts';

const importsFrom = (paths: readonly string[]) => paths.flatMap(importsOf);
const shown = ({ from, to }: Import) => `${from} → ${to}`;
const breaking = (paths: readonly string[], forbidden: (one: Import) => boolean) =>
  importsFrom(paths).filter(forbidden).map(shown);
const under =
  (...folders: string[]) =>
  ({ to }: Pick<Import, 'to'>) =>
    folders.some((folder) => to.startsWith(`${folder}/`));

const Packages = z._default(z.record(z.string(), z.string()), {});
const Manifest = z.object({
  dependencies: Packages,
  devDependencies: Packages,
  imports: z.optional(z.record(z.string(), z.string())),
});

/** What a feature keeps to itself: nobody else may touch its rows or its entries. */
const PRIVATE = /(\.store|\.entity|\.queue|\.schedule|\.webhook|\.stream|\.job|\.trigger|\/api)\.ts$/;
/** The two names that functions and infrastructure must agree on. */
const SEEN_BY_INFRA = [
  'functions/runtime/table-keys.ts',
  'functions/runtime/env-names.ts',
  'functions/runtime/queue-names.ts',
];

describe('imports flow one way', () => {
  it('shared code depends on nothing of ours', () => {
    expect(breaking(wings.shared, under('functions', 'infra', 'web', 'local', 'test'))).toEqual([]);
  });

  it('shared code runs anywhere: only zod, adhan for prayer times, and zod-openapi for the document', () => {
    const packages = importsFrom(wings.shared).filter(({ to }) => !existsSync(join(root, to)));
    expect([...new Set(packages.map(({ to }) => to))].sort()).toEqual(['adhan', 'zod-openapi', 'zod/mini']);
    expect(packages.filter(({ to }) => to === 'adhan').map(({ from }) => from)).toEqual([
      'shared/calendar/prayer-times.ts',
    ]);
    expect(packages.filter(({ to }) => to === 'zod-openapi').map(({ from }) => from)).toEqual([
      'shared/contract/openapi.ts',
    ]);
  });

  it('functions never see the web, the infrastructure or the laptop', () => {
    expect(breaking(wings.functions, under('infra', 'web', 'local', 'test'))).toEqual([]);
  });

  it('the web never sees functions, the infrastructure or the laptop', () => {
    expect(breaking(wings.web, under('functions', 'infra', 'local', 'test'))).toEqual([]);
  });

  it('the infrastructure sees shared code and three lists of names, nothing else', () => {
    expect(
      breaking(
        wings.infra,
        (one) => under('functions', 'web', 'local', 'test')(one) && !SEEN_BY_INFRA.includes(one.to),
      ),
    ).toEqual([]);
  });

  it('what hands the product over to the laptop cloud knows its contracts, never its code', () => {
    expect(breaking(wings.local, under('functions', 'infra', 'web', 'test'))).toEqual([]);
  });

  it('a feature calls use cases of another, never its rows or its entries', () => {
    const crossing = ({ from, to }: Import) =>
      to.startsWith('functions/') && featureOf(from) !== featureOf(to) && featureOf(to) !== 'runtime';
    expect(breaking(wings.functions, (one) => crossing(one) && PRIVATE.test(one.to))).toEqual([]);
  });

  it('the ground of the web knows no feature, so that features can be taken away', () => {
    const ground = wings.web.filter((path) => /^web\/src\/(ui|lib)\//.test(path));
    expect(breaking(ground, under('web/src/features', 'web/src/app'))).toEqual([]);
  });

  it('every import names a file that is there', () => {
    const missing = importsFrom(product).filter(
      ({ to }) => /^(shared|functions|infra|local)\//.test(to) && !existsSync(join(root, to)),
    );
    expect(missing.map(shown)).toEqual([]);
  });

  it('no files of the product import each other in a circle', () => {
    const edges = new Map<string, string[]>();
    for (const path of [...wings.shared, ...wings.functions])
      edges.set(
        path,
        importsOf(path)
          .filter(({ to, forTypes }) => !forTypes && to.endsWith('.ts'))
          .map(({ to }) => to),
      );
    expect(circleIn(edges)).toBeUndefined();
  });
});

describe('the laptop cloud is a workspace of its own', () => {
  const { dependencies, devDependencies, imports } = Manifest.parse(JSON.parse(textOf('local/cloud/package.json')));
  const isPackage = ({ to }: Import) => !to.startsWith('node:') && !under('local/cloud')({ to });
  const nameOf = (to: string) => to.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? to;
  const inSuite = (path: string) => path.startsWith('local/cloud/test/');

  it('imports Node, itself, and the packages that its own package.json lists: nothing of the product', () => {
    const listed = new Set(Object.keys(dependencies));
    const alsoInSuite = new Set([...listed, ...Object.keys(devDependencies)]);
    const strange = (one: Import) => isPackage(one) && !(inSuite(one.from) ? alsoInSuite : listed).has(nameOf(one.to));
    // Functions that its tests make up as text ask for a package that is missing on purpose, and for one by its path.
    const madeUp = /^(left-out|\$\{.*)$/;
    expect(breaking(cloud, (one) => strange(one) && !(inSuite(one.from) && madeUp.test(one.to)))).toEqual([]);
    expect(cloud.length).toBeGreaterThan(200);
  });

  it('lists no package that nothing of it imports', () => {
    const imported = new Set(cloud.flatMap(importsOf).map(({ to }) => nameOf(to)));
    // What is loaded by name at run time stands in quotes all the same; types have no import.
    const mentioned = (name: string) => cloud.some((path) => new RegExp(`['"\`]${name}[/'"\`]`).test(textOf(path)));
    const all = Object.keys({ ...dependencies, ...devDependencies });
    expect(
      all.filter((name) => !imported.has(name) && !mentioned(name) && !imported.has(name.replace('@types/', ''))),
    ).toEqual([]);
  });

  it('could not find the product if it asked: its names lead to itself only', () => {
    expect(imports).toEqual({ '#cloud/*': './*' });
  });

  it('is the only place of what it alone needs', () => {
    const own = Manifest.parse(JSON.parse(textOf('package.json')));
    const usedOutside = new Set(
      ['shared', 'functions', 'infra', 'web', 'local', 'test', 'bench']
        .flatMap((folder) => filesIn(folder))
        .filter((path) => !path.startsWith('local/cloud/'))
        .flatMap((path) => [...textOf(path).matchAll(/['"](@?[\w./-]+)['"]/g)].map(([, name = '']) => nameOf(name))),
    );
    const shared = Object.keys(dependencies).filter((name) => name in { ...own.dependencies, ...own.devDependencies });
    expect(shared.filter((name) => !usedOutside.has(name))).toEqual([]);
  });
});

/** The first circle in a graph of imports, as a path that ends where it began. */
function circleIn(edges: ReadonlyMap<string, readonly string[]>): string | undefined {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path].join(' → ');
    if (done.has(path)) return undefined;
    for (const next of edges.get(path) ?? []) {
      const circle = visit(next, [...trail, path]);
      if (circle) return circle;
    }
    done.add(path);
    return undefined;
  };
  for (const path of edges.keys()) {
    const circle = visit(path, []);
    if (circle) return circle;
  }
  return undefined;
}
