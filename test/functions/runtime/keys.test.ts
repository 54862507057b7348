import { globSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from 'electrodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTable } from '#runtime/table.ts';
import { tableKeys } from '#runtime/table-keys.ts';
import { type IdKind, idPrefixes } from '#shared/contract/id.ts';
import { idOf, type Keys } from './key-parts.ts';

const root = join(import.meta.dirname, '../../..');
const splitOf = (path: string) => path.split('/').slice(-2);

type Composite = { field: string; composite: readonly string[] };
type Index = { index?: string; pk: Composite; sk?: Composite };
type Described = {
  schema: { model: { entity: string }; indexes: Record<string, Index> };
  get(key: object): { params(): { Key: { pk: string; sk: string } } };
};
const isEntity = (value: unknown): value is Described =>
  typeof value === 'object' && value !== null && 'schema' in value && 'get' in value;

const files = globSync('functions/*/*.entity.ts', { cwd: root }).map(splitOf);
/** Every entity there is, by the name it is exported under. */
const entities: Record<string, Described> = Object.fromEntries(
  (
    await Promise.all(
      files.map(async ([feature = '', file = '']) => {
        const name = file.replace('.entity.ts', '');
        const module: object = await import(`../../../functions/${feature}/${name}.entity.ts`);
        return Object.entries(module).filter(([, one]) => isEntity(one));
      }),
    )
  ).flat(),
);
const said: readonly Keys[] = await Promise.all(
  globSync('*/keys.ts', { cwd: join(root, 'test/functions') }).map(async (path) => {
    const [feature = ''] = path.split('/');
    const { keys }: { keys: Keys } = await import(`../${feature}/keys.ts`);
    return keys;
  }),
);

const all = Object.entries(entities).flatMap(([name, { schema }]) =>
  Object.entries(schema.indexes).map(([index, keys]) => ({ name: `${name}.${index}`, ...keys })),
);
const fieldsOf = ({ pk, sk }: Index) => [...pk.composite, ...(sk?.composite ?? [])];

const ids = Object.fromEntries(Object.keys(idPrefixes).map((kind) => [`${kind}Id`, idOf(kind as IdKind)]));
/** What stands in keys. */
const parts: Record<string, fc.Arbitrary<string | number>> = Object.assign(
  {},
  ids,
  ...said.map(({ fields }) => fields),
);
const wide: Record<string, string> = Object.assign({}, ...said.map((keys) => keys.wide));

describe('entities', () => {
  it('all of them are here, and fit into one table together', () => {
    expect(files.length).toBeGreaterThan(10);
    expect(Object.keys(entities).length).toBe(files.length);
    // The library wants each entity's own type, which a list found by name has not.
    expect(() => new Service(entities as never, inTable)).not.toThrow();
  });

  it('no two carry the same name, which is part of their keys', () => {
    const names = Object.values(entities).map(({ schema }) => schema.model.entity);
    expect(new Set(names).size).toBe(names.length);
  });

  it('use the keys that the table is built with', () => {
    const { primary, ttl: _, ...indexes } = tableKeys;
    const known = Object.values(indexes).map(({ index, partition, sort }) => `${index} ${partition} ${sort}`);
    for (const { name, index, pk, sk } of all)
      expect([`table ${primary.partition} ${primary.sort}`, ...known], name).toContain(
        `${index ?? 'table'} ${pk.field} ${sk?.field}`,
      );
  });

  it('keep each tenant in partitions of its own, except where a feature says why not', () => {
    const without = all.filter(({ pk }) => pk.composite[0] !== 'clientId' && pk.composite[0] !== 'calendarOf');
    expect(without.map(({ name }) => name).sort()).toEqual(Object.keys(wide).sort());
    for (const [name, reason] of Object.entries(wide)) expect(reason, name).toMatch(/^\S.{15,}$/);
  });

  it('let only ids, times and what a feature declared into a key, and no text of a person', () => {
    const used = new Set(all.flatMap(fieldsOf));
    expect([...used].filter((field) => !(field in parts) && !field.endsWith('At'))).toEqual([]);
    expect(Object.keys(parts).filter((field) => !used.has(field) && !(field in ids))).toEqual([]);
    expect([...used].filter((field) => /name|mail|phone|text|caption|comment|title|note/i.test(field))).toEqual([]);
  });
});

const named = fc.constantFrom(...Object.keys(entities)).chain((name) => {
  const [primary] = Object.values(entities[name]?.schema.indexes ?? {});
  const values = Object.fromEntries(
    (primary ? fieldsOf(primary) : []).map((field) => {
      const part = parts[field];
      if (!part) throw new Error(`What does ${field} look like? Say it in keys.ts of the feature's tests.`);
      return [field, part];
    }),
  );
  return fc.record(values).map((composites) => ({ name, composites }));
});

it('different things never share a key, whatever tenant and entity they belong to', () => {
  const taken = new Map<string, string>();
  let met = 0;
  fc.assert(
    fc.property(named, ({ name, composites }) => {
      const { pk, sk } = entities[name]?.get(composites).params().Key ?? { pk: '', sk: '' };
      const key = `${pk}\n${sk}`;
      const thing = JSON.stringify([name, composites]);
      if (taken.has(key)) met += 1;
      expect(taken.get(key) ?? thing).toBe(thing);
      taken.set(key, thing);
      expect(key).toBe(key.toLowerCase());
    }),
    { numRuns: 20_000 },
  );
  expect(taken.size).toBeGreaterThan(1_000);
  expect(met).toBeGreaterThan(100);
}, 60_000);
