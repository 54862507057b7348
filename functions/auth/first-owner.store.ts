import { createWriteTransaction } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { firstOwner } from './first-owner.entity.ts';

/** The platform's first owner, or undefined while there is none. */
export const firstOwnerId = async (): Promise<string | undefined> =>
  (await firstOwner.get({ mark: 'owner' }).go({ consistent: true })).data?.userId;

/** Marks the first owner; refused when there is one. */
export const firstOwnerMarked = (userId: string): Write[] =>
  writesOf(
    createWriteTransaction({ firstOwner }, (entities) => [
      entities.firstOwner.create({ mark: 'owner', userId }).commit(),
    ]),
  );
