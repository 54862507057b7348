import { user } from './user.entity.ts';

/** The login behind a Cognito subject, or undefined. */
export const userBySubject = async (subject: string) => (await user.get({ subject }).go()).data ?? undefined;

/** The team of one client, oldest first. */
export const usersOfClient = async (clientId: string) =>
  (await user.query.byClient({ clientId }).go({ pages: 'all' })).data;
