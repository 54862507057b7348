import type { DatabaseSync } from 'node:sqlite';

/** What people and tests may turn about the sandbox; kept across restarts. */
export type Settings = {
  /** How long a container is IN_PROGRESS, in milliseconds of the local clock. */
  processingMs: number;
  /** `config.quota_total` of the publishing limit. */
  quotaTotal: number;
  /** Percentages in the usage headers of every answer. */
  usagePercent: number;
  /** Whether `/media` shows captions on this host: the sources disagree. */
  showCaptions: boolean;
  /** While set, the processing of new containers ends in ERROR with this subcode. */
  processingFailure: number | null;
  /** Comments are turned off: posting one is refused. */
  commentsOff: boolean;
  /** The list of comments is empty although the post's own count is not: seen on this host. */
  hideComments: boolean;
  /** Per account id: special switches. */
  accounts: Record<string, AccountSwitches>;
};

export type AccountSwitches = {
  /** False: the account is no tester of the app, so every graph call answers code 100. @default true */
  tester?: boolean;
  /** A scope that the consent does not grant. */
  withholdScope?: string;
  /** Tokens issued before `deadBefore` answer 190 with this subcode (458 app removed, 460 password changed). */
  deadSubcode?: number;
  deadBefore?: number;
};

/** What is undefined stays as it was. */
export type Change<T> = { [K in keyof T]?: T[K] | undefined };
const given = <T extends object>(change: Change<T>): Partial<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>;

const defaults: Settings = {
  processingMs: 4_000,
  quotaTotal: 50,
  usagePercent: 3,
  showCaptions: true,
  processingFailure: null,
  commentsOff: false,
  hideComments: false,
  accounts: {},
};

export function createSettings(db: DatabaseSync) {
  db.exec('CREATE TABLE IF NOT EXISTS instagram_settings (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT)');
  const row = db.prepare('SELECT body FROM instagram_settings').get();
  let current: Settings = { ...defaults, ...(row ? JSON.parse(String(row.body)) : {}) };
  const save = db.prepare('INSERT OR REPLACE INTO instagram_settings VALUES (1, ?)');
  const set = (change: Change<Settings>) => {
    current = { ...current, ...given(change) };
    save.run(JSON.stringify(current));
  };
  return {
    get: () => current,
    set,
    account: (id: string): AccountSwitches => current.accounts[id] ?? {},
    setAccount: (id: string, change: Change<AccountSwitches>) =>
      set({ accounts: { ...current.accounts, [id]: { ...current.accounts[id], ...given(change) } } }),
  };
}
export type SettingsStore = ReturnType<typeof createSettings>;
