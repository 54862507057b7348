import { randomBytes } from 'node:crypto';
import type { Ground } from '../service.ts';
import { type ParsedMail, stamped } from './mime.ts';

/** What became of a mail at one recipient, in the words of SES's event publishing. */
export type Feedback = {
  type: 'Delivery' | 'Bounce' | 'Complaint';
  recipient: string;
  /** Of a bounce: `General` (no such mailbox), `Suppressed` or `OnAccountSuppressionList` (not sent at all). */
  subType?: 'General' | 'Suppressed' | 'OnAccountSuppressionList';
};
/** Mail to the mailbox simulator counts for no quota. */
export const SIMULATOR = '@simulator.amazonses.com';

export type Reason = 'BOUNCE' | 'COMPLAINT';

export type Outgoing = ParsedMail & {
  /** `cognito` for the mails that a user pool sends by itself. */
  sender: 'ses' | 'cognito';
  from: string;
  to: string[];
  tags: Record<string, string>;
  configurationSet?: string | undefined;
  feedback: Feedback[];
};
/** A mail as `/store` shows it. Times are epoch milliseconds on the local clock. */
export type StoredMail = Outgoing & { messageId: string; at: number };

/** Every mail ever accepted, and the account's suppression list, in the state file. */
export function openOutbox({ db, clock }: Ground) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS ses_outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT, messageId TEXT UNIQUE NOT NULL, at INTEGER NOT NULL,
      recipients TEXT NOT NULL, mail TEXT NOT NULL, raw BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS ses_suppressed (address TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL);
  `);
  const lower = (address: string) => address.toLowerCase();

  return {
    /** Keeps a mail and returns its message id. */
    keep(mail: Outgoing, raw: Buffer): string {
      const messageId = `0102${randomBytes(12).toString('hex')}-000000`;
      const at = clock.now();
      const insert = db.prepare('INSERT INTO ses_outbox (messageId, at, recipients, mail, raw) VALUES (?, ?, ?, ?, ?)');
      const stored: StoredMail = { messageId, at, ...mail };
      const recipients = JSON.stringify(mail.to.map(lower));
      insert.run(messageId, at, recipients, JSON.stringify(stored), stamped(raw, messageId, at));
      return messageId;
    },
    /** Newest first; `to` narrows to one recipient, whatever the case of its letters. */
    list(to?: string): StoredMail[] {
      const one = 'WHERE EXISTS (SELECT 1 FROM json_each(recipients) WHERE value = ?)';
      const query = db.prepare(`SELECT mail FROM ses_outbox ${to === undefined ? '' : one} ORDER BY id DESC`);
      return query.all(...(to === undefined ? [] : [lower(to)])).map(({ mail }) => JSON.parse(String(mail)));
    },
    raw(messageId: string): Buffer | undefined {
      const row = db.prepare('SELECT raw FROM ses_outbox WHERE messageId = ?').get(messageId);
      return row?.raw instanceof Uint8Array ? Buffer.from(row.raw) : undefined;
    },
    /** Recipients since a time. */
    sentSince(time: number): number {
      const count = 'SELECT count(*) AS n FROM ses_outbox, json_each(recipients) WHERE at > ? AND value NOT LIKE ?';
      return Number(db.prepare(count).get(time, `%${SIMULATOR}`)?.n);
    },
    suppress: (address: string, reason: Reason): void =>
      void db
        .prepare('INSERT OR REPLACE INTO ses_suppressed VALUES (?, ?, ?)')
        .run(lower(address), reason, clock.now()),
    suppressed: () => db.prepare('SELECT address, reason, at FROM ses_suppressed ORDER BY at DESC').all(),
    /** Why an address is on the suppression list, or undefined. */
    reasonFor: (address: string) =>
      db.prepare('SELECT reason FROM ses_suppressed WHERE address = ?').get(lower(address))?.reason,
  };
}
export type Outbox = ReturnType<typeof openOutbox>;
