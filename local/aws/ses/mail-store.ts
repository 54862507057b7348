import { randomBytes } from 'node:crypto';
import type { Ground } from '../service.ts';
import { type Attachment, headerOf, type ParsedMail, parseMail } from './mime.ts';

/** A mail as `/store` shows it. Times are epoch milliseconds on the local clock. */
export type StoredMail = {
  messageId: string;
  at: number;
  /** `cognito` for the mails that a user pool sends by itself. */
  sender: 'ses' | 'cognito';
  from: string;
  to: string[];
  subject: string;
  html?: string;
  text?: string;
  headers: ParsedMail['headers'];
  attachments: Attachment[];
  configurationSet?: string;
  tags: Record<string, string>;
};

export type Outgoing = Pick<StoredMail, 'sender' | 'from' | 'to' | 'tags'> & {
  configurationSet?: string | undefined;
  raw: Buffer;
};

export type MailStore = {
  /** Keeps a mail and returns its message id. */
  keep(mail: Outgoing): string;
  /** Newest first; `to` narrows to one recipient, whatever the case of its letters. */
  list(to?: string): StoredMail[];
  raw(messageId: string): Buffer | undefined;
  sentSince(time: number): number;
};

export function openMailStore({ db, clock }: Ground): MailStore {
  db.exec(`
    CREATE TABLE IF NOT EXISTS ses_mails (
      id INTEGER PRIMARY KEY AUTOINCREMENT, messageId TEXT UNIQUE NOT NULL, at INTEGER NOT NULL, recipients TEXT NOT NULL,
      facts TEXT NOT NULL, raw BLOB NOT NULL
    );
  `);
  const insert = db.prepare('INSERT INTO ses_mails (messageId, at, recipients, facts, raw) VALUES (?, ?, ?, ?, ?)');

  return {
    keep({ raw, ...facts }) {
      const messageId = `0102${randomBytes(12).toString('hex')}-000000`;
      const recipients = JSON.stringify(facts.to.map((address) => address.toLowerCase()));
      insert.run(messageId, clock.now(), recipients, JSON.stringify(facts), raw);
      return messageId;
    },
    list(to) {
      const rows =
        to === undefined
          ? db.prepare('SELECT * FROM ses_mails ORDER BY id DESC').all()
          : db
              .prepare(
                'SELECT * FROM ses_mails WHERE EXISTS (SELECT 1 FROM json_each(recipients) WHERE value = ?) ORDER BY id DESC',
              )
              .all(to.toLowerCase());
      return rows.map((row) => {
        const mail = parseMail(bytesOf(row.raw));
        const subject = headerOf(mail, 'subject') ?? '';
        return { messageId: row.messageId, at: row.at, ...JSON.parse(String(row.facts)), subject, ...mail };
      });
    },
    raw(messageId) {
      const row = db.prepare('SELECT raw FROM ses_mails WHERE messageId = ?').get(messageId);
      return row === undefined ? undefined : bytesOf(row.raw);
    },
    sentSince: (time) =>
      Number(
        db.prepare('SELECT sum(json_array_length(recipients)) AS sent FROM ses_mails WHERE at > ?').get(time)?.sent ??
          0,
      ),
  };
}

const bytesOf = (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0));
