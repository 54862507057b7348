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

/** Refused when they have joined already, or are gone. */
export const userJoined = (subject: string): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .patch({ subject })
        .set({ status: 'active' })
        .where(({ status }, { eq }) => eq(status, 'invited'))
        .commit(),
    ]),
  );

/** Refused when they are invited no more. */
export const invitationSent = (subject: string, sentAt: number): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .patch({ subject })
        .set({ sentAt })
        .where(({ status }, { eq }) => eq(status, 'invited'))
        .commit(),
    ]),
  );

/** Puts somebody invited under another subject, as if not written to yet. Refused when they are invited no more. */
export const userMoved = ({ sentAt: _, ...row }: User, subject: string): Write[] => [
  ...writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .delete({ subject: row.subject })
        .where(({ status }, { eq }) => eq(status, 'invited'))
        .commit(),
    ]),
  ),
  ...userCreated({ ...row, subject }),
];

/** Refused when they are gone, or have another role than `from` by now. */
export const roleChanged = (subject: string, from: User['role'], to: User['role']): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .patch({ subject })
        .set({ role: to })
        .where(({ status, role }, { eq, ne }) => `${ne(status, 'removed')} AND ${eq(role, from)}`)
        .commit(),
    ]),
  );

/** Shuts somebody out for good. Refused when that was done. */
export const userRemoved = (subject: string): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .patch({ subject })
        .set({ status: 'removed' })
        .where(({ status }, { ne }) => ne(status, 'removed'))
        .commit(),
    ]),
  );

/** Deletes the row of somebody removed; refused for anybody else. */
export const userForgotten = (subject: string): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .delete({ subject })
        .where(({ status }, { eq }) => eq(status, 'removed'))
        .commit(),
    ]),
  );

/** Refused unless this person may manage a team at the moment of the write. */
export const isStillManager = (subject: string): Write[] =>
  writesOf(
    createWriteTransaction({ user }, (entities) => [
      entities.user
        .check({ subject })
        .where(({ status, role }, { eq }) => `${eq(status, 'active')} AND ${eq(role, 'manager')}`)
        .commit(),
    ]),
  );

/** Ends all sessions of a login that began up to `at` (epoch seconds); of nobody when the subject has no row. */
export async function allSessionsEnded(subject: string, at: number): Promise<void> {
  try {
    await user.patch({ subject }).set({ sessionsEndedAt: at }).go();
  } catch (error) {
    if (!(error instanceof ElectroError && error.cause?.name === 'ConditionalCheckFailedException')) throw error;
  }
}
