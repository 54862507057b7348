import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Item, Range } from './engine.ts';

const PAGE = 100;

/** Items and index entries as sorted rows of the one SQLite file. */
export type Rows = {
  get(space: string, key: string): Item | undefined;
  /** Writes or (item undefined) removes one row. `expires` is in epoch milliseconds. */
  set(space: string, key: string, item: Item | undefined, expires: number | undefined): void;
  scan(space: string, range: Range): Generator<Item>;
  /** Removes all rows of a space, or of the spaces that a GLOB pattern names. */
  clear(space: string): void;
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
  const one = db.prepare('SELECT value FROM dynamodb_rows WHERE space = ? AND key = ?');
  const put = db.prepare(
    'INSERT INTO dynamodb_rows VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires',
  );
  const remove = db.prepare('DELETE FROM dynamodb_rows WHERE space = ? AND key = ?');
  const due = db.prepare('SELECT space, value FROM dynamodb_rows WHERE expires <= ? ORDER BY expires LIMIT ?');
  const next = db.prepare('SELECT min(expires) AS expires FROM dynamodb_rows WHERE expires IS NOT NULL');
  const item = (value: unknown): Item => JSON.parse(String(value));

  return {
    get(space, key) {
      const row = one.get(space, key);
      return row === undefined ? undefined : item(row.value);
    },
    set(space, key, value, expires) {
      if (value === undefined) remove.run(space, key);
      else put.run(space, key, JSON.stringify(value), expires ?? null);
    },
    *scan(space, range) {
      const { clause, values } = bounds(range);
      const order = range.reverse ? 'DESC' : 'ASC';
      const beyond = range.reverse ? 'key < ?' : 'key > ?';
      const select = `SELECT key, value FROM dynamodb_rows WHERE space = ? ${clause}`;
      let left = range.limit === undefined || range.limit < 0 ? Number.POSITIVE_INFINITY : range.limit;
      let after: string | undefined;
      while (left > 0) {
        const page = db
          .prepare(`${select} ${after === undefined ? '' : `AND ${beyond}`} ORDER BY key ${order} LIMIT ${PAGE}`)
          .all(space, ...values, ...(after === undefined ? [] : [after]));
        for (const row of page.slice(0, left)) yield item(row.value);
        after = String(page.at(-1)?.key);
        left = page.length < PAGE ? 0 : left - page.length;
      }
    },
    clear: (space) => void db.prepare('DELETE FROM dynamodb_rows WHERE space GLOB ?').run(space),
    expired: (now, limit) => due.all(now, limit).map((row) => ({ space: String(row.space), item: item(row.value) })),
    nextExpiry() {
      const expires = next.get()?.expires;
      return typeof expires === 'number' ? expires : undefined;
    },
    atomically(work) {
      // A savepoint instead of BEGIN, because it may be nested.
      db.exec('SAVEPOINT dynamodb');
      try {
        const result = work();
        db.exec('RELEASE dynamodb');
        return result;
      } catch (error) {
        db.exec('ROLLBACK TO dynamodb; RELEASE dynamodb');
        throw error;
      }
    },
  };
}

function bounds(range: Range): { clause: string; values: SQLInputValue[] } {
  const sides = [
    ['>', range.gt],
    ['>=', range.gte],
    ['<', range.lt],
    ['<=', range.lte],
  ] as const;
  const given = sides.filter(([, value]) => value !== undefined);
  return {
    clause: given.map(([sign]) => `AND key ${sign} ?`).join(' '),
    values: given.flatMap(([, value]) => (value === undefined ? [] : [value])),
  };
}
