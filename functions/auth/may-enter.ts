import type { User } from './user.store.ts';

/** Whether a login is open: neither the person nor their business is suspended. */
export const mayEnter = ({ status, clientId, clientStatus }: User): boolean =>
  status === 'active' && (clientId === undefined || clientStatus === 'active');
