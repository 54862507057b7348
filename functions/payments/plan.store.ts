import { createWriteTransaction } from 'electrodb';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { Plan } from '#shared/payments/plan.ts';
import { plan } from './plan.entity.ts';

/** Every version that an owner made. */
export const ownersPlans = async (): Promise<Plan[]> => (await plan.query.all({}).go({ pages: 'all' })).data as Plan[];

/** Refused when there is that version already. */
export const planMade = (row: Plan): Write[] =>
  writesOf(createWriteTransaction({ plan }, (entities) => [entities.plan.create(row).commit()]));
