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
    /** All of `task` or nothing of it, whatever happens in between. */
    atomically<T>(task: () => T): T {
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = task();
        db.exec('COMMIT');
        return result;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
