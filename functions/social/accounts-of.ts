import { type Account, accountsOfClient } from './account.store.ts';

/** All accounts of a client, oldest first, disconnected ones included. Tokens stay sealed. */
export const accountsOf = (clientId: string): Promise<Account[]> => accountsOfClient(clientId);
