import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { features as listed } from '#shared/features.ts';
import { featureOf, filesIn, product, tests, textOf, wings } from './source.ts';

/**
 * The features of the business: those with an address in the API are in a list, these have none (yet). A feature may
 * lack a wing; it may never be called something else there.
 */
const features = [
  ...Object.keys(listed),
  ...['publishing', 'calendar', 'content', 'templates', 'campaigns', 'competitors', 'analytics', 'payments'],
  ...['telegram', 'support', 'audit', 'api-keys', 'notifications', 'owner', 'admin', 'changes', 'live', 'mail'],
  ...['platforms', 'moderation'],
];

const foldersOf = (paths: readonly string[]) => [
  ...new Set(paths.filter((path) => path.split('/').length > 2).map(featureOf)),
];
const unknown = (names: readonly string[], alsoAllowed: readonly string[] = []) =>
  names.filter((name) => !features.includes(name) && !alsoAllowed.includes(name));

describe('one noun per feature in every wing', () => {
  it('shared folders are features, or the contract layer', () => {
    expect(unknown(foldersOf(wings.shared), ['contract'])).toEqual([]);
  });

  it('folders of functions are features, or their runtime', () => {
    expect(unknown(foldersOf(wings.functions), ['runtime'])).toEqual([]);
  });

  it('features of the infrastructure carry the same names', () => {
    const names = filesIn('infra/features').map((path) => basename(path, '.ts'));
    expect(unknown(names, ['feature'])).toEqual([]);
  });

  it('features of the web carry the same names', () => {
    const names = filesIn('web/src/features').map((path) => path.split('/')[3] ?? '');
    expect(unknown([...new Set(names)])).toEqual([]);
  });

  it('tests of shared code, functions and web lie under the name of what they test', () => {
    const names = tests
      .filter((path) => /^test\/(shared|functions|web)\/.+\//.test(path))
      .map((path) => path.split('/')[2] ?? '');
    expect(unknown([...new Set(names)], ['contract', 'runtime', 'matrix', 'ui', 'lib', 'app'])).toEqual([]);
  });
});

describe('files stay readable on one screen', () => {
  const linesOf = (path: string) => textOf(path).trimEnd().split('\n').length;
  const sized = (paths: readonly string[]) =>
    paths.map((path) => ({ path, lines: linesOf(path) })).sort((a, b) => a.lines - b.lines);
  const quantile = (sizes: readonly { lines: number }[], share: number) =>
    sizes[Math.floor((sizes.length - 1) * share)]?.lines ?? 0;

  it.each([
    ['the product', product],
    ['everything', [...product, ...wings.local]],
  ] as const)('%s: half of the files have at most 60 lines', (_, paths) => {
    expect(quantile(sized(paths), 0.5)).toBeLessThanOrEqual(60);
  });

  it.each(Object.entries(wings))('%s: nine of ten files have at most 180 lines', (name, paths) => {
    const sizes = sized(paths);
    const [median, p90, largest] = [quantile(sizes, 0.5), quantile(sizes, 0.9), sizes.at(-1)];
    process.stdout.write(
      `${name}: ${sizes.length} files, median ${median}, p90 ${p90}, largest ${largest?.lines} (${largest?.path})\n`,
    );
    expect(p90).toBeLessThanOrEqual(180);
  });

  it('no hand-written source file is longer than 300 lines', () => {
    const long = sized([...product, ...wings.local]).filter(({ lines }) => lines > 300);
    expect(long).toEqual([]);
  });

  it('an entry only says what leads where: at most 60 lines', () => {
    const entry = /(\/api|\.queue|\.schedule|\.webhook|\.stream|\.job|\.trigger)\.ts$/;
    const entries = sized(wings.functions.filter((path) => entry.test(path) && !path.includes('/runtime/')));
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.filter(({ lines }) => lines > 60)).toEqual([]);
  });
});

describe('names say what is in a file', () => {
  const all = [...product, ...wings.local, ...tests];

  it('nothing hides behind an index', () => {
    expect(
      all.filter((path) => /(^|\/)index\.(ts|tsx|mjs)$/.test(path) && path !== 'infra/placeholder/index.mjs'),
    ).toEqual([]);
  });

  it('nothing is called utils, helpers, common or misc', () => {
    expect(all.filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/|-)/.test(path))).toEqual([]);
  });

  it('names are written in kebab-case, like the URLs', () => {
    const odd = /[^a-z0-9./-]/;
    expect(all.filter((path) => odd.test(path.replace(/\$[a-z]/gi, '').replace(/__root/g, '')))).toEqual([]);
  });
});
