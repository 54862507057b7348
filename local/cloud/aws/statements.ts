import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';

export type Row = Record<string, SQLOutputValue>;

/** Prepared statements as functions of their parameters, and transactions. */
export function statementsOf(db: DatabaseSync) {
  return {
    /** Changes rows; tells how many. */
    run(sql: string) {
      const statement = db.prepare(sql);
      return (...values: SQLInputValue[]): number => Number(statement.run(...values).changes);
    },
    one(sql: string) {
      const statement = db.prepare(sql);
      return (...values: SQLInputValue[]): Row | undefined => statement.get(...values);
    },
    all(sql: string) {
      const statement = db.prepare(sql);
      return (...values: SQLInputValue[]): Row[] => statement.all(...values);
    },
    atomically: <T>(task: () => T): T => atomically(db, task),
  };
}

/**
 * All of `task` or nothing of it, whatever happens in between; nested calls are part of the outermost. `task` must not
 * wait for anything, because the connection is everybody's.
 */
export function atomically<T>(db: DatabaseSync, task: () => T): T {
  // A savepoint instead of BEGIN, because it may be nested.
  db.exec('SAVEPOINT task');
  try {
    const result = task();
    db.exec('RELEASE task');
    return result;
  } catch (error) {
    // On a full disk SQLite has rolled back by itself.
    if (db.isTransaction) db.exec('ROLLBACK TO task; RELEASE task');
    throw error;
  }
}
