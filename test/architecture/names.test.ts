import { expect, it } from 'vitest';
import { codeOf, wings } from './source.ts';

/** Names that several files export on purpose. */
const shared: Record<string, string> = {
  handler: 'what Lambda calls in every entry',
  strings: "the texts of one place, imported by that place's own files only",
  now: 'the clock: the functions have one, the web has one, and neither can import the other',
  ...Object.fromEntries(
    ['permissions', 'ids', 'problems', 'components', 'navigation', 'ofBusiness', 'ofStaff'].map((name) => [
      name,
      'what every feature says of itself, in files of the same name',
    ]),
  ),
};

/**
 * An entity carries its feature's noun and is imported by its store only; the infrastructure's construct of a feature
 * does, too, and is imported by a stack only.
 */
const nouns = /\.entity\.ts$|^infra\/features\//;

const EXPORTED = /^export (?:default )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|type|interface) (\w+)/gm;

it('no two exported things of the product have one name', () => {
  const places = new Map<string, string[]>();
  // A schema and the type of its values are one thing, said in one file.
  for (const path of [...wings.shared, ...wings.functions, ...wings.infra, ...wings.web].filter((p) => !nouns.test(p)))
    for (const name of new Set([...codeOf(path).matchAll(EXPORTED)].map(([, name = '']) => name)))
      places.set(name, [...(places.get(name) ?? []), path]);
  const twice = [...places].filter(([name, paths]) => paths.length > 1 && !(name in shared));
  expect(twice.map(([name, paths]) => `${name}: ${paths.join(', ')}`)).toEqual([]);
});
