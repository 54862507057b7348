import { api } from '#runtime/api.ts';
import { social } from '#shared/social/contract.ts';
import { postsOfAccount, resumePostsOf } from './account-posts.ts';
import { beginConnect } from './begin-connect.ts';
import { disconnectAccount } from './disconnect-account.ts';
import { finishConnect } from './finish-connect.ts';
import { listAccounts, readAccount } from './list-accounts.ts';
import { listNetworks } from './list-networks.ts';
import { readOffer } from './read-offer.ts';

export const handler = api(social, {
  accounts: ({ actor }) => listAccounts(actor),
  networks: () => listNetworks(),
  connect: ({ actor, params }) => beginConnect(actor, params.platform),
  callback: {
    act: ({ actor, params, body, deed }) => finishConnect(actor, params.platform, body, deed),
    find: ({ actor }, accountId) => readAccount(actor, accountId),
  },
  disconnect: ({ actor, params }) => disconnectAccount(actor, params.accountId),
  offer: ({ actor, params }) => readOffer(actor, params.accountId),
  waiting: ({ actor, params }) => postsOfAccount(actor, params.accountId),
  resume: ({ actor, params }) => resumePostsOf(actor, params.accountId),
});
