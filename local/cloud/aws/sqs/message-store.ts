import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Row, statementsOf } from '../statements.ts';
import type { MessageAttributes, ReceivedMessage } from './message.ts';
import { md5 } from './message.ts';

/** A message to be stored. Times are epoch milliseconds. */
export type NewMessage = {
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

/** How messages are handed out: `deliveries` times each (copies follow at once), in a shuffled order if there is a seed. */
export type Handing = {
  fifo: boolean;
  now: number;
  max: number;
  hiddenUntil: number;
  deliveries: number;
  seed: string | null;
};

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
    PRIMARY KEY (queue, dedup_id));
  CREATE INDEX IF NOT EXISTS sqs_dedup_sent ON sqs_dedup (sent_at);`;

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

// Registered with the database: where a seed puts a message.
const SHUFFLED = `SELECT * FROM sqs_message WHERE queue = :queue AND visible_at <= :now
  ORDER BY sqs_rank(:seed, seq) LIMIT :max`;

const sequence = (seq: unknown) => String(seq).padStart(20, '0');

function received(row: Row, receiptHandle: string, now: number): ReceivedMessage {
  const body = String(row.body);
  const optional = {
    MessageGroupId: row.group_id,
    MessageDeduplicationId: row.dedup_id,
    DeadLetterQueueSourceArn: row.source,
    SequenceNumber: row.dedup_id === null ? null : sequence(row.seq),
  };
  const present = Object.entries(optional).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]]));
  return {
    messageId: String(row.id),
    receiptHandle,
    body,
    md5OfBody: md5(body),
    attributes: {
      ApproximateReceiveCount: String(Number(row.receive_count) + 1),
      ApproximateFirstReceiveTimestamp: String(row.first_received_at ?? now),
      SenderId: String(row.sender),
      SentTimestamp: String(row.sent_at),
      ...Object.fromEntries(present),
    },
    messageAttributes: JSON.parse(String(row.attributes)),
  };
}

/** Messages of all queues in SQLite. Every method is one synchronous transaction, so a crash leaves no half step. */
export function createMessageStore(db: DatabaseSync) {
  db.exec(SCHEMA);
  const { run, one, all, atomically } = statementsOf(db);
  const fair = db.prepare(FAIR);
  const inOrder = db.prepare(IN_ORDER);
  db.function('sqs_rank', { deterministic: true }, (seed, seq) => md5(`${seed}/${seq}`));
  const inDisorder = db.prepare(SHUFFLED);
  const hand = run(`UPDATE sqs_message SET receipt = ?, visible_at = ?, receive_count = receive_count + 1,
    first_received_at = COALESCE(first_received_at, ?), copied = ? WHERE seq = ?`);
  const clone = run(`INSERT INTO sqs_message (queue, id, body, attributes, group_id, dedup_id, sender, sent_at,
    visible_at, first_received_at, receive_count, source, copy)
    SELECT queue, id, body, attributes, group_id, dedup_id, sender, sent_at, ?2, ?2, receive_count + 1, source, copy + 1
    FROM sqs_message WHERE seq = ?1`);
  const insert = one(`INSERT INTO sqs_message
    (queue, id, body, attributes, group_id, dedup_id, sender, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    RETURNING seq`);
  const remember = run('INSERT OR REPLACE INTO sqs_dedup VALUES (?, ?, ?, ?, ?)');
  const forget = run('DELETE FROM sqs_dedup WHERE sent_at <= ?');
  const twin = one('SELECT message_id AS id, seq FROM sqs_dedup WHERE queue = ? AND dedup_id = ? AND sent_at > ?');
  const next = one('SELECT MIN(visible_at) AS at FROM sqs_message WHERE queue = ? AND visible_at > ?');
  const ready = one('SELECT 1 FROM sqs_message WHERE queue = ? AND visible_at <= ? LIMIT 1');
  const held = one('SELECT visible_at FROM sqs_message WHERE queue = ? AND receipt = ?');
  const count = one(`SELECT COUNT(*) AS total, MIN(sent_at) AS oldest,
    COALESCE(SUM(visible_at > ?1 AND receipt IS NOT NULL), 0) AS flying,
    COALESCE(SUM(visible_at > ?1 AND receipt IS NULL), 0) AS delayed FROM sqs_message WHERE queue = ?2`);
  const flying = one(
    'SELECT COUNT(*) AS n FROM sqs_message WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL',
  );
  const dead = all(`SELECT seq, source FROM sqs_message WHERE queue = ? AND visible_at <= ? ORDER BY seq LIMIT ?`);
  const renew =
    run(`INSERT INTO sqs_message (queue, id, body, attributes, group_id, dedup_id, sender, sent_at, visible_at)
    SELECT ?2, ?3, body, attributes, group_id, dedup_id, sender, ?4, ?4 FROM sqs_message WHERE seq = ?1`);
  const drop = run('DELETE FROM sqs_message WHERE seq = ?');

  return {
    /** Stores a message, unless one with its deduplication id came after `since`: then that one answers. */
    add: (queue: string, m: NewMessage, since: number): { id: string; sequenceNumber: string } =>
      atomically(() => {
        forget(since);
        const earlier = m.dedupId === null ? undefined : twin(queue, m.dedupId, since);
        if (earlier) return { id: String(earlier.id), sequenceNumber: sequence(earlier.seq) };
        const id = randomUUID();
        const { body, groupId, dedupId, sender, sentAt, visibleAt } = m;
        const attributes = JSON.stringify(m.attributes);
        const seq = Number(insert(queue, id, body, attributes, groupId, dedupId, sender, sentAt, visibleAt)?.seq);
        if (dedupId !== null) remember(queue, dedupId, id, seq, sentAt);
        return { id, sequenceNumber: sequence(seq) };
      }),
    take: (queue: string, { fifo, now, max, hiddenUntil, deliveries, seed }: Handing): ReceivedMessage[] =>
      atomically(() => {
        const own = { queue, now, max };
        const rows = seed === null ? (fifo ? inOrder : fair).all(own) : inDisorder.all({ ...own, seed });
        return rows.map((message) => {
          const seq = Number(message.seq);
          const copying = message.copied === 0 && Number(message.copy) + 1 < deliveries;
          if (copying) clone(seq, now);
          const receipt = Buffer.from(`${seq}/${randomUUID()}`).toString('base64');
          hand(receipt, hiddenUntil, now, copying ? 1 : Number(message.copied), seq);
          return received(message, receipt, now);
        });
      }),
    remove: run('DELETE FROM sqs_message WHERE queue = ? AND receipt = ?'),
    /** When the message of this receipt becomes visible again; undefined when it is gone. */
    heldUntil(queue: string, receipt: string): number | undefined {
      const message = held(queue, receipt);
      return message && Number(message.visible_at);
    },
    hide: run('UPDATE sqs_message SET visible_at = ?3 WHERE queue = ?1 AND receipt = ?2'),
    /** Ends the invisibility of everything in flight. */
    release: run('UPDATE sqs_message SET visible_at = ?2 WHERE queue = ?1 AND visible_at > ?2 AND receipt IS NOT NULL'),
    purge: run('DELETE FROM sqs_message WHERE queue = ?'),
    expire: run('DELETE FROM sqs_message WHERE queue = ? AND sent_at <= ?'),
    /** Moves what was received `max` times to the dead-letter queue. In FIFO queues its age begins anew there. */
    retire: run(`UPDATE sqs_message SET queue = ?3, source = ?4, receipt = NULL, sent_at = IIF(?6, ?2, sent_at)
      WHERE queue = ?1 AND +visible_at <= ?2 AND receive_count > 0 AND receive_count >= ?5`),
    /** Moves up to `max` dead letters on, as new messages: to where `targetOf` says; what it does not know stays. */
    redrive: (queue: string, now: number, max: number, targetOf: (source: string) => string | undefined): string[] =>
      atomically(() =>
        dead(queue, now, max).flatMap(({ seq, source }) => {
          const target = targetOf(String(source ?? ''));
          if (target === undefined) return [];
          renew(Number(seq), target, randomUUID(), now);
          drop(Number(seq));
          return [target];
        }),
      ),
    nextChange(queue: string, now: number): number | undefined {
      const at = next(queue, now)?.at;
      return at == null ? undefined : Number(at);
    },
    isReady: (queue: string, now: number) => ready(queue, now) !== undefined,
    inFlight: (queue: string, now: number) => Number(flying(queue, now)?.n),
    counts(queue: string, now: number): Counts {
      const { total, oldest = null, ...found } = count(now, queue) ?? {};
      const [inFlight, delayed] = [Number(found.flying), Number(found.delayed)];
      const oldestSentAt = oldest === null ? null : Number(oldest);
      return { depth: Number(total) - inFlight - delayed, inFlight, delayed, oldestSentAt };
    },
    /** Every queue that holds messages, with their number. */
    filled: () => all('SELECT queue, COUNT(*) AS n FROM sqs_message GROUP BY queue ORDER BY queue')(),
  };
}
