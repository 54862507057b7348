import { statSync, truncateSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const busy = 5;
/** Keeps the locks from the garbage collector: a collected database would give its lock up while the process lives. */
const held = new Set<DatabaseSync>();

/**
 * Holds `file` for this process; undefined when another one holds it. The operating system keeps the lock, so it ends
 * with its process however that ends, and no number of a dead process can be mistaken for a living one. The file is an
 * SQLite database that nobody ever writes, because Node has no other file lock.
 */
export function holdLock(file: string): (() => void) | undefined {
  // Only what is not ours has content. Opening it here for nothing would give up a lock of this very process.
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) truncateSync(file);
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    held.add(db);
    return () => {
      held.delete(db);
      db.close();
    };
  } catch (error) {
    db.close();
    if (error instanceof Error && Reflect.get(error, 'errcode') === busy) return undefined;
    throw error;
  }
}
