import { randomBytes } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import type { Material } from './ciphertext.ts';

export type Key = { id: string; arn: string; createdAt: number; enabled: boolean; versions: number };

/** The keys of this checkout, kept in its own database and nowhere else. */
export function openKeyRing({ db, clock, region, account }: Ground) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS kms_keys (id TEXT PRIMARY KEY, createdAt INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS kms_material (
      id TEXT NOT NULL, version INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (id, version)
    );
    CREATE TABLE IF NOT EXISTS kms_aliases (alias TEXT PRIMARY KEY, id TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS kms_disabled (id TEXT PRIMARY KEY);
  `);
  const prefix = `arn:aws:kms:${region}:${account}:`;
  const idOf = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length).replace(/^key\//, '') : name);
  const addMaterial = (id: string, version: number) =>
    db.prepare('INSERT INTO kms_material VALUES (?, ?, ?)').run(id, version, randomBytes(32));

  /** By id, ARN or alias. */
  function find(name: string): Key {
    const asked = idOf(name);
    const alias = db.prepare('SELECT id FROM kms_aliases WHERE alias = ?').get(asked);
    const row = db
      .prepare(
        `SELECT id, createdAt, (SELECT max(version) FROM kms_material m WHERE m.id = k.id) AS versions,
         id NOT IN (SELECT id FROM kms_disabled) AS enabled FROM kms_keys k WHERE id = ?`,
      )
      .get(String(alias?.id ?? asked));
    if (row === undefined) {
      const missing = asked.startsWith('alias/') ? `Alias ${prefix}${asked} is not found.` : undefined;
      throw new AwsError('NotFoundException', missing ?? `Key '${prefix}key/${asked}' does not exist`);
    }
    const id = String(row.id);
    const facts = { createdAt: Number(row.createdAt), enabled: row.enabled === 1, versions: Number(row.versions) };
    return { id, arn: `${prefix}key/${id}`, ...facts };
  }

  return {
    find,
    create(name: string): string {
      const { changes } = db.prepare('INSERT OR IGNORE INTO kms_keys VALUES (?, ?)').run(idOf(name), clock.now());
      if (changes) addMaterial(idOf(name), 1);
      return find(name).arn;
    },
    alias: (alias: string, name: string): void =>
      void db.prepare('INSERT OR REPLACE INTO kms_aliases VALUES (?, ?)').run(alias, idOf(name)),
    rotate({ id, versions }: Key): void {
      addMaterial(id, versions + 1);
    },
    enable({ id }: Key, enabled: boolean): void {
      const sql = enabled ? 'DELETE FROM kms_disabled WHERE id = ?' : 'INSERT OR IGNORE INTO kms_disabled VALUES (?)';
      db.prepare(sql).run(id);
    },
    /** The newest material, or the version that a blob was sealed with. */
    material({ id, arn, versions }: Key, version = versions): Material {
      const row = db.prepare('SELECT bytes FROM kms_material WHERE id = ? AND version = ?').get(id, version);
      if (!(row?.bytes instanceof Uint8Array)) throw new AwsError('InvalidCiphertextException', '');
      return { arn, version, bytes: Buffer.from(row.bytes) };
    },
  };
}
