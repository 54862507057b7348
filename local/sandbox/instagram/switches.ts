import * as z from 'zod/mini';
import { type Exchange, json, type Operation } from '#cloud/outside/sandbox.ts';
import { accountById } from './accounts.ts';
import type { SettingsStore } from './settings.ts';

const count = z.optional(z.coerce.number().check(z.int(), z.minimum(0)));
const flag = z.optional(
  z.pipe(
    z.enum(['true', 'false']),
    z.transform((value) => value === 'true'),
  ),
);

const settingsChange = z.strictObject({
  processingMs: count,
  quotaTotal: count,
  usagePercent: count,
  showCaptions: flag,
  processingFailure: count,
  commentsOff: flag,
  hideComments: flag,
});
const accountChange = z.strictObject({
  tester: flag,
  withholdScope: z.optional(z.string()),
  /** Kills all tokens issued so far, with this subcode. */
  revoke: z.optional(
    z.pipe(
      z.enum(['458', '460']),
      z.transform((value) => (value === '460' ? 460 : 458)),
    ),
  ),
});

/**
 * The switches of the sandbox over HTTP, for people and for tests in other processes:
 * `POST /settings {"quotaTotal":1}` and `POST /accounts/{id} {"tester":false}`.
 */
export function switchAt(
  { method, path, params }: Exchange,
  settings: SettingsStore,
  revoke: (account: string, subcode: 458 | 460) => void,
): Operation | undefined {
  if (method !== 'POST') return undefined;
  if (path === '/settings')
    return changing(settingsChange, params, (change) => {
      settings.set(change);
      return settings.get();
    });
  const account = accountById(/^\/accounts\/(\d+)$/.exec(path)?.[1] ?? '');
  if (!account) return undefined;
  return changing(accountChange, params, ({ revoke: subcode, ...change }) => {
    settings.setAccount(account.id, change);
    if (subcode !== undefined) revoke(account.id, subcode);
    return settings.account(account.id);
  });
}

const changing = <S extends z.ZodMiniType>(
  schema: S,
  params: unknown,
  change: (value: z.output<S>) => object,
): Operation => ({
  name: 'switch',
  run: () => {
    const parsed = schema.safeParse(params);
    return parsed.success ? json(change(parsed.data)) : json({ error: z.prettifyError(parsed.error) }, 422);
  },
});
