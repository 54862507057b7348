import * as apiKeys from '#functions/api-keys/api-key.store.ts';
import { type Access, clientId, T } from '#test/functions/runtime/access.ts';

const key = { clientId, keyId: 'ky_f', name: 'n', hash: 'h', scopes: [], createdAt: T, createdBy: 'us_d' };

export const access: Access = {
  reads: {
    keyById: [
      'What may this key do, and for how long?',
      () => apiKeys.keyById(clientId, 'ky_f'),
      'Get | table | $ksa#clientid_cl_a | $apikey_1#keyid_ky_f',
    ],
  },
  writes: {
    keyCreated: [() => apiKeys.keyCreated(key), 'TransactPut | table | $ksa#clientid_cl_a | $apikey_1#keyid_ky_f'],
  },
};
