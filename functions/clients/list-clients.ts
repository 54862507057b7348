import { pageOf } from '#runtime/paging.ts';
import { allClients } from './client.store.ts';

/** All businesses, newest first, for the staff. */
export const listClients = ({ limit, cursor }: { limit: number; cursor?: string | undefined }) =>
  pageOf('clients.list', cursor, (from) => allClients({ limit, cursor: from }));
