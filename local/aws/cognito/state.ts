import { generateKeyPairSync, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { AwsError, type Ground } from '../service.ts';

export type PasswordPolicy = {
  MinimumLength?: number;
  RequireUppercase?: boolean;
  RequireLowercase?: boolean;
  RequireNumbers?: boolean;
  RequireSymbols?: boolean;
};
export type Pool = {
  poolId: string;
  passwordPolicy: PasswordPolicy;
  mfa: 'OFF' | 'OPTIONAL' | 'ON';
  customMessageArn?: string;
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
  status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED' | 'RESET_REQUIRED';
  password?: string;
  temporaryUntil?: number;
  attributes: Record<string, string>;
  groups: string[];
  createdAt: number;
  totp?: { secret: string; verified: boolean; enabled: boolean };
};
/** Something short-lived that names a user: a refresh token, a challenge session, a mailed code. */
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
  const save = db.prepare('INSERT OR REPLACE INTO cognito_user VALUES (?, ?, ?, ?)');
  const byName = db.prepare('SELECT body FROM cognito_user WHERE pool = ? AND (sub = ? OR email = ?)');
  const all = db.prepare('SELECT body FROM cognito_user WHERE pool = ?');
  const drop = db.prepare('DELETE FROM cognito_user WHERE pool = ? AND sub = ?');
  const grant = db.prepare('INSERT OR REPLACE INTO cognito_grant VALUES (?, ?, ?, ?, ?, ?, ?)');
  const granted = db.prepare('SELECT * FROM cognito_grant WHERE secret = ? AND kind = ? AND until > ?');
  const revoke = db.prepare('DELETE FROM cognito_grant WHERE secret = ?');
  const revokeAll = db.prepare('DELETE FROM cognito_grant WHERE pool = ? AND sub = ? AND kind = ?');
  const parse = (row: Record<string, unknown> | undefined) =>
    row === undefined ? undefined : (JSON.parse(String(row.body)) as User);

  return {
    pools,
    clients,
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
    find: (poolId: string, name: string) => parse(byName.get(poolId, name, name.toLowerCase())),
    user(poolId: string, name: string): User {
      const user = parse(byName.get(poolId, name, name.toLowerCase()));
      if (!user) throw new AwsError('UserNotFoundException', 'User does not exist.');
      return user;
    },
    users: (poolId: string) => all.all(poolId).map((row) => JSON.parse(String(row.body)) as User),
    save: (poolId: string, user: User) => void save.run(poolId, user.sub, user.email, JSON.stringify(user)),
    remove: (poolId: string, user: User) => void drop.run(poolId, user.sub),
    grant: (secret: string, { kind, poolId, clientId, sub, until, detail }: Grant) =>
      void grant.run(secret, kind, poolId, clientId, sub, until, detail),
    granted(secret: string, kind: Grant['kind']): Grant | undefined {
      const row = granted.get(secret, kind, clock.now());
      return (
        row && {
          kind,
          poolId: String(row.pool),
          clientId: String(row.client),
          sub: String(row.sub),
          until: Number(row.until),
          detail: String(row.detail),
        }
      );
    },
    revoke: (secret: string) => void revoke.run(secret),
    revokeAll: (poolId: string, sub: string, kind: Grant['kind']) => void revokeAll.run(poolId, sub, kind),
  };
}
export type CognitoState = ReturnType<typeof openCognitoState>;

/** Low cost, because these are throw-away logins of one laptop; still never in clear. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64')}.${scryptSync(password, salt, 32, { N: 1024 }).toString('base64')}`;
}

export function isPassword(password: string, hashed: string | undefined): boolean {
  const [salt = '', hash = ''] = (hashed ?? '').split('.');
  if (salt === '' || hash === '') return false;
  return timingSafeEqual(
    scryptSync(password, Buffer.from(salt, 'base64'), 32, { N: 1024 }),
    Buffer.from(hash, 'base64'),
  );
}

export function assertStrong(password: string, policy: PasswordPolicy): void {
  const weak = (what: string) =>
    new AwsError('InvalidPasswordException', `Password did not conform with policy: Password ${what}`);
  if (password.length < (policy.MinimumLength ?? 8)) throw weak('not long enough');
  if (policy.RequireUppercase && !/\p{Lu}/u.test(password)) throw weak('must have uppercase characters');
  if (policy.RequireLowercase && !/\p{Ll}/u.test(password)) throw weak('must have lowercase characters');
  if (policy.RequireNumbers && !/\d/.test(password)) throw weak('must have numeric characters');
  if (policy.RequireSymbols && !/[^\p{L}\d\s]/u.test(password)) throw weak('must have symbol characters');
}
