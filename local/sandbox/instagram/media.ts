import { randomInt } from 'node:crypto';
import type { Ground } from '#cloud/aws/service.ts';
import type { SettingsStore } from './settings.ts';

const DAY = 86_400_000;

export type ContainerStatus = 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'EXPIRED' | 'PUBLISHED';
export type Container = {
  id: string;
  account: string;
  status: ContainerStatus;
  /** The subcode that `status` mentions when processing failed. */
  failure: number | undefined;
  caption: string;
  url: string;
  altText: string;
};
export type PublishedMedia = {
  id: string;
  account: string;
  at: number;
  shortcode: string;
  caption: string;
  url: string;
  altText: string;
};

/** Numeric text of 17 digits, always odd: above 2^53 it does not survive a reader that makes numbers of ids. */
export const numericId = (): string =>
  `17${randomInt(9_000_000, 9_999_999)}${randomInt(10_000_000, 99_999_990)}`.slice(0, 16) + '7';

const SHORT = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const shortcode = (): string => `C${Array.from({ length: 10 }, () => SHORT[randomInt(SHORT.length)]).join('')}`;

/** Containers and published media of all accounts. */
export function createMediaStore({ db, clock }: Ground, settings: SettingsStore) {
  db.exec(`CREATE TABLE IF NOT EXISTS instagram_containers (id TEXT PRIMARY KEY, account TEXT, created INTEGER,
    ready INTEGER, published INTEGER DEFAULT 0, failure INTEGER, caption TEXT, url TEXT, alt TEXT);
    CREATE INDEX IF NOT EXISTS instagram_containers_of ON instagram_containers (account, created);
    CREATE TABLE IF NOT EXISTS instagram_media (id TEXT PRIMARY KEY, account TEXT, at INTEGER, shortcode TEXT,
    caption TEXT, url TEXT, alt TEXT);
    CREATE INDEX IF NOT EXISTS instagram_media_of ON instagram_media (account, at)`);
  const sql = {
    add: db.prepare('INSERT INTO instagram_containers VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?)'),
    container: db.prepare('SELECT * FROM instagram_containers WHERE id = ?'),
    created: db.prepare('SELECT count(*) AS n FROM instagram_containers WHERE account = ? AND created > ?'),
    flip: db.prepare('UPDATE instagram_containers SET published = 1 WHERE id = ? AND published = 0'),
    publish: db.prepare('INSERT INTO instagram_media VALUES (?, ?, ?, ?, ?, ?, ?)'),
    media: db.prepare('SELECT * FROM instagram_media WHERE id = ? OR shortcode = ?'),
    used: db.prepare('SELECT count(*) AS n FROM instagram_media WHERE account = ? AND at > ?'),
    list: db.prepare(
      'SELECT * FROM instagram_media WHERE account = ? AND at >= ? AND at < ? ORDER BY at DESC, rowid DESC LIMIT ? OFFSET ?',
    ),
  };
  type Row = Record<string, unknown>;

  const statusOf = (row: Row): ContainerStatus => {
    if (row.published === 1) return 'PUBLISHED';
    if (clock.now() - Number(row.created) >= DAY) return 'EXPIRED';
    if (clock.now() < Number(row.ready)) return 'IN_PROGRESS';
    return row.failure === null ? 'FINISHED' : 'ERROR';
  };
  const mediaOf = (row: Row): PublishedMedia => ({
    id: String(row.id),
    account: String(row.account),
    at: Number(row.at),
    shortcode: String(row.shortcode),
    caption: String(row.caption),
    url: String(row.url),
    altText: String(row.alt),
  });

  const container = (id: string): Container | undefined => {
    const row = sql.container.get(id);
    return (
      row && {
        id,
        account: String(row.account),
        status: statusOf(row),
        failure: row.failure === null ? undefined : Number(row.failure),
        caption: String(row.caption),
        url: String(row.url),
        altText: String(row.alt),
      }
    );
  };

  return {
    container,
    /** A new container; with `failure` its processing ends in ERROR. */
    createContainer(made: {
      account: string;
      caption: string;
      url: string;
      altText: string;
      failure?: number;
    }): string {
      const id = numericId();
      const now = clock.now();
      const ready = now + settings.get().processingMs;
      sql.add.run(id, made.account, now, ready, made.failure ?? null, made.caption, made.url, made.altText);
      return id;
    },
    containersToday: (account: string): number => Number(sql.created.get(account, clock.now() - DAY)?.n),
    publishedToday: (account: string): number => Number(sql.used.get(account, clock.now() - DAY)?.n),
    /** Makes a container's media, once: undefined when it was published before. */
    publish({ id, account, caption, url, altText }: Container): PublishedMedia | undefined {
      if (sql.flip.run(id).changes === 0) return undefined;
      const media = { id: numericId(), account, at: clock.now(), shortcode: shortcode(), caption, url, altText };
      sql.publish.run(media.id, account, media.at, media.shortcode, caption, url, altText);
      return media;
    },
    /** By media id or shortcode. */
    media(key: string): PublishedMedia | undefined {
      const row = sql.media.get(key, key);
      return row && mediaOf(row);
    },
    /** Newest first; `since` inclusive and `until` exclusive in milliseconds. */
    list: (account: string, { since = 0, until = Number.MAX_SAFE_INTEGER, limit = 25, offset = 0 }): PublishedMedia[] =>
      sql.list.all(account, since, until, limit, offset).map(mediaOf),
  };
}
export type MediaStore = ReturnType<typeof createMediaStore>;
