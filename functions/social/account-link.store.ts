import { createWriteTransaction, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { accountLink } from './account-link.entity.ts';

export type AccountLink = EntityItem<typeof accountLink>;

/** Whose an account is, or undefined. */
export const linkOf = async ({ platform, externalId }: Pick<AccountLink, 'platform' | 'externalId'>) =>
  (await accountLink.get({ platform, externalId }).go({ consistent: true })).data ?? undefined;

/** Takes the account for a client. Refused when it is linked in any other way. */
export const accountLinked = (link: AccountLink): Write[] =>
  writesOf(
    createWriteTransaction({ accountLink }, (entities) => [
      entities.accountLink
        .put(link)
        .where(
          ({ clientId, accountId }, { notExists, eq }) =>
            `${notExists(clientId)} OR (${eq(clientId, link.clientId)} AND ${eq(accountId, link.accountId)})`,
        )
        .commit(),
    ]),
  );

/** Gives the account free. Refused when it is not this client's. */
export const accountUnlinked = ({ platform, externalId, clientId: owner }: Omit<AccountLink, 'accountId'>): Write[] =>
  writesOf(
    createWriteTransaction({ accountLink }, (entities) => [
      entities.accountLink
        .delete({ platform, externalId })
        .where(({ clientId }, { eq }) => eq(clientId, owner))
        .commit(),
    ]),
  );
