import { createWriteTransaction, ElectroError, type EntityItem } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { user } from './user.entity.ts';

export type User = EntityItem<typeof user>;

/** The login behind a Cognito subject, or undefined. */
export const userBySubject = async (subject: string) => (await user.get({ subject }).go()).data ?? undefined;

/** The same, seeing every write that was answered before. */
export const userBySubjectNow = async (subject: string) =>
  (await user.get({ subject }).go({ consistent: true })).data ?? undefined;

/** The login behind one of our own user ids, or undefined. */
export const userById = async (userId: string) => (await user.query.byUserId({ userId }).go()).data[0];

/** The team of one client, oldest first. */
export const usersOfClient = async (clientId: string) =>
  (await user.query.byClient({ clientId }).go({ pages: 'all' })).data;

/** Adds a login; refused when the subject has one. */
export const userCreated = (row: User): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user.create(row.clientId === undefined ? row : { ...row, joinedAt: row.createdAt }).commit(),
    ]),
  );

/** Repeats the client's status on the rows of its people. */
export const clientStatusRepeated = (subjects: readonly string[], clientStatus: 'active' | 'suspended'): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) =>
      subjects.map((subject) => entities.user.patch({ subject }).set({ clientStatus }).commit()),
    ),
  );

/** Ends all sessions of a login that began up to `at` (epoch seconds); of nobody when the subject has no row. */
export async function allSessionsEnded(subject: string, at: number): Promise<void> {
  try {
    await user.patch({ subject }).set({ sessionsEndedAt: at }).go();
  } catch (error) {
    if (!(error instanceof ElectroError && error.cause?.name === 'ConditionalCheckFailedException')) throw error;
  }
}
