import * as clients from '#functions/clients/client.store.ts';
import { type Access, clientId, page, T } from '#test/functions/runtime/access.ts';

const client = { clientId, name: 'n', nameEn: 'n', zone: 'Asia/Kuwait', status: 'active', createdAt: T } as const;

export const access: Access = {
  reads: {
    clientById: [
      'What is this business?',
      () => clients.clientById(clientId),
      'Get | table | $ksa#clientid_cl_a | $client_1',
    ],
    allClients: [
      'Which businesses are there, newest first?',
      () => clients.allClients(page),
      'Query | gsi2 | $ksa | begins_with(gsi2sk, $client_1#createdat_)',
    ],
  },
  writes: {
    clientCreated: [() => clients.clientCreated(client), 'TransactPut | table | $ksa#clientid_cl_a | $client_1'],
    clientStatusChanged: [
      () => clients.clientStatusChanged(clientId, 'suspended'),
      'TransactUpdate | table | $ksa#clientid_cl_a | $client_1',
    ],
    clientIsActive: [
      () => clients.clientIsActive(clientId),
      'TransactConditionCheck | table | $ksa#clientid_cl_a | $client_1',
    ],
  },
  across: {
    allClients: 'staff see all businesses',
  },
};
