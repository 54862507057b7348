import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { filesIn, importsOf, product, root, tests, textOf, wings } from './source.ts';

const Dependencies = z.optional(z.record(z.string(), z.string()));
const Manifest = z.object({ dependencies: Dependencies, devDependencies: Dependencies });
const Locked = z.object({
  version: z.optional(z.string()),
  resolved: z.optional(z.string()),
  integrity: z.optional(z.string()),
  license: z.optional(z.string()),
  dev: z.optional(z.boolean()),
  devOptional: z.optional(z.boolean()),
  /** Shipped inside another package, and bound to its content. */
  inBundle: z.optional(z.boolean()),
  /** A workspace of this repository. */
  link: z.optional(z.boolean()),
});
const Lockfile = z.object({ packages: z.record(z.string(), Locked) });

const manifest = Manifest.parse(JSON.parse(textOf('package.json')));
const workspace = Manifest.parse(JSON.parse(textOf('local/cloud/package.json')));
const lock = Lockfile.parse(JSON.parse(textOf('package-lock.json')));
const packages = Object.entries(lock.packages).filter(
  ([path, { link }]) => path !== '' && path !== 'local/cloud' && !link,
);
const production = packages.filter(([, { dev, devOptional }]) => !dev && !devOptional);

/** Licences that ask for nothing but their own notice. LGPL only for the image library that sharp links to at run time. */
const ALLOWED = [
  'MIT-0',
  'Unlicense',

  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
];
const termsOf = (license: string) => license.replace(/[()]/g, '').split(' OR ');
/** Build tools for other platforms that the registry did not serve when the lockfile was made: listed, or `npm ci` stops. */
const OF_OTHER_PLATFORMS =
  /^node_modules\/@(biomejs\/cli|tailwindcss\/oxide)-(android|darwin|freebsd|win32|wasm32|linux-(x64|arm64)-musl|linux-arm-)/;
const LINKED_AT_RUN_TIME = /^node_modules\/@img\/sharp-(libvips-|win32-|wasm32)/;

describe('what we depend on', () => {
  it('every dependency is pinned to one version', () => {
    const all = [manifest, workspace].flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }),
    );
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('the lockfile names no address, so that any registry can serve it', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
  });

  it('every locked package is bound to its content', () => {
    const loose = packages.filter(
      ([path, { inBundle, integrity, dev }]) =>
        !inBundle && !integrity?.startsWith('sha512-') && !(dev && OF_OTHER_PLATFORMS.test(path)),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  it('what customers run carries licences that allow it', () => {
    expect(production.length).toBeGreaterThan(100);
    const odd = production.filter(([path, { license = 'none' }]) => {
      return !termsOf(license).some((term) => ALLOWED.includes(term)) && !LINKED_AT_RUN_TIME.test(path);
    });
    expect(odd.map(([path, { license }]) => `${path} ${license}`)).toEqual([]);
  });

  it('nothing we need, not even to build, is under the GPL or AGPL', () => {
    const viral = packages.filter(
      ([, { license = '' }]) =>
        /(^|[^L])A?GPL/.test(license) && !termsOf(license).some((term) => ALLOWED.includes(term)),
    );
    expect(viral.map(([path, { license }]) => `${path} ${license}`)).toEqual([]);
  });

  it('product code imports only what package.json lists for production', () => {
    const allowed = new Set(Object.keys(manifest.dependencies ?? {}));
    const nameOf = (to: string) =>
      to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/');
    const wanted = [...wings.functions, ...wings.shared]
      .flatMap(importsOf)
      .filter(({ to, forTypes }) => !forTypes && !to.startsWith('node:') && !existsSync(join(root, to)))
      .filter(({ from }) => from !== 'shared/contract/openapi.ts');
    expect([...new Set(wanted.map(({ to }) => nameOf(to)).filter((name) => !allowed.has(name)))]).toEqual([]);
  });
});

describe('nothing of the place where it was written', () => {
  const files = [
    ...[...product, ...wings.local, ...tests].filter((path) => path !== 'test/architecture/dependencies.test.ts'),
    ...filesIn('docs', /\.(md|json|ya?ml)$/),
    ...['package.json', 'package-lock.json', '.npmrc', 'cdk.json', 'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ].filter((path) => existsSync(join(root, path)));
  const read = (path: string) => readFileSync(join(root, path), 'utf8');

  it('no path of a workplace', () => {
    expect(
      files.filter((path) => /(^|[\s'"`(=])\/(work|tmp\/briefs|root|home\/\w+|Users\/\w+)\//m.test(read(path))),
    ).toEqual([]);
  });

  it('no address of a package registry', () => {
    expect(
      files.filter((path) => /registry\.(npmjs|yarnpkg)|artifactory|nexus\.|verdaccio|pypi\.org/i.test(read(path))),
    ).toEqual([]);
  });

  it('no secret in plain sight', () => {
    const secret =
      /AKIA[0-9A-Z]{16}|-----BEGIN (RSA |EC )?PRIVATE KEY|xox[bp]-\d|ghp_[A-Za-z0-9]{36}|IGQV[A-Za-z0-9]{40}/;
    expect(files.filter((path) => secret.test(read(path)))).toEqual([]);
  });
});
