import { createWriteTransaction } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import { firstOwner } from './first-owner.entity.ts';

/** Whether the platform has had its first owner. */
export const ownerExists = async (): Promise<boolean> =>
  (await firstOwner.get({ mark: 'owner' }).go({ consistent: true })).data !== null;

/** Marks the first owner; refused when there is one. */
export const firstOwnerMarked = (userId: string): Write[] =>
  writesOf(
    createWriteTransaction({ firstOwner }, (entities) => [
      entities.firstOwner.create({ mark: 'owner', userId }).commit(),
    ]),
  );
