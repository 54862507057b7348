import type { DatabaseSync } from 'node:sqlite';
import { type Row, statementsOf } from '../statements.ts';
import type { Delivery, Schedule } from './schedule.ts';

type NewDelivery = Omit<Delivery, 'id'>;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS scheduler_group (name TEXT PRIMARY KEY, created_at INTEGER NOT NULL);
  INSERT OR IGNORE INTO scheduler_group VALUES ('default', 0);
  CREATE TABLE IF NOT EXISTS scheduler_schedule (
    group_name TEXT NOT NULL, name TEXT NOT NULL, input TEXT NOT NULL, created_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL, due_at INTEGER, fire_at INTEGER, PRIMARY KEY (group_name, name));
  CREATE INDEX IF NOT EXISTS scheduler_schedule_fire ON scheduler_schedule (fire_at);
  CREATE TABLE IF NOT EXISTS scheduler_invocation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, attempt_at INTEGER NOT NULL, delivery TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS scheduler_invocation_attempt ON scheduler_invocation (attempt_at);
  CREATE TABLE IF NOT EXISTS scheduler_token (
    token TEXT PRIMARY KEY, request TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS scheduler_token_at ON scheduler_token (at);`;

const time = (value: unknown) => (value == null ? null : Number(value));
const toGroup = ({ name, created_at }: Row) => ({ name: String(name), createdAt: Number(created_at) });
const toSchedule = (row: Row): Schedule => ({
  name: String(row.name),
  input: JSON.parse(String(row.input)),
  createdAt: Number(row.created_at),
  modifiedAt: Number(row.modified_at),
  dueAt: time(row.due_at),
  fireAt: time(row.fire_at),
});
/** Schedules, groups, invocations under way and client tokens, in SQLite. */
export function createScheduleStore(db: DatabaseSync) {
  db.exec(SCHEMA);
  const { run, one, all, atomically } = statementsOf(db);
  const find = one('SELECT * FROM scheduler_schedule WHERE group_name = ? AND name = ?');
  const put = run('INSERT OR REPLACE INTO scheduler_schedule VALUES (?, ?, ?, ?, ?, ?, ?)');
  const everything = all('SELECT * FROM scheduler_schedule ORDER BY group_name, name');
  const due = all('SELECT * FROM scheduler_schedule WHERE fire_at <= ? ORDER BY fire_at, name');
  const plan = run('UPDATE scheduler_schedule SET due_at = ?, fire_at = ? WHERE group_name = ? AND name = ?');
  const begin = run('INSERT INTO scheduler_invocation (attempt_at, delivery) VALUES (?, ?)');
  const retry = run('UPDATE scheduler_invocation SET attempt_at = ?2, delivery = ?3 WHERE id = ?1');
  const waiting = all('SELECT * FROM scheduler_invocation WHERE attempt_at <= ? ORDER BY attempt_at, id');
  const nextAt = one(`SELECT MIN(at) AS at FROM (SELECT MIN(fire_at) AS at FROM scheduler_schedule
    UNION ALL SELECT MIN(attempt_at) FROM scheduler_invocation WHERE attempt_at > ?)`);
  const group = one('SELECT * FROM scheduler_group WHERE name = ?');
  const groups = all('SELECT * FROM scheduler_group ORDER BY name');
  const dropSchedules = run('DELETE FROM scheduler_schedule WHERE group_name = ?');
  const dropGroup = run('DELETE FROM scheduler_group WHERE name = ?');
  const token = one('SELECT request, answer FROM scheduler_token WHERE token = ? AND at > ?');
  const remember = run('INSERT OR REPLACE INTO scheduler_token VALUES (?, ?, ?, ?)');
  const forget = run('DELETE FROM scheduler_token WHERE at <= ?');

  return {
    atomically,
    find(groupName: string, name: string): Schedule | undefined {
      const row = find(groupName, name);
      return row && toSchedule(row);
    },
    put: ({ name, input, createdAt, modifiedAt, dueAt, fireAt }: Schedule) =>
      put(input.GroupName, name, JSON.stringify(input), createdAt, modifiedAt, dueAt, fireAt),
    drop: run('DELETE FROM scheduler_schedule WHERE group_name = ? AND name = ?'),
    all: () => everything().map(toSchedule),
    due: (now: number) => due(now).map(toSchedule),
    /** Notes the invocation and the next planned time together, so that a crash loses neither. */
    begin: (delivery: NewDelivery, isSkipped: boolean, next: Pick<Schedule, 'dueAt' | 'fireAt'>) =>
      atomically(() => {
        if (!isSkipped) begin(delivery.since, JSON.stringify(delivery));
        plan(next.dueAt, next.fireAt, delivery.group, delivery.name);
      }),
    waiting: (now: number): Delivery[] =>
      waiting(now).map(({ id, delivery }) => ({ ...JSON.parse(String(delivery)), id: Number(id) })),
    retry: ({ id, ...delivery }: Delivery, at: number) =>
      retry(id, at, JSON.stringify({ ...delivery, attempts: delivery.attempts + 1 })),
    finish: run('DELETE FROM scheduler_invocation WHERE id = ?'),
    /** When something falls due next: any schedule, or a retry after `now`. */
    nextAt: (now: number) => time(nextAt(now)?.at) ?? undefined,
    group(name: string) {
      const row = group(name);
      return row && toGroup(row);
    },
    addGroup: run('INSERT INTO scheduler_group VALUES (?, ?)'),
    groups: () => groups().map(toGroup),
    dropGroup(name: string): void {
      dropSchedules(name);
      dropGroup(name);
    },
    /** What a client token was used for after `since`. */
    used(name: string, since: number) {
      forget(since);
      const row = token(name, since);
      return row && { request: String(row.request), answer: JSON.parse(String(row.answer)) as object };
    },
    remember,
  };
}
