import * as z from 'zod/mini';
import type { Kms } from '../../aws/kms.ts';
import type { Endpoints } from './endpoint.ts';

const KeyOrder = z.strictObject({ enabled: z.boolean() });

/** Rotates keys and switches them off and on. A key is named by its id, its alias (`alias%2F…`) or its logical id. */
export function keyEndpoints({ kms, keyIds }: { kms: Kms; keyIds: Readonly<Record<string, string>> }): Endpoints {
  const keyOf = (name = '') => keyIds[name] ?? name;
  return {
    'POST /keys/*/rotate': ([name]) => kms.rotateKey(keyOf(name)),
    'POST /keys/*': ([name], body) => kms.enableKey(keyOf(name), KeyOrder.parse(body).enabled),
  };
}
