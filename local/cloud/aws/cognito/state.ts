import { generateKeyPairSync } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';
import type { PasswordPolicy } from './passwords.ts';

/** Names as in the template; what is not here is not emulated. */
export type Pool = {
  poolId: string;
  passwordPolicy: PasswordPolicy;
  mfa: 'OFF' | 'OPTIONAL';
  customMessageArn?: string | undefined;
  /** Default text of the mail with a code, with `{####}` where the code stands. */
  codeMail?: { subject: string; body: string } | undefined;
  /** Sender of the pool's mails. */
  from: string;
  configurationSet?: string | undefined;
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
  modifiedAt?: number;
  totp?: { secret: string; verified: boolean; enabled: boolean };
};
/** Pools, users and sessions in the state file. The signing key is made once per checkout. */
export function openCognitoState({ db, clock }: Ground) {
  db.exec(`CREATE TABLE IF NOT EXISTS cognito_user (pool TEXT, sub TEXT, email TEXT, body TEXT NOT NULL, PRIMARY KEY (pool, sub)) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS cognito_user_email ON cognito_user (pool, email);
    CREATE TABLE IF NOT EXISTS cognito_note (name TEXT PRIMARY KEY, until INTEGER, body TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS cognito_key (id TEXT PRIMARY KEY, pem TEXT NOT NULL) STRICT;`);
  const pools = new Map<string, Pool>();
  const clients = new Map<string, PoolClient>();
  const groups = new Map<string, Set<string>>();
  const run = (sql: string, ...values: (string | number)[]): void => void db.prepare(sql).run(...values);

  const find = (poolId: string, name: string): User | undefined => {
    const byName = db.prepare('SELECT body FROM cognito_user WHERE pool = ? AND (sub = ? OR email = ?)');
    const row = byName.get(poolId, name, name.toLowerCase());
    return row && JSON.parse(String(row.body));
  };
  run('DELETE FROM cognito_note WHERE until <= ?', clock.now());
  return {
    pools,
    clients,
    groups,
    find,
    signingKey(): string {
      const known = db.prepare('SELECT pem FROM cognito_key').get();
      if (known) return String(known.pem);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      run('INSERT INTO cognito_key VALUES (?, ?)', 'signing', pem);
      return pem;
    },
    pool(poolId: string): Pool {
      const pool = pools.get(poolId);
      if (!pool) throw new AwsError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
      return pool;
    },
    client(clientId: string, poolId?: string): PoolClient {
      const client = clients.get(clientId);
      if (!client || (poolId !== undefined && client.poolId !== poolId))
        throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
      return client;
    },
    user(poolId: string, name: string): User {
      const user = find(poolId, name);
      if (!user) throw new AwsError('UserNotFoundException', 'User does not exist.');
      return user;
    },
    save(poolId: string, user: User): void {
      const body = JSON.stringify({ ...user, modifiedAt: clock.now() });
      run('INSERT OR REPLACE INTO cognito_user VALUES (?, ?, ?, ?)', poolId, user.sub, user.email, body);
    },
    remove: (poolId: string, { sub }: User) => run('DELETE FROM cognito_user WHERE pool = ? AND sub = ?', poolId, sub),

    /** Keeps something small until a time: a session, a mailed code, a challenge, a count of attempts. */
    note: (name: string, body: string, until: number) =>
      run('INSERT OR REPLACE INTO cognito_note VALUES (?, ?, ?)', name, until, body),
    noted(name: string): string | undefined {
      const row = db.prepare('SELECT body FROM cognito_note WHERE name = ? AND until > ?').get(name, clock.now());
      return row && String(row.body);
    },
    /** Forgets the note of this name, and those whose names go on from it after a colon. */
    forget: (name: string) => run("DELETE FROM cognito_note WHERE name = ? OR name LIKE ? || ':%'", name, name),
  };
}
export type CognitoState = ReturnType<typeof openCognitoState>;
