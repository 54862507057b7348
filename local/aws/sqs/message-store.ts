import { randomUUID } from 'node:crypto';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { MessageAttributes, ReceivedMessage } from './message.ts';
import { md5 } from './message.ts';

/** A message to be stored. Times are epoch milliseconds. */
export type NewMessage = {
  id: string;
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  dedupId: string | null;
  sender: string;
  sentAt: number;
  visibleAt: number;
};

/** Depth of one queue; `oldestSentAt` is null when it is empty. */
export type Counts = { depth: number; inFlight: number; delayed: number; oldestSentAt: number | null };

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS sqs_message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    attributes TEXT NOT NULL, group_id TEXT, dedup_id TEXT, sender TEXT NOT NULL, sent_at INTEGER NOT NULL,
    visible_at INTEGER NOT NULL, first_received_at INTEGER, receive_count INTEGER NOT NULL DEFAULT 0,
    receipt TEXT, source TEXT, copy INTEGER NOT NULL DEFAULT 0, copied INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS sqs_message_visible ON sqs_message (queue, visible_at);
  CREATE INDEX IF NOT EXISTS sqs_message_group ON sqs_message (queue, group_id, seq);
  CREATE INDEX IF NOT EXISTS sqs_message_sent ON sqs_message (queue, sent_at);
  CREATE INDEX IF NOT EXISTS sqs_message_received ON sqs_message (queue, receive_count) WHERE receive_count > 0;
  CREATE INDEX IF NOT EXISTS sqs_message_receipt ON sqs_message (receipt) WHERE receipt IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sqs_dedup (
    queue TEXT NOT NULL, dedup_id TEXT NOT NULL, message_id TEXT NOT NULL, seq INTEGER NOT NULL, sent_at INTEGER NOT NULL,
    PRIMARY KEY (queue, dedup_id));`;

// In flight = has a receipt and is not yet visible again. Only the first messages of each group are looked at, each by
// its index, so that a long queue is no slower than a short one.
const firstOf = (group: string) => `SELECT seq FROM sqs_message INDEXED BY sqs_message_group
  WHERE queue = :queue AND group_id IS ${group} AND visible_at <= :now ORDER BY seq LIMIT :max`;
const GROUPS = `WITH RECURSIVE groups(name) AS (
    SELECT MIN(group_id) FROM sqs_message WHERE queue = :queue AND group_id IS NOT NULL
    UNION ALL SELECT (SELECT MIN(group_id) FROM sqs_message WHERE queue = :queue AND group_id > name) FROM groups
    WHERE name IS NOT NULL),
  flying AS MATERIALIZED (SELECT group_id AS name, COUNT(*) AS n FROM sqs_message INDEXED BY sqs_message_visible
    WHERE queue = :queue AND visible_at > :now AND receipt IS NOT NULL GROUP BY group_id),
  waiting AS (SELECT seq, groups.name, COALESCE(n, 0) AS n FROM groups LEFT JOIN flying USING (name)
    CROSS JOIN sqs_message ON seq IN (${firstOf('groups.name')}) WHERE groups.name IS NOT NULL)`;
// Fair queues: a group's nth waiting message ranks behind what the group already has in flight, so that a busy tenant
// never starves a quiet one.
const FAIR = `${GROUPS}, ranked AS (SELECT seq, 1 AS rank FROM (${firstOf('NULL')})
    UNION ALL SELECT seq, ROW_NUMBER() OVER (PARTITION BY name ORDER BY seq) + n FROM waiting)
  SELECT m.* FROM (SELECT * FROM ranked ORDER BY rank, seq LIMIT :max) CROSS JOIN sqs_message m USING (seq)`;
const IN_ORDER = `${GROUPS} SELECT m.* FROM (SELECT seq FROM waiting WHERE n = 0 ORDER BY seq LIMIT :max)
  CROSS JOIN sqs_message m USING (seq)`;

function received(row: Record<string, SQLOutputValue>, receiptHandle: string, now: number): ReceivedMessage {
  const optional = {
    MessageGroupId: row.group_id,
    MessageDeduplicationId: row.dedup_id,
    DeadLetterQueueSourceArn: row.source,
  };
  return {
    messageId: String(row.id),
    receiptHandle,
    body: String(row.body),
    md5OfBody: md5(String(row.body)),
    attributes: {
      ApproximateReceiveCount: String(Number(row.receive_count) + 1),
      ApproximateFirstReceiveTimestamp: String(row.first_received_at ?? now),
      SenderId: String(row.sender),
      SentTimestamp: String(row.sent_at),
      ...Object.fromEntries(
        Object.entries(optional).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
      ),
      ...(row.dedup_id === null ? {} : { SequenceNumber: String(row.seq).padStart(20, '0') }),
    },
    messageAttributes: JSON.parse(String(row.attributes)),
  };
}

/** Messages of all queues in SQLite. Every method is one synchronous transaction, so a crash leaves no half step. */
export function createMessageStore(db: DatabaseSync) {
  db.exec(SCHEMA);
  const insert = db.prepare(`INSERT INTO sqs_message
    (queue, id, body, attributes, group_id, dedup_id, sender, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const fair = db.prepare(FAIR);
  const inOrder = db.prepare(IN_ORDER);
  const hand = db.prepare(`UPDATE sqs_message SET receipt = ?, visible_at = ?, receive_count = receive_count + 1,
    first_received_at = COALESCE(first_received_at, ?), copied = ? WHERE seq = ?`);
  const clone = db.prepare(`INSERT INTO sqs_message (queue, id, body, attributes, group_id, dedup_id, sender, sent_at,
    visible_at, first_received_at, receive_count, source, copy)
    SELECT queue, id, body, attributes, group_id, dedup_id, sender, sent_at, :now, :now, receive_count + 1, source, copy + 1
    FROM sqs_message WHERE seq = :seq`);
  const one = (sql: string) => {
    const statement = db.prepare(sql);
    return (...values: (string | number | null)[]) => statement.get(...values);
  };
  const run = (sql: string) => {
    const statement = db.prepare(sql);
    return (...values: (string | number | null)[]) => Number(statement.run(...values).changes);
  };
  const next = one('SELECT MIN(visible_at) AS at FROM sqs_message WHERE queue = ? AND visible_at > ?');
  const ready = one('SELECT 1 FROM sqs_message WHERE queue = ? AND visible_at <= ? LIMIT 1');
  const held = one('SELECT visible_at FROM sqs_message WHERE queue = ? AND receipt = ?');
  const count = one(`SELECT COUNT(*) AS total, MIN(sent_at) AS oldest,
    COALESCE(SUM(visible_at > ?1 AND receipt IS NOT NULL), 0) AS flying,
    COALESCE(SUM(visible_at > ?1 AND receipt IS NULL), 0) AS delayed FROM sqs_message WHERE queue = ?2`);
  const twin = one('SELECT message_id, seq FROM sqs_dedup WHERE queue = ? AND dedup_id = ? AND sent_at > ?');

  const atomically = <T>(task: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = task();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
  const remember = run(
    'INSERT OR REPLACE INTO sqs_dedup (queue, dedup_id, message_id, seq, sent_at) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    add: (queue: string, m: NewMessage) =>
      atomically(() => {
        const { lastInsertRowid } = insert.run(
          queue,
          m.id,
          m.body,
          JSON.stringify(m.attributes),
          m.groupId,
          m.dedupId,
          m.sender,
          m.sentAt,
          m.visibleAt,
        );
        if (m.dedupId !== null) remember(queue, m.dedupId, m.id, Number(lastInsertRowid), m.sentAt);
        return Number(lastInsertRowid);
      }),
    /** The message that already used this deduplication id after `since`. */
    twin(queue: string, dedupId: string, since: number) {
      const row = twin(queue, dedupId, since);
      return row && { id: String(row.message_id), seq: Number(row.seq) };
    },
    /** Hands out up to `max` messages; each is delivered `deliveries` times in all, copies at once. */
    take: (queue: string, fifo: boolean, now: number, max: number, visibleAt: number, deliveries: number) =>
      atomically(() =>
        (fifo ? inOrder : fair).all({ queue, now, max }).map((row) => {
          const seq = Number(row.seq);
          const copying = row.copied === 0 && Number(row.copy) + 1 < deliveries;
          if (copying) clone.run({ now, seq });
          const receipt = Buffer.from(`${seq}/${randomUUID()}`).toString('base64');
          hand.run(receipt, visibleAt, now, copying ? 1 : Number(row.copied), seq);
          return received(row, receipt, now);
        }),
      ),
    remove: run('DELETE FROM sqs_message WHERE queue = ? AND receipt = ?'),
    /** When the message of this receipt becomes visible again; undefined when it is gone. */
    heldUntil(queue: string, receipt: string) {
      const row = held(queue, receipt);
      return row && Number(row.visible_at);
    },
    hide: run('UPDATE sqs_message SET visible_at = ?3 WHERE queue = ?1 AND receipt = ?2'),
    purge: run('DELETE FROM sqs_message WHERE queue = ?'),
    expire: run('DELETE FROM sqs_message WHERE queue = ? AND sent_at <= ?'),
    /** Moves what was received `max` times to the dead-letter queue. */
    retire: run(`UPDATE sqs_message SET queue = ?3, source = ?4, receipt = NULL
      WHERE queue = ?1 AND +visible_at <= ?2 AND receive_count > 0 AND receive_count >= ?5`),
    /** Moves dead letters that came from `sourceArn` back as new messages. */
    redrive: run(`UPDATE sqs_message SET queue = ?3, source = NULL, receipt = NULL, receive_count = 0,
      first_received_at = NULL, sent_at = ?4, visible_at = ?4 WHERE queue = ?1 AND source = ?2`),
    sources: (queue: string) =>
      db
        .prepare('SELECT DISTINCT source FROM sqs_message WHERE queue = ? AND source IS NOT NULL')
        .all(queue)
        .map((row) => String(row.source)),
    nextChange(queue: string, now: number) {
      const at = next(queue, now)?.at;
      return at == null ? undefined : Number(at);
    },
    isReady: (queue: string, now: number) => ready(queue, now) !== undefined,
    counts(queue: string, now: number): Counts {
      const row = count(now, queue);
      const [inFlight, delayed] = [Number(row?.flying), Number(row?.delayed)];
      const oldest = row?.oldest;
      return {
        depth: Number(row?.total) - inFlight - delayed,
        inFlight,
        delayed,
        oldestSentAt: oldest == null ? null : Number(oldest),
      };
    },
  };
}
