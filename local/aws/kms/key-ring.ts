import { randomBytes } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import type { Material } from './ciphertext.ts';

export type Key = { id: string; arn: string; createdAt: number };

/** The keys of this checkout, kept in its own database and nowhere else. */
export function openKeyRing({ db, clock, region, account }: Ground) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS kms_keys (id TEXT PRIMARY KEY, createdAt INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS kms_material (
      id TEXT NOT NULL, version INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (id, version)
    );
    CREATE TABLE IF NOT EXISTS kms_aliases (alias TEXT PRIMARY KEY, id TEXT NOT NULL);
  `);
  const prefix = `arn:aws:kms:${region}:${account}:`;
  const idOf = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length).replace(/^key\//, '') : name);
  const arnOf = (id: string) => `${prefix}key/${id}`;
  const addMaterial = (id: string, version: number) =>
    db.prepare('INSERT INTO kms_material VALUES (?, ?, ?)').run(id, version, randomBytes(32));
  const newest = db.prepare('SELECT max(version) AS version FROM kms_material WHERE id = ?');

  return {
    create(name: string): string {
      const id = idOf(name);
      const { changes } = db.prepare('INSERT OR IGNORE INTO kms_keys VALUES (?, ?)').run(id, clock.now());
      if (changes) addMaterial(id, 1);
      return arnOf(id);
    },
    alias: (alias: string, name: string): void =>
      void db.prepare('INSERT OR REPLACE INTO kms_aliases VALUES (?, ?)').run(alias, idOf(name)),
    rotate: (name: string): void => void addMaterial(idOf(name), Number(newest.get(idOf(name))?.version ?? 0) + 1),
    /** By id, ARN or alias. */
    find(name: string): Key {
      const asked = idOf(name);
      const alias = db.prepare('SELECT id FROM kms_aliases WHERE alias = ?').get(asked);
      const row = db.prepare('SELECT id, createdAt FROM kms_keys WHERE id = ?').get(String(alias?.id ?? asked));
      if (row === undefined) throw new AwsError('NotFoundException', `Key '${name}' does not exist`);
      return { id: String(row.id), arn: arnOf(String(row.id)), createdAt: Number(row.createdAt) };
    },
    /** The newest material, or the version that a blob was sealed with. */
    material({ id, arn }: Key, version = Number(newest.get(id)?.version)): Material {
      const row = db.prepare('SELECT bytes FROM kms_material WHERE id = ? AND version = ?').get(id, version);
      if (!(row?.bytes instanceof Uint8Array)) throw new AwsError('InvalidCiphertextException', '');
      return { arn, version, bytes: Buffer.from(row.bytes) };
    },
  };
}
