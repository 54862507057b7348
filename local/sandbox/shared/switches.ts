import type { DatabaseSync } from 'node:sqlite';
import { type Exchange, json, type Operation } from '#cloud/outside/sandbox.ts';

type Value = string | number | boolean;

/**
 * What people and tests may turn about a sandbox, kept across restarts: `POST /settings {"name": value}`, each of the
 * type of its default. `POST /accounts/{id} {"revoke": true}` ends what an account granted.
 */
export function createSwitches<T extends Record<string, Value>>(db: DatabaseSync, platform: string, defaults: T) {
  db.exec('CREATE TABLE IF NOT EXISTS sandbox_settings (platform TEXT PRIMARY KEY, body TEXT)');
  const row = db.prepare('SELECT body FROM sandbox_settings WHERE platform = ?').get(platform);
  let current: T = { ...defaults, ...(row ? JSON.parse(String(row.body)) : {}) };
  const save = db.prepare('INSERT OR REPLACE INTO sandbox_settings VALUES (?, ?)');
  const set = (change: Partial<T>): T => {
    current = { ...current, ...change };
    save.run(platform, JSON.stringify(current));
    return current;
  };
  const changeIn = (body: Buffer): Partial<T> | undefined => {
    try {
      const change = Object.entries(JSON.parse(body.toString()) as object);
      const known = change.every(([name, value]) => name in defaults && typeof value === typeof defaults[name]);
      return known ? (Object.fromEntries(change) as Partial<T>) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    get: (): T => current,
    set,
    /** The switches over HTTP. */
    at({ method, path, body }: Exchange, revoke: (account: string) => void): Operation | undefined {
      if (method !== 'POST') return undefined;
      if (path === '/settings')
        return {
          name: 'switch',
          run: () => {
            const change = changeIn(body);
            return change ? json(set(change)) : json({ error: 'There is no such switch' }, 422);
          },
        };
      const account = /^\/accounts\/([\w-]+)$/.exec(path)?.[1];
      if (account === undefined) return undefined;
      return {
        name: 'switch',
        run: () => {
          revoke(account);
          return json({ revoked: account });
        },
      };
    },
  };
}
