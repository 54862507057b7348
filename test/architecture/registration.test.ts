import { describe, expect, it } from 'vitest';
import type { Feature } from '#shared/contract/registration.ts';
import { components } from '#shared/contracts.ts';
import { everyPart, features } from '#shared/features.ts';
import { reasonCodes } from '#shared/publishing/reasons.ts';
import { filesIn, importsOf, placesOf, product, textOf, wings } from './source.ts';

const said: readonly (readonly [string, Feature])[] = Object.entries(everyPart);
const keysOf = (part: 'permissions' | 'ids' | 'problems') =>
  said.flatMap(([name, feature]) => Object.keys(feature[part] ?? {}).map((key) => ({ name, key })));
const prefixes = said.flatMap(([, { ids = {} }]) => Object.values(ids));
const codes = keysOf('problems').map(({ key }) => key);
const twice = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

const isRegistration = (path: string) => /^shared\/([\w-]+\/feature|contract\/core)\.ts$/.test(path);
const elsewhere = product.filter((path) => !isRegistration(path));
const importersOf = (pattern: RegExp) => [
  ...new Set(
    product.flatMap(importsOf).flatMap(({ from, to }) => (pattern.test(to) && !pattern.test(from) ? [from] : [])),
  ),
];

describe('what a feature needs is said in the feature', () => {
  it('every feature that says something is named in the list, by its folder', () => {
    const folders = wings.shared.filter((path) => path.endsWith('/feature.ts'));
    expect(Object.keys(features).map((name) => `shared/${name}/feature.ts`)).toEqual(folders);
    for (const path of folders) expect(textOf('shared/features.ts')).toContain(`'${path.replace('shared', '.')}'`);
  });

  it.each(['permissions', 'ids', 'problems'] as const)('no two features say the same %s', (part) => {
    expect(twice(keysOf(part).map(({ key }) => key))).toEqual([]);
  });

  it('no two kinds of ids have one prefix, and each is two letters', () => {
    expect(twice(prefixes)).toEqual([]);
    expect(prefixes.filter((prefix) => !/^[a-z]{2}$/.test(prefix))).toEqual([]);
  });

  it('a noun of permissions or problems belongs to one feature', () => {
    const nouns = [...keysOf('permissions'), ...keysOf('problems')].map(
      ({ name, key }) => `${key.split(/[.:]/)[0]} ${name}`,
    );
    // «auth.forbidden» and «self:read» are two nouns of one feature; «posts:read» and «post.changed» are, too.
    expect(twice([...new Set(nouns)].map((pair) => pair.split(' ')[0] ?? ''))).toEqual([]);
  });

  it('no two features give the same name to a schema of the OpenAPI document', () => {
    const names = Object.keys(features).flatMap((name) =>
      [...textOf(`shared/${name}/contract.ts`).matchAll(/^ {2}(\w+): \{\s*schema:/gm)].map(([, named = '']) => named),
    );
    expect(twice(names)).toEqual([]);
    expect(names.sort()).toEqual(Object.keys(components).sort());
  });
});

describe('nothing of it is spelled a second time', () => {
  /** Text of code: a word in a comment or a key that is looked up is no declaration. */
  const withoutComments = (path: string) => textOf(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const spelling = (pattern: RegExp, paths: readonly string[] = elsewhere) =>
    paths.filter((path) => pattern.test(withoutComments(path)));

  it('a table of permissions, prefixes or problems stands nowhere else', () => {
    expect(spelling(/satisfies (Permissions|Ids|Problems)\b/)).toEqual([]);
    expect(
      spelling(/\bscope: '(tenant|platform|self)'/, elsewhere).filter((path) => !path.endsWith('/registration.ts')),
    ).toEqual([]);
  });

  it('a prefix is written only where it is said', () => {
    expect(spelling(new RegExp(`['"\`^](${prefixes.join('|')})_`))).toEqual([]);
  });

  it('a problem has its words only where it is said; why a post was not published is told in other words', () => {
    const own = codes.filter((code) => !reasonCodes.some((reason) => reason === code));
    const worded = new RegExp(`'(${own.join('|').replaceAll('.', '\\.')})':\\s*\\{`);
    expect(spelling(worded)).toEqual([]);
  });

  it('the lists of the platform name no permission, no prefix and no problem', () => {
    const lists = ['permission', 'id', 'problem', 'registered', 'openapi'].map((name) => `shared/contract/${name}.ts`);
    const words = new RegExp(
      `'(${[...keysOf('permissions'), ...keysOf('problems'), ...keysOf('ids')].map(({ key }) => key.replace('.', '\\.')).join('|')})'`,
    );
    expect(spelling(words, [...lists, 'shared/features.ts', 'shared/contracts.ts'])).toEqual([]);
  });

  it('an address of the web is said in the routes of its feature', () => {
    const routes = wings.web.filter((path) => /\/routes\.tsx$/.test(path));
    expect(placesOf(/\bcreateRoute\(/, wings.web).map((place) => place.split(':')[0])).toEqual(
      expect.arrayContaining(routes),
    );
    const others = new Set(
      placesOf(/\bcreate(File|Lazy)?Route\(/, wings.web).map((place) => place.split(':')[0] ?? ''),
    );
    expect([...others].filter((path) => !routes.includes(path))).toEqual(['web/src/app/areas.ts']);
    expect(wings.web.filter((path) => /\bpath: '\//.test(textOf(path)) && !routes.includes(path))).toEqual([]);
  });
});

describe('adding a feature', () => {
  it('edits one list of shared code, one of the web and one of the infrastructure', () => {
    expect(importersOf(/^shared\/[\w-]+\/feature\.ts$/)).toEqual(['shared/features.ts']);
    expect(importersOf(/^web\/src\/features\/[\w-]+\/routes\.tsx$/)).toEqual(['web/src/app/router.tsx']);
    const stacks = importersOf(/^infra\/features\/(?!feature\.ts)[\w-]+\.ts$/);
    expect(stacks.filter((path) => !path.startsWith('infra/stacks/'))).toEqual([]);
  });

  it('every feature with routes is named in the router', () => {
    const named = importsOf('web/src/app/router.tsx').map(({ to }) => to);
    expect(filesIn('web/src/features').filter((path) => path.endsWith('/routes.tsx') && !named.includes(path))).toEqual(
      [],
    );
  });

  it('a file of facts stays light: every bundle carries it', () => {
    const heavy = wings.shared
      .filter(isRegistration)
      .flatMap(importsOf)
      .filter(({ to, forTypes }) => !forTypes && to !== 'shared/contract/role.ts');
    expect(heavy).toEqual([]);
  });
});
