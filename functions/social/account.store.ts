import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { account, NEVER } from './account.entity.ts';

export type Account = EntityItem<typeof account>;
export type AccountKey = Pick<Account, 'clientId' | 'accountId'>;
type Dates = Required<Pick<Account, 'tokenExpiresAt' | 'refreshAt'>>;
type Token = Dates & Required<Pick<Account, 'sealedToken' | 'tokenIssuedAt'>> & Pick<Account, 'sealedRefreshToken'>;
/** The right to refresh until `refreshLease`, with the dates of the token as they are known by now. */
type Lease = Dates & Required<Pick<Account, 'refreshLease'>>;

/** One account, or undefined. `consistent` when a decision follows from it. */
export const accountByKey = async ({ clientId, accountId }: AccountKey, consistent = false) =>
  (await account.get({ clientId, accountId }).go({ consistent })).data ?? undefined;

/** All accounts of a client, oldest first. */
export const accountsOfClient = async (clientId: string) =>
  (await account.query.byClient({ clientId }).go({ pages: 'all' })).data;

/** The client's accounts among `ids`, in the order asked for; missing ones are left out. */
export async function accountsByIds(clientId: string, ids: readonly string[], consistent = false) {
  const { data, unprocessed } = await account.get(ids.map((accountId) => ({ clientId, accountId }))).go({ consistent });
  if (unprocessed.length > 0) throw new Error('The table did not read all accounts');
  return ids.flatMap((id) => data.find(({ accountId }) => accountId === id) ?? []);
}

/** Accounts of one shard whose token is due for a refresh: a hint only, the item itself decides. */
export const accountsDueForRefresh = async (refreshShard: string, now: number) =>
  (await account.query.byRefresh({ refreshShard }).lte({ refreshAt: now }).go({ pages: 'all' })).data;

/** The account as it stands after a consent. */
export const accountConnected = (row: Account): Write[] =>
  writesOf(createWriteTransaction({ account }, (entities) => [entities.account.put(row).commit()]));

/**
 * Forgets the token; somebody has to look at `stopAt` whether its posts are stopped. Refused when the account is
 * disconnected already.
 */
export const accountDisconnected = ({ clientId, accountId }: AccountKey, stopAt: number): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set({ status: 'disconnected', reason: 'account.disconnected', refreshAt: stopAt })
        .remove(['sealedToken', 'sealedRefreshToken', 'tokenIssuedAt', 'tokenExpiresAt', 'refreshLease'])
        .where(({ status }, { ne }) => ne(status, 'disconnected'))
        .commit(),
    ]),
  );

/** All posts of a disconnected account are stopped. Refused when it was connected or disconnected anew meanwhile. */
export const postsStopped = ({
  clientId,
  accountId,
  refreshAt: stopAt,
}: AccountKey & Pick<Account, 'refreshAt'>): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set({ refreshAt: NEVER })
        .where(({ status, refreshAt }, { eq }) => `${eq(status, 'disconnected')} AND ${eq(refreshAt, stopAt)}`)
        .commit(),
    ]),
  );

/** The token is dead. Refused unless the account still holds the token that was issued then. */
export const accountNeedsReconnect = ({ clientId, accountId }: AccountKey, issuedAt: number, reason: string): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set({ status: 'needs_reconnect', reason, refreshAt: NEVER })
        .remove(['refreshLease'])
        .where(({ status, tokenIssuedAt }, { eq }) => `${eq(status, 'active')} AND ${eq(tokenIssuedAt, issuedAt)}`)
        .commit(),
    ]),
  );

/** Takes the right to refresh. Refused when somebody has it, or the token is another one by now. */
export const refreshLeased = (
  { clientId, accountId }: AccountKey,
  issuedAt: number,
  now: number,
  lease: Lease,
): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set(lease)
        .where(
          ({ status, tokenIssuedAt, refreshLease }, { eq, notExists, lte }) =>
            `${eq(status, 'active')} AND ${eq(tokenIssuedAt, issuedAt)} AND (${notExists(refreshLease)} OR ${lte(refreshLease, now)})`,
        )
        .commit(),
    ]),
  );

/** The refreshed token. Refused when the lease was lost meanwhile. */
export const tokenRefreshed = ({ clientId, accountId }: AccountKey, lease: number, token: Token): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set(token)
        .remove(['refreshLease'])
        .where(({ status, refreshLease }, { eq }) => `${eq(status, 'active')} AND ${eq(refreshLease, lease)}`)
        .commit(),
    ]),
  );

/** Gives the lease back without a token: not to be tried before `refreshAt`. Refused when the lease was lost meanwhile. */
export const refreshPutOff = ({ clientId, accountId }: AccountKey, lease: number, refreshAt: number): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set({ refreshAt })
        .remove(['refreshLease'])
        .where(({ status, refreshLease }, { eq }) => `${eq(status, 'active')} AND ${eq(refreshLease, lease)}`)
        .commit(),
    ]),
  );

/** When the account published last; earlier times change nothing. */
export const publishedNoted = ({ clientId, accountId }: AccountKey, at: number): Write[] =>
  writesOf(
    createWriteTransaction({ account }, (entities) => [
      entities.account
        .patch({ clientId, accountId })
        .set({ lastPublishedAt: at })
        .where(
          ({ lastPublishedAt }, { notExists, lt }) => `(${notExists(lastPublishedAt)} OR ${lt(lastPublishedAt, at)})`,
        )
        .commit(),
    ]),
  );
