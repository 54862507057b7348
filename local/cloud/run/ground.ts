import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, createClock } from '../aws/clock.ts';
import { holdLock } from './held-lock.ts';
import { alreadyRunning, machineProblem, StartError, unusableState, unwritable } from './start-error.ts';

/** Folder, database and clock of one local cloud. */
export type Base = {
  db: DatabaseSync;
  clock: Clock;
  /** Remembers something small across restarts. */
  remember(key: string, value: string): void;
  recall(key: string): string | undefined;
  close(): void;
};

export type BaseOptions = { dataDir: string; fresh: boolean; clockOffset: number };

const layout = '1';
/** What a folder of ours may hold before its database exists. */
const harmless = new Set([
  ...['logs', 'lock', 'lock.sqlite', 'endpoints.json', 'endpoints.json.new'],
  ...['state.sqlite', 'state.sqlite-wal', 'state.sqlite-shm'],
]);

/**
 * Takes possession of the data folder: one process only, an intact database of this project, and the clock where it
 * was left.
 */
export function openBase({ dataDir, fresh, clockOffset }: BaseOptions): Base {
  try {
    const release = lock(dataDir);
    try {
      if (fresh) erase(dataDir);
      return open(dataDir, clockOffset, release);
    } catch (error) {
      release();
      throw error;
    }
  } catch (error) {
    throw machineProblem(error, dataDir) ?? error;
  }
}

function open(dataDir: string, clockOffset: number, release: () => void): Base {
  const db = openDatabase(dataDir);
  const select = db.prepare('SELECT value FROM local_cloud WHERE key = ?');
  const upsert = db.prepare('INSERT OR REPLACE INTO local_cloud (key, value) VALUES (?, ?)');
  const recall = (key: string) => {
    const value = select.get(key)?.value;
    return value === undefined ? undefined : String(value);
  };
  const clock = createClock(Number(recall('clock_offset') ?? clockOffset));
  clock.onShift((offset) => upsert.run('clock_offset', String(offset)));
  return {
    db,
    clock,
    recall,
    remember: (key, value) => void upsert.run(key, value),
    close() {
      clock.stop();
      db.close();
      release();
    },
  };
}

function openDatabase(dataDir: string): DatabaseSync {
  const file = join(dataDir, 'state.sqlite');
  if (lacksItsDatabase(dataDir, file)) throw unusableState(dataDir);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    // The log is flushed at every checkpoint: a power cut may cost the last moments, never the state before them.
    db.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    if (db.prepare('SELECT 1 FROM sqlite_schema').get() === undefined) begin(db, dataDir);
    const intact = Object.values(db.prepare('PRAGMA quick_check').get() ?? {})[0] === 'ok';
    const known = db.prepare("SELECT value FROM local_cloud WHERE key = 'layout'").get()?.value;
    if (!intact || known !== layout) throw unusableState(dataDir);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof StartError) throw error;
    throw machineProblem(error, dataDir) ?? unusableState(dataDir, error);
  }
}

/** True for a folder of somebody else, and for ours when its database is gone or was cut off by a broken disk. */
function lacksItsDatabase(dataDir: string, file: string): boolean {
  const sizeOf = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(file) === 0 && (holdsOthers(dataDir) || sizeOf(`${file}-wal`) > 0);
}

const holdsOthers = (dataDir: string) => readdirSync(dataDir).some((name) => !harmless.has(name));

/** All or nothing: a start that is killed here leaves a database without tables, which is begun again. */
function begin(db: DatabaseSync, dataDir: string): void {
  if (holdsOthers(dataDir)) throw unusableState(dataDir);
  db.exec(`BEGIN; CREATE TABLE local_cloud (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO local_cloud VALUES ('layout', '${layout}'); COMMIT`);
}

/** Two processes on one folder would destroy each other's work. */
function lock(dataDir: string): () => void {
  makeFolder(dataDir);
  const owner = join(dataDir, 'lock');
  const release = holdLock(join(dataDir, 'lock.sqlite'));
  if (release === undefined) throw alreadyRunning(dataDir, readOwner(owner));
  // Only for people: who holds the lock is known by the lock itself.
  writeFileSync(owner, String(process.pid));
  // After a kill it names addresses where nobody answers.
  rmSync(join(dataDir, 'endpoints.json'), { force: true });
  return () => {
    rmSync(owner, { force: true });
    release();
  };
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '?';
  }
}

/** One folder after the other: below some file systems (`/proc`) Node's own recursion never comes back. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    throw machineProblem(error, folder) ?? unwritable(folder, error);
  }
}

/** Empties a data folder, but never one that only looks like a folder of somebody else. */
function erase(dataDir: string): void {
  const isOurs = /^\.local(-\d+)?$/.test(basename(dataDir)) || existsSync(join(dataDir, 'state.sqlite'));
  if (!isOurs && holdsOthers(dataDir)) throw unusableState(dataDir);
  for (const name of readdirSync(dataDir))
    if (!name.startsWith('lock')) rmSync(join(dataDir, name), { recursive: true, force: true });
}
