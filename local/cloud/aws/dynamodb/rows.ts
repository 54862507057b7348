import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { atomically } from '../statements.ts';
import type { Item, Range } from './engine.ts';
import type { Row } from './lag.ts';

/** Items and index entries as sorted rows of the one SQLite file. */
export type Rows = {
  get(space: string, key: string): Item | undefined;
  /** Writes or (item undefined) removes one row. `expires` is in epoch milliseconds. */
  set(space: string, key: string, item: Item | undefined, expires: number | undefined): void;
  /** Nothing may be written before the last row is taken or given up. */
  scan(space: string, range: Range): IteratorObject<Row>;
  /** Removes all rows of the spaces that a GLOB pattern names. */
  clear(spaces: string): void;
  /** The rows whose time to live has passed, oldest first. */
  expired(now: number, limit: number): { space: string; item: Item }[];
  nextExpiry(): number | undefined;
  /** All or nothing, nested calls included. `work` must not wait for anything. */
  atomically<T>(work: () => T): T;
};

export function openRows(db: DatabaseSync): Rows {
  db.exec(`
    CREATE TABLE IF NOT EXISTS dynamodb_rows (
      space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (space, key)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS dynamodb_expiry ON dynamodb_rows (expires) WHERE expires IS NOT NULL;
  `);
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const known = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const item = (value: unknown): Item => JSON.parse(String(value));

  return {
    get(space, key) {
      const row = prepared('SELECT value FROM dynamodb_rows WHERE space = ? AND key = ?').get(space, key);
      return row === undefined ? undefined : item(row.value);
    },
    set(space, key, value, expires) {
      if (value === undefined) prepared('DELETE FROM dynamodb_rows WHERE space = ? AND key = ?').run(space, key);
      else
        prepared('INSERT OR REPLACE INTO dynamodb_rows VALUES (?, ?, ?, ?)').run(
          space,
          key,
          JSON.stringify(value),
          expires ?? null,
        );
    },
    *scan(space, { gt, gte, lt, lte, reverse = false, limit = -1 }) {
      const sides = Object.entries({ '>': gt, '>=': gte, '<': lt, '<=': lte });
      const bounds = sides.flatMap(([sign, bound]) => (bound === undefined ? [] : [{ sign, bound }]));
      const clause = bounds.map(({ sign }) => `AND key ${sign} ?`).join(' ');
      const order = `ORDER BY key ${reverse ? 'DESC' : 'ASC'} LIMIT ?`;
      // Not kept like the others: two scans may be under way, and each has its place.
      const rows = db.prepare(`SELECT key, value FROM dynamodb_rows WHERE space = ? ${clause} ${order}`);
      for (const row of rows.iterate(space, ...bounds.map(({ bound }) => bound), limit))
        yield [String(row.key), item(row.value)] as const;
    },
    clear: (spaces) => void db.prepare('DELETE FROM dynamodb_rows WHERE space GLOB ?').run(spaces),
    expired: (now, limit) =>
      prepared('SELECT space, value FROM dynamodb_rows WHERE expires <= ? ORDER BY expires LIMIT ?')
        .all(now, limit)
        .map((row) => ({ space: String(row.space), item: item(row.value) })),
    nextExpiry() {
      const next = prepared('SELECT min(expires) AS expires FROM dynamodb_rows WHERE expires IS NOT NULL').get();
      return typeof next?.expires === 'number' ? next.expires : undefined;
    },
    atomically: (work) => atomically(db, work),
  };
}
