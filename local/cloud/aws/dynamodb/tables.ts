import * as z from 'zod/mini';
import { AwsError, type Ground } from '../service.ts';
import type { Item, TableDescription } from './engine.ts';

const tableSettings = z.object({
  streamViewType: z.optional(z.string()),
  ttlAttribute: z.optional(z.string()),
  /** How index rows are keyed; those of another form are rebuilt. */
  indexForm: z._default(z.number(), 1),
});

/** What a table has beside its keys and indexes. */
export type TableSettings = z.infer<typeof tableSettings>;
export type Table = { description: TableDescription; settings: TableSettings };

export type Tables = {
  find(name: string): Table | undefined;
  /** Throws ResourceNotFoundException. */
  get(name: string): Table;
  missing(name: string): AwsError;
  names(): string[];
  save(table: Table): void;
  arn(name: string): string;
  /** When an item expires, in epoch milliseconds; undefined when it has no valid time to live. */
  expiryOf(table: Table, item: Item | undefined): number | undefined;
};

/** AWS leaves items alone whose time to live lies further back: it takes them for a mistake. */
const IGNORED_AFTER_MS = 5 * 365 * 24 * 60 * 60 * 1000;

export function openTables({ db, clock, region, account }: Ground): Tables {
  db.exec(
    'CREATE TABLE IF NOT EXISTS dynamodb_tables (name TEXT PRIMARY KEY, description TEXT NOT NULL, settings TEXT NOT NULL)',
  );
  const tables = new Map<string, Table>();
  for (const row of db.prepare('SELECT * FROM dynamodb_tables').all()) {
    const description: TableDescription = JSON.parse(String(row.description));
    tables.set(String(row.name), { description, settings: tableSettings.parse(JSON.parse(String(row.settings))) });
  }
  const missing = (name: string) =>
    new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);

  return {
    find: (name) => tables.get(name),
    get(name) {
      const table = tables.get(name);
      if (table === undefined) throw missing(name);
      return table;
    },
    missing,
    names: () => [...tables.keys()].sort(),
    save(table) {
      const name = table.description.TableName;
      tables.set(name, table);
      db.prepare('INSERT OR REPLACE INTO dynamodb_tables VALUES (?, ?, ?)').run(
        name,
        JSON.stringify(table.description),
        JSON.stringify(table.settings),
      );
    },
    arn: (name) => `arn:aws:dynamodb:${region}:${account}:table/${name}`,
    expiryOf(table, item) {
      const attribute = table.settings.ttlAttribute;
      const seconds = attribute === undefined ? Number.NaN : Number(item?.[attribute]?.N ?? Number.NaN);
      const expires = Math.floor(seconds * 1000);
      return Number.isSafeInteger(expires) && expires > clock.now() - IGNORED_AFTER_MS ? expires : undefined;
    },
  };
}
