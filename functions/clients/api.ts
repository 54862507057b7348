import { changeRole } from '#functions/auth/change-role.ts';
import { inviteAgain } from '#functions/auth/invite-again.ts';
import { removeMember } from '#functions/auth/remove-member.ts';
import { api } from '#runtime/api.ts';
import { clients } from '#shared/clients/contract.ts';
import { addMember } from './add-member.ts';
import { changeClientStatus, clientStatusChangedBefore } from './change-client-status.ts';
import { clientProfile } from './client-profile.ts';
import { createClient } from './create-client.ts';
import { listClients } from './list-clients.ts';
import { listMembers } from './list-members.ts';

export const handler = api(clients, {
  list: ({ query }) => listClients(query),
  create: ({ actor, body }) => createClient(actor, body),
  get: ({ params }) => clientProfile(params.clientId),
  suspend: {
    act: ({ actor, params, body, deed }) => changeClientStatus(actor, params.clientId, 'suspended', body.reason, deed),
    find: (_, clientId) => clientStatusChangedBefore(clientId),
  },
  resume: {
    act: ({ actor, params, body, deed }) => changeClientStatus(actor, params.clientId, 'active', body.reason, deed),
    find: (_, clientId) => clientStatusChangedBefore(clientId),
  },
  members: ({ actor }) => listMembers(actor),
  addMember: ({ actor, body }) => addMember(actor, body),
  changeMember: ({ actor, params, body }) => changeRole(actor, params.userId, body.role),
  inviteAgain: ({ actor, params }) => inviteAgain(actor, params.userId),
  removeMember: ({ actor, params }) => removeMember(actor, params.userId),
});
