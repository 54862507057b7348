import { generateKeyPairSync } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import type { PasswordPolicy } from './passwords.ts';

export type Pool = {
  poolId: string;
  passwordPolicy: PasswordPolicy;
  mfa: 'OFF' | 'OPTIONAL' | 'ON';
  customMessageArn?: string | undefined;
  /** Sender of the pool's mails. */
  from: string;
};
export type PoolClient = {
  clientId: string;
  poolId: string;
  accessTokenSeconds: number;
  idTokenSeconds: number;
  refreshTokenSeconds: number;
  flows: string[];
  preventUserExistenceErrors: boolean;
};
export type User = {
  sub: string;
  email: string;
  enabled: boolean;
  status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';
  password: string;
  temporaryUntil?: number;
  attributes: Record<string, string>;
  groups: string[];
  createdAt: number;
  totp?: { secret: string; verified: boolean; enabled: boolean };
};
/** Something that stands for a user until a time: a refresh token, a challenge session, a mailed code. */
export type Grant = {
  kind: 'refresh' | 'session' | 'code';
  poolId: string;
  clientId: string;
  sub: string;
  until: number;
  detail: string;
};

/** Pools, users and tokens in the state file. The signing key is made once per checkout. */
export function openCognitoState({ db, clock }: Ground) {
  db.exec(`CREATE TABLE IF NOT EXISTS cognito_user (pool TEXT, sub TEXT, email TEXT, body TEXT NOT NULL, PRIMARY KEY (pool, sub)) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS cognito_user_email ON cognito_user (pool, email);
    CREATE TABLE IF NOT EXISTS cognito_grant (secret TEXT PRIMARY KEY, kind TEXT, pool TEXT, client TEXT, sub TEXT, until INTEGER, detail TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS cognito_key (id TEXT PRIMARY KEY, pem TEXT NOT NULL) STRICT;`);
  const pools = new Map<string, Pool>();
  const clients = new Map<string, PoolClient>();
  const groups = new Map<string, Set<string>>();
  const save = db.prepare('INSERT OR REPLACE INTO cognito_user VALUES (?, ?, ?, ?)');
  const byName = db.prepare('SELECT body FROM cognito_user WHERE pool = ? AND (sub = ? OR email = ?)');
  const drop = db.prepare('DELETE FROM cognito_user WHERE pool = ? AND sub = ?');
  const grant = db.prepare('INSERT OR REPLACE INTO cognito_grant VALUES (?, ?, ?, ?, ?, ?, ?)');
  const granted = db.prepare('SELECT * FROM cognito_grant WHERE secret = ? AND kind = ? AND until > ?');
  const session = db.prepare("SELECT 1 FROM cognito_grant WHERE kind = 'refresh' AND sub = ? AND detail = ?");
  const revoke = db.prepare('DELETE FROM cognito_grant WHERE secret = ? AND kind = ?');
  const revokeAll = db.prepare("DELETE FROM cognito_grant WHERE pool = ? AND sub = ? AND kind = 'refresh'");

  const find = (poolId: string, name: string): User | undefined => {
    const row = byName.get(poolId, name, name.toLowerCase());
    return row && JSON.parse(String(row.body));
  };
  return {
    pools,
    clients,
    groups,
    find,
    signingKey(): string {
      const known = db.prepare('SELECT pem FROM cognito_key WHERE id = ?').get('signing');
      if (known) return String(known.pem);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      db.prepare('INSERT INTO cognito_key VALUES (?, ?)').run('signing', pem);
      return pem;
    },
    pool(poolId: string): Pool {
      const pool = pools.get(poolId);
      if (!pool) throw new AwsError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
      return pool;
    },
    client(clientId: string): PoolClient {
      const client = clients.get(clientId);
      if (!client) throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
      return client;
    },
    user(poolId: string, name: string): User {
      const user = find(poolId, name);
      if (!user) throw new AwsError('UserNotFoundException', 'User does not exist.');
      return user;
    },
    save: (poolId: string, user: User) => void save.run(poolId, user.sub, user.email, JSON.stringify(user)),
    remove: (poolId: string, user: User) => void drop.run(poolId, user.sub),
    grant: (secret: string, { kind, poolId, clientId, sub, until, detail }: Grant) =>
      void grant.run(secret, kind, poolId, clientId, sub, until, detail),
    granted(secret: string, kind: Grant['kind']) {
      const row = granted.get(secret, kind, clock.now());
      return row && { clientId: String(row.client), sub: String(row.sub), detail: String(row.detail) };
    },
    /** True while the session that began with this origin has neither been revoked nor signed out. */
    isOpen: (sub: string, origin: string) => session.get(sub, origin) !== undefined,
    revoke: (secret: string, kind: Grant['kind']) => void revoke.run(secret, kind),
    /** Ends all sessions of a user. */
    revokeAll: (poolId: string, sub: string) => void revokeAll.run(poolId, sub),
  };
}
export type CognitoState = ReturnType<typeof openCognitoState>;
