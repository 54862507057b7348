import { randomUUID } from 'node:crypto';
import type { Ground } from '../service.ts';
import { type Bucket, encodeKey } from './exchange.ts';

/** A target of a bucket's notification configuration. `events` as in the API: `s3:ObjectCreated:*`. */
export type Notification = { id: string; targetArn: string; events: string[]; prefix: string; suffix: string };

/** Who does what a lifecycle rule asks for. */
export const BY_S3 = 's3.amazonaws.com';

/** Something that happened to an object: `ObjectCreated:Put`. `by` is an access key id, or S3 itself. */
export type Happening = { eventName: string; key: string; size?: number; eTag?: string; by: string };

/** The body of one notification. */
export type Message = { Records: [Record<string, unknown>] };

/** Brings a message to a function or queue; resolves once it is there. */
export type Deliver = (targetArn: string, message: Message) => Promise<void>;

const wants = ({ events, prefix, suffix }: Notification, { eventName, key }: Happening) =>
  key.startsWith(prefix) &&
  key.endsWith(suffix) &&
  events.some((event) =>
    event.endsWith('*') ? `s3:${eventName}`.startsWith(event.slice(0, -1)) : event === `s3:${eventName}`,
  );

export type EventLog = ReturnType<typeof createEventLog>;

/**
 * Notifications that wait for their delivery. They are written in the same commit as the object and leave the table only
 * after delivery, so that a crash in between delivers again and never loses one.
 */
export function createEventLog({ db, clock, region, account }: Pick<Ground, 'db' | 'clock' | 'region' | 'account'>) {
  db.exec('CREATE TABLE IF NOT EXISTS s3_event (id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT, message TEXT)');
  const insert = db.prepare('INSERT INTO s3_event (target, message) VALUES (?, ?)');
  const waiting = db.prepare('SELECT * FROM s3_event WHERE id > ? ORDER BY id');
  const remove = db.prepare('DELETE FROM s3_event WHERE id = ?');
  let underWay = 0;
  let lastSent = 0;
  let deliver: Deliver | undefined;
  let count = 0;

  /** A text that grows with time, in hexadecimal digits. */
  const sequencer = (): string => {
    const next = BigInt(clock.now()) * 0x10000n + BigInt(count++ % 0x10000);
    return next.toString(16).toUpperCase().padStart(18, '0');
  };
  const record = (bucket: Bucket, { id }: Notification, { eventName, key, size, eTag, by }: Happening) => ({
    eventVersion: by === BY_S3 ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(clock.now()).toISOString(),
    eventName,
    userIdentity: { principalId: by === BY_S3 ? by : `AWS:${by}` },
    requestParameters: { sourceIPAddress: by === BY_S3 ? by : '127.0.0.1' },
    responseElements: { 'x-amz-request-id': randomUUID(), 'x-amz-id-2': randomUUID() },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: id,
      bucket: { name: bucket.name, ownerIdentity: { principalId: account }, arn: bucket.arn },
      object: {
        // What is undefined is not written: a deletion has neither size nor ETag.
        key: encodeKey(key),
        size,
        eTag,
        sequencer: sequencer(),
      },
    },
  });

  const log = {
    /** Writes down whom to tell. Call it within the commit of the object, and `send` after it. */
    note(bucket: Bucket, happening: Happening): void {
      for (const notification of bucket.notifications)
        if (wants(notification, happening))
          insert.run(notification.targetArn, JSON.stringify({ Records: [record(bucket, notification, happening)] }));
    },
    /** Delivers what waits. */
    send(): void {
      const begunBy = deliver;
      if (begunBy === undefined) return;
      for (const { id, target, message } of waiting.all(lastSent)) {
        lastSent = Number(id);
        underWay++;
        begunBy(String(target), JSON.parse(String(message)))
          .then(() => {
            // Stopped half-way: it is not known whether the message arrived, so it goes out again at the next start.
            if (deliver === begunBy) remove.run(id ?? null);
          })
          .catch((error: unknown) => console.error(`A notification of S3 to ${target} stays behind`, error))
          .finally(() => underWay--);
      }
    },
    /** From now on delivers to `target`, beginning with what was left from before. */
    deliverTo(target: Deliver): { idle(): boolean; stop(): void } {
      deliver = target;
      lastSent = 0;
      log.send();
      return {
        idle: () => underWay === 0,
        stop() {
          deliver = undefined;
        },
      };
    },
  };
  return log;
}
