import { AwsError, type Ground } from '../service.ts';

const TOKEN_MS = 10 * 60 * 1000;

/** Client tokens of transactions, for ten minutes. */
export function openTokens({ db, clock }: Ground) {
  db.exec('CREATE TABLE IF NOT EXISTS dynamodb_tokens (token TEXT PRIMARY KEY, digest TEXT, expires INTEGER)');
  const find = db.prepare('SELECT digest FROM dynamodb_tokens WHERE token = ? AND expires > ?');
  const insert = db.prepare('INSERT OR REPLACE INTO dynamodb_tokens VALUES (?, ?, ?)');
  const trim = db.prepare('DELETE FROM dynamodb_tokens WHERE expires <= ?');
  return {
    /** Throws IdempotentParameterMismatchException for a known token with other content. */
    isRepeat(token: string | undefined, digest: string): boolean {
      const known = token === undefined ? undefined : find.get(token, clock.now());
      if (known === undefined) return false;
      if (known.digest === digest) return true;
      throw new AwsError('IdempotentParameterMismatchException', 'Same token, other parameters');
    },
    remember(token: string | undefined, digest: string): void {
      if (token === undefined) return;
      trim.run(clock.now());
      insert.run(token, digest, clock.now() + TOKEN_MS);
    },
  };
}
