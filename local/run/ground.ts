import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, createClock } from '../aws/clock.ts';
import { alreadyRunning, machineProblem, unusableState } from './start-error.ts';

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
const harmless = new Set(['logs', 'lock', 'endpoints.json']);

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
  const file = join(dataDir, 'state.sqlite');
  const isNew = !existsSync(file);
  if (isNew && readdirSync(dataDir).some((name) => !harmless.has(name))) throw unusableState(dataDir);
  const db = openDatabase(file, dataDir, isNew);
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

function openDatabase(file: string, dataDir: string, isNew: boolean): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    if (isNew) db.exec('CREATE TABLE local_cloud (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    if (isNew) db.prepare('INSERT INTO local_cloud VALUES (?, ?)').run('layout', layout);
    const intact = Object.values(db.prepare('PRAGMA quick_check').get() ?? {})[0] === 'ok';
    const known = db.prepare("SELECT value FROM local_cloud WHERE key = 'layout'").get()?.value;
    if (!intact || known !== layout) throw unusableState(dataDir);
    return db;
  } catch (error) {
    db?.close();
    throw machineProblem(error, dataDir) ?? unusableState(dataDir, error);
  }
}

/** Two processes on one folder would destroy each other's work. A lock whose process is gone is taken over. */
function lock(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EEXIST' || attempt > 0) throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (isAlive(owner)) throw alreadyRunning(dataDir, owner);
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Empties a data folder, but never one that only looks like a folder of somebody else. */
function erase(dataDir: string): void {
  if (
    basename(dataDir) !== '.local' &&
    !existsSync(join(dataDir, 'state.sqlite')) &&
    !readdirSync(dataDir).every((name) => harmless.has(name))
  )
    throw unusableState(dataDir);
  for (const name of readdirSync(dataDir))
    if (name !== 'lock') rmSync(join(dataDir, name), { recursive: true, force: true });
}
