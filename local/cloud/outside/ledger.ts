import type { DatabaseSync } from 'node:sqlite';

/** One call the outside world accepted. `request` is what was sent, without tokens and secrets. */
export type LedgerRow = {
  at: number;
  account: string;
  operation: string;
  /** What the call made or touched: a container, a media, an account. */
  id: string;
  request: Record<string, string>;
};

const SECRET = /token|secret|^(code|code_verifier|key|iv)$/i;

/** The ground truth of one platform: every accepted call, in order, kept across restarts. */
export function createLedger(db: DatabaseSync, platform: string) {
  db.exec(`CREATE TABLE IF NOT EXISTS sandbox_ledger (
    seq INTEGER PRIMARY KEY, platform TEXT, at INTEGER, account TEXT, operation TEXT, id TEXT, request TEXT)`);
  const insert = db.prepare(
    'INSERT INTO sandbox_ledger (platform, at, account, operation, id, request) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const all = db.prepare('SELECT * FROM sandbox_ledger WHERE platform = ? ORDER BY seq');
  return {
    write({ at, account, operation, id, request }: LedgerRow) {
      const shown = Object.fromEntries(Object.entries(request).filter(([name]) => !SECRET.test(name)));
      insert.run(platform, at, account, operation, id, JSON.stringify(shown));
    },
    rows: (): LedgerRow[] =>
      all.all(platform).map((row) => ({
        at: Number(row.at),
        account: String(row.account),
        operation: String(row.operation),
        id: String(row.id),
        request: JSON.parse(String(row.request)),
      })),
  };
}
