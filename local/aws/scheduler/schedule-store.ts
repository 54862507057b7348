import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Delivery, Schedule, Target } from './schedule.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS scheduler_group (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS scheduler_schedule (
    group_name TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL, created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL, due_at INTEGER, fire_at INTEGER, PRIMARY KEY (group_name, name));
  CREATE INDEX IF NOT EXISTS scheduler_schedule_fire ON scheduler_schedule (fire_at);
  CREATE TABLE IF NOT EXISTS scheduler_delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, group_name TEXT NOT NULL, name TEXT NOT NULL, due_at INTEGER NOT NULL,
    attempt_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, target TEXT NOT NULL);`;

type Row = Record<string, SQLOutputValue>;
const time = (value: SQLOutputValue | undefined) => (value == null ? null : Number(value));

const toSchedule = (row: Row): Schedule => ({
  name: String(row.name),
  input: JSON.parse(String(row.input)),
  createdAt: Number(row.created_at),
  modifiedAt: Number(row.modified_at),
  dueAt: time(row.due_at),
  fireAt: time(row.fire_at),
});
const toDelivery = (row: Row): Delivery => ({
  id: Number(row.id),
  group: String(row.group_name),
  name: String(row.name),
  dueAt: Number(row.due_at),
  attempts: Number(row.attempts),
  target: JSON.parse(String(row.target)),
});

/** Schedules, groups and invocations under way, in SQLite. */
export function createScheduleStore(db: DatabaseSync) {
  db.exec(SCHEMA);
  db.exec("INSERT OR IGNORE INTO scheduler_group VALUES ('default', 0)");
  const prepare = (sql: string) => db.prepare(sql);
  const find = prepare('SELECT * FROM scheduler_schedule WHERE group_name = ? AND name = ?');
  const put = prepare('INSERT OR REPLACE INTO scheduler_schedule VALUES (?, ?, ?, ?, ?, ?, ?)');
  const drop = prepare('DELETE FROM scheduler_schedule WHERE group_name = ? AND name = ?');
  const all = prepare('SELECT * FROM scheduler_schedule ORDER BY group_name, name');
  const due = prepare('SELECT * FROM scheduler_schedule WHERE fire_at <= ? ORDER BY fire_at, name');
  const plan = prepare('UPDATE scheduler_schedule SET due_at = ?, fire_at = ? WHERE group_name = ? AND name = ?');
  const begin = prepare(
    'INSERT INTO scheduler_delivery (group_name, name, due_at, attempt_at, target) VALUES (?, ?, ?, ?, ?)',
  );
  const waiting = prepare('SELECT * FROM scheduler_delivery WHERE attempt_at <= ? ORDER BY attempt_at, id');
  const retry = prepare('UPDATE scheduler_delivery SET attempts = ?, attempt_at = ? WHERE id = ?');
  const finish = prepare('DELETE FROM scheduler_delivery WHERE id = ?');
  const nextAt = prepare(`SELECT MIN(at) AS at FROM (SELECT MIN(fire_at) AS at FROM scheduler_schedule
    UNION ALL SELECT MIN(attempt_at) FROM scheduler_delivery WHERE attempt_at > ?)`);
  const group = prepare('SELECT * FROM scheduler_group WHERE name = ?');
  const addGroup = prepare('INSERT INTO scheduler_group VALUES (?, ?)');
  const groups = prepare('SELECT * FROM scheduler_group ORDER BY name');
  const dropSchedules = prepare('DELETE FROM scheduler_schedule WHERE group_name = ?');
  const dropGroup = prepare('DELETE FROM scheduler_group WHERE name = ?');

  const toGroup = (row: Row) => ({ name: String(row.name), createdAt: Number(row.created_at) });
  return {
    find(groupName: string, name: string): Schedule | undefined {
      const row = find.get(groupName, name);
      return row && toSchedule(row);
    },
    put({ name, input, createdAt, modifiedAt, dueAt, fireAt }: Schedule): void {
      put.run(input.GroupName, name, JSON.stringify(input), createdAt, modifiedAt, dueAt, fireAt);
    },
    drop: (groupName: string, name: string) => void drop.run(groupName, name),
    all: () => all.all().map(toSchedule),
    due: (now: number) => due.all(now).map(toSchedule),
    /** Notes the invocation and the next planned time together, so that a crash loses neither. */
    begin(
      schedule: Schedule,
      target: Target | undefined,
      now: number,
      dueAt: number | null,
      fireAt: number | null,
    ): void {
      const { name, input } = schedule;
      db.exec('BEGIN IMMEDIATE');
      if (target) begin.run(input.GroupName, name, schedule.dueAt ?? now, now, JSON.stringify(target));
      plan.run(dueAt, fireAt, input.GroupName, name);
      db.exec('COMMIT');
    },
    waiting: (now: number) => waiting.all(now).map(toDelivery),
    retry: (id: number, attempts: number, at: number) => void retry.run(attempts, at, id),
    finish: (id: number) => void finish.run(id),
    /** When something falls due next: any schedule, or a retry after `now`. */
    nextAt(now: number) {
      const at = time(nextAt.get(now)?.at);
      return at ?? undefined;
    },
    group(name: string) {
      const row = group.get(name);
      return row && toGroup(row);
    },
    addGroup: (name: string, now: number) => void addGroup.run(name, now),
    groups: () => groups.all().map(toGroup),
    dropGroup(name: string): void {
      dropSchedules.run(name);
      dropGroup.run(name);
    },
  };
}
