import { createWriteTransaction } from 'electrodb';
import { writeOne, writesOf } from '#runtime/transaction.ts';
import type { Platform } from '#shared/platforms/platform.ts';
import type { Circuit, OpenCircuit } from '#shared/publishing/circuit.ts';
import { circuit } from './circuit.entity.ts';

/** What is known of a network, read consistently. */
export async function circuitOf(platform: Platform): Promise<Circuit> {
  const { data } = await circuit.get({ platform }).go({ consistent: true });
  return data ?? { failures: 0, trips: 0 };
}

/** Counts one more failure, whoever else counts at the same time; answers with what is known after it. */
export async function incrementFailures(platform: Platform): Promise<Circuit> {
  const { data } = await circuit.upsert({ platform }).add({ failures: 1, trips: 0 }).go({ response: 'all_new' });
  return data;
}

/** Opens the circuit, unless somebody stored another opening since `before` was read. */
export const storeOpening = (platform: Platform, before: Circuit, next: OpenCircuit): Promise<boolean> =>
  writeOne(
    writesOf(
      createWriteTransaction({ circuit }, (entities) => [
        entities.circuit
          .put({ ...next, platform })
          .where(({ openUntil }, { eq, notExists }) =>
            before.openUntil === undefined ? notExists(openUntil) : eq(openUntil, before.openUntil),
          )
          .commit(),
      ]),
    ),
  );

/** The network answered: its circuit is closed and its failures count from nought. */
export async function resetCircuit(platform: Platform): Promise<void> {
  await circuit.put({ platform, failures: 0, trips: 0 }).go();
}
