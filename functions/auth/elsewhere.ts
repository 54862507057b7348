import { createHash } from 'node:crypto';
import type { User } from './user.store.ts';

const PREFIX = 'elsewhere-';

/**
 * Stands where the subject of a login would, for somebody a business invited whose address has its login elsewhere. It
 * is the same for every try, and no login can have it.
 */
export const elsewhere = (clientId: string, email: string): string =>
  PREFIX + createHash('sha256').update(`${clientId}\0${email}`).digest('hex');

/** Whether the login of somebody invited is with another business, so that this row opens nothing. */
export const isElsewhere = ({ subject }: Pick<User, 'subject'>): boolean => subject.startsWith(PREFIX);
