import type { Ground } from '../service.ts';

export type StoredMail = {
  messageId: string;
  at: number;
  sender: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  raw: string;
  configurationSet: string;
};

export type MailStore = {
  add(mail: StoredMail): void;
  /** Newest first; only those to one address when it is given. */
  list(to?: string): StoredMail[];
  since(instant: number): number;
};

/** All mail that was accepted, in the state file. */
export function openMailStore({ db }: Ground): MailStore {
  db.exec('CREATE TABLE IF NOT EXISTS mail (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT');
  const insert = db.prepare('INSERT INTO mail (at, body) VALUES (?, ?)');
  const all = db.prepare('SELECT body FROM mail ORDER BY id DESC LIMIT 500');
  const count = db.prepare('SELECT count(*) AS n FROM mail WHERE at >= ?');
  return {
    add: (mail) => void insert.run(mail.at, JSON.stringify(mail)),
    list: (to) =>
      all
        .all()
        .map((row) => JSON.parse(String(row.body)) as StoredMail)
        .filter((mail) => to === undefined || mail.to.includes(to.toLowerCase())),
    since: (instant) => Number(count.get(instant)?.n ?? 0),
  };
}
