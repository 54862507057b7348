import { createHash, randomBytes } from 'node:crypto';
import type { Ground } from '#cloud/aws/service.ts';

/** Who consented to what. */
export type Grant = { account: string; scopes: string[] };
export type Code = Grant & { challenge: string };
type Kind = 'code' | 'access' | 'refresh';
/** How long each lives, in milliseconds. */
export type Lives = Readonly<Record<Kind, number>>;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Codes, access and refresh tokens of one network, stored as hashes only. */
export function createGrants(
  { db, clock }: Ground,
  platform: string,
  lives: Lives,
  prefix: Partial<Record<Kind, string>> = {},
) {
  db.exec(`CREATE TABLE IF NOT EXISTS sandbox_grants (hash TEXT PRIMARY KEY, platform TEXT, kind TEXT, account TEXT,
    scopes TEXT, expires INTEGER, redirect TEXT, challenge TEXT)`);
  const insert = db.prepare('INSERT INTO sandbox_grants VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM sandbox_grants WHERE hash = ? AND platform = ? AND kind = ?');
  const remove = db.prepare('DELETE FROM sandbox_grants WHERE hash = ?');
  const removeAll = db.prepare("DELETE FROM sandbox_grants WHERE platform = ? AND account = ? AND kind <> 'code'");

  const issue = (kind: Kind, { account, scopes }: Grant, redirect = '', challenge = ''): string => {
    const secret = `${prefix[kind] ?? ''}${randomBytes(36).toString('base64url')}`;
    const expires = clock.now() + lives[kind];
    insert.run(hashOf(secret), platform, kind, account, scopes.join(' '), expires, redirect, challenge);
    return secret;
  };
  const row = (kind: Kind, secret: string) => {
    const found = find.get(hashOf(secret), platform, kind);
    if (!found || Number(found.expires) <= clock.now()) return undefined;
    const scopes = String(found.scopes).split(' ').filter(Boolean);
    return {
      account: String(found.account),
      scopes,
      redirect: String(found.redirect),
      challenge: String(found.challenge),
    };
  };

  return {
    issue,
    /** Uses a code up: once, for the address it was given to, while it lives. */
    takeCode(code: string, redirect: string): Code | undefined {
      const found = row('code', code);
      if (found?.redirect !== redirect) return undefined;
      remove.run(hashOf(code));
      return found;
    },
    /** What an access token may do, or nothing when it is unknown, taken away or too old. */
    access: (token: string): Grant | undefined => row('access', token),
    /** What a refresh token stands for; `used` ends its own validity. */
    refresh(token: string, used: boolean): Grant | undefined {
      const found = row('refresh', token);
      if (found && used) remove.run(hashOf(token));
      return found;
    },
    /** Ends everything that an account ever granted. */
    revoke: (account: string) => void removeAll.run(platform, account),
    /** Whose any kind of token is. */
    ownerOf: (token: string): string | undefined => (row('access', token) ?? row('refresh', token))?.account,
    seconds: (kind: Kind): number => Math.round(lives[kind] / 1000),
  };
}
export type Grants = ReturnType<typeof createGrants>;

/** The bearer token of a request. */
export const bearerOf = (headers: { authorization?: string | undefined }): string =>
  /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
