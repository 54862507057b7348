import { standIns } from '#local/sandbox/sandboxes.ts';
import type { Backend } from './backend.ts';

/** Fills in what an operator would have been given by every service of the outside world. */
export function fillSecrets({ secretsManager }: Backend): void {
  for (const [name, { secret }] of standIns) secretsManager.putSecret(`ksa-test/${name}`, JSON.stringify(secret));
}
