import * as circuits from '#functions/platforms/circuit.store.ts';
import { type Access, T } from '#test/functions/runtime/access.ts';

const trouble = { failures: 10, trips: 0 };

export const access: Access = {
  reads: {
    circuitOf: [
      'Is this network in trouble?',
      () => circuits.circuitOf('instagram'),
      'Get | table | $ksa#platform_instagram | $circuit_1',
    ],
  },
  counts: {
    incrementFailures: [
      () => circuits.incrementFailures('instagram'),
      'Update | table | $ksa#platform_instagram | $circuit_1',
    ],
    storeOpening: [
      () => circuits.storeOpening('instagram', trouble, { ...trouble, openUntil: T }),
      'Put | table | $ksa#platform_instagram | $circuit_1',
    ],
    resetCircuit: [() => circuits.resetCircuit('instagram'), 'Put | table | $ksa#platform_instagram | $circuit_1'],
  },
  across: {
    circuitOf: 'a network is in trouble for everybody',
  },
};
