import { createHash, randomBytes } from 'node:crypto';
import type { Ground } from '#cloud/aws/service.ts';
import { GraphRefusal } from './errors.ts';
import type { SettingsStore } from './settings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LIFETIMES = { code: HOUR, short: HOUR, long: 60 * DAY } as const;

/** What a code or token stands for. */
export type Grant = {
  account: string;
  scopes: string[];
  kind: keyof typeof LIFETIMES;
  issuedAt: number;
  expiresAt: number;
};

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Codes and tokens, stored as hashes only: no token can ever be found in the state folder. */
export function createTokens({ db, clock }: Ground, settings: SettingsStore) {
  db.exec(`CREATE TABLE IF NOT EXISTS instagram_tokens (
    hash TEXT PRIMARY KEY, kind TEXT, account TEXT, scopes TEXT, issued INTEGER, expires INTEGER, redirect TEXT)`);
  const insert = db.prepare('INSERT INTO instagram_tokens VALUES (?, ?, ?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM instagram_tokens WHERE hash = ?');
  const remove = db.prepare('DELETE FROM instagram_tokens WHERE hash = ?');

  const issue = (kind: Grant['kind'], account: string, scopes: readonly string[], redirect = ''): string => {
    const secret =
      kind === 'code' ? `AQ${randomBytes(40).toString('base64url')}` : `IGAA${randomBytes(60).toString('hex')}`;
    const now = clock.now();
    insert.run(hashOf(secret), kind, account, scopes.join(','), now, now + LIFETIMES[kind], redirect);
    return secret;
  };

  const row = (secret: string) => {
    const found = find.get(hashOf(secret));
    if (!found) return undefined;
    const grant: Grant = {
      kind: found.kind as Grant['kind'],
      account: String(found.account),
      scopes: String(found.scopes).split(','),
      issuedAt: Number(found.issued),
      expiresAt: Number(found.expires),
    };
    return { grant, redirect: String(found.redirect) };
  };

  return {
    issue,
    /** Uses a code up: it works once, for the same redirect address and within the hour. */
    takeCode(code: string, redirect: string): Grant | undefined {
      const found = row(code);
      if (found?.grant.kind !== 'code') return undefined;
      if (found.redirect !== redirect || found.grant.expiresAt <= clock.now()) return undefined;
      remove.run(hashOf(code));
      return found.grant;
    },
    /** What a token may do now, or Instagram's refusal of it. */
    check(token: string): Grant {
      const grant = row(token)?.grant;
      if (!grant || grant.kind === 'code')
        throw new GraphRefusal(190, undefined, { message: 'Invalid OAuth access token - Cannot parse access token' });
      const { deadSubcode, deadBefore = 0, tester = true } = settings.account(grant.account);
      if (!tester)
        throw new GraphRefusal(100, undefined, {
          type: 'IGApiException',
          message: 'Unsupported request - method type: get',
        });
      if (deadSubcode !== undefined && grant.issuedAt <= deadBefore) throw new GraphRefusal(190, deadSubcode);
      if (grant.expiresAt <= clock.now()) throw new GraphRefusal(190, 463);
      return grant;
    },
    /** Whether a long token is old enough to be refreshed. */
    refreshable: (grant: Grant): boolean => grant.kind === 'long' && clock.now() - grant.issuedAt >= DAY,
    lifetimeSeconds: (kind: Grant['kind']): number => LIFETIMES[kind] / 1000,
  };
}
export type Tokens = ReturnType<typeof createTokens>;
