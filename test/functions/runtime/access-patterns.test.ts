import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableKeys } from '#runtime/table-keys.ts';
import type { Access } from './access.ts';
import { type Place, placeOfCall, placesOfWrites } from './recorded-keys.ts';

const root = join(import.meta.dirname, '../../..');
const filesOf = (pattern: string, end: string) =>
  globSync(pattern, { cwd: root }).map((path): [string, string] => {
    const [feature = '', file = ''] = path.split('/').slice(-2);
    return [feature, file.slice(0, -end.length)];
  });

/** What each feature says of its stores, and what those really export. */
const said = new Map(
  await Promise.all(
    filesOf('test/functions/*/access-patterns.ts', '.ts').map(async ([feature]): Promise<[string, Access]> => {
      const { access }: { access: Access } = await import(`../${feature}/access-patterns.ts`);
      return [feature, access];
    }),
  ),
);
const exported = (
  await Promise.all(
    filesOf('functions/*/*.store.ts', '.store.ts').map(async ([feature, file]) => {
      const store: Record<string, unknown> = await import(`../../../functions/${feature}/${file}.store.ts`);
      return Object.keys(store).flatMap((name) => (typeof store[name] === 'function' ? [`${feature}.${name}`] : []));
    }),
  )
).flat();

type Row<K extends keyof Access> = NonNullable<Access[K]>[string];
const rowsOf = <K extends keyof Access>(kind: K): { name: string; row: Row<K> }[] =>
  [...said].flatMap(([feature, access]) =>
    Object.entries(access[kind] ?? {}).map(([name, row]) => ({ name: `${feature}.${name}`, row: row as Row<K> })),
  );
const [reads, counts, writes] = [rowsOf('reads'), rowsOf('counts'), rowsOf('writes')];
const spelled = ({ how, index, pk, sk }: Place) => [how, index, pk, sk].join(' | ');

describe('every question to the table', () => {
  it.each(reads)('$name is one look at one partition', async ({ row: [question, ask, place] }) => {
    expect(question).toMatch(/^\S.{5,}\?$/);
    expect(spelled(await placeOfCall(ask))).toBe(place);
  });

  it.each(counts)('$name writes the one item it names', async ({ row: [ask, place] }) => {
    expect(spelled(await placeOfCall(ask))).toBe(place);
  });

  it.each(writes)('$name writes the items it names, and no others', ({ row: [write, ...places] }) => {
    expect(placesOfWrites(write()).map(spelled)).toEqual(places);
  });

  it('is said: each function of a store has its row, and no row is left over', () => {
    expect(exported.length).toBeGreaterThan(50);
    expect([...reads, ...counts, ...writes].map(({ name }) => name).sort()).toEqual(exported.sort());
  });

  it('none reads the whole table, and none looks across tenants without a reason', async () => {
    const across: string[] = [];
    for (const { name, row } of reads) {
      const { how, pk } = await placeOfCall(row[1]);
      expect(how, name).not.toBe('Scan');
      if (!/^\$ksa#(clientid|calendarof)_cl_a/.test(pk)) across.push(name);
    }
    const reasons = rowsOf('across');
    expect(across.sort()).toEqual(reasons.map(({ name }) => name).sort());
    for (const { name, row } of reasons) expect(row, name).toMatch(/^\S.{15,}$/);
  });

  it('uses an index that the table has', async () => {
    const known = [tableKeys.byTime, tableKeys.byState, tableKeys.byDue].map(({ index }) => String(index));
    for (const { name, row } of reads) expect([...known, 'table'], name).toContain((await placeOfCall(row[1])).index);
  });
});
