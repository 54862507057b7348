import * as accounts from '#functions/social/account.store.ts';
import * as links from '#functions/social/account-link.store.ts';
import * as states from '#functions/social/oauth-state.store.ts';
import * as pictures from '#functions/social/picture.store.ts';
import { type Access, clientId, T } from '#test/functions/runtime/access.ts';

const accountKey = { clientId, accountId: 'ac_e' };
const account = {
  ...accountKey,
  platform: 'instagram',
  externalId: '17841',
  username: 'u',
  name: 'n',
  status: 'active',
  scopes: [],
  connectedAt: T,
  refreshShard: '3',
  refreshAt: T,
} as const;
const state = { clientId, stateHash: 'hash', userId: 'us_d', platform: 'instagram', expiresAt: T, ttl: 1 } as const;

export const access: Access = {
  reads: {
    linkOf: [
      'Whose is this account?',
      () => links.linkOf({ platform: 'instagram', externalId: '17841' }),
      'Get | table | $ksa#platform_instagram#externalid_17841 | $account-link_1',
    ],
    accountByKey: [
      'What is this account?',
      () => accounts.accountByKey(accountKey),
      'Get | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    accountsByIds: [
      'What are these accounts?',
      () => accounts.accountsByIds(clientId, ['ac_e', 'ac_f']),
      'BatchGet | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    accountsOfClient: [
      'Which accounts has a business?',
      () => accounts.accountsOfClient(clientId),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $account_1#accountid_)',
    ],
    accountsDueForRefresh: [
      'Whose token is due?',
      () => accounts.accountsDueForRefresh('3', T),
      'Query | gsi2 | $ksa#refreshshard_3 | gsi2sk <= $account_1#refreshat_1796000000000',
    ],
    picturesOfClient: [
      'Which pictures have its accounts?',
      () => pictures.picturesOfClient(clientId),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $account-picture_1#accountid_)',
    ],
  },
  writes: {
    accountLinked: [
      () => links.accountLinked(account),
      'TransactPut | table | $ksa#platform_instagram#externalid_17841 | $account-link_1',
    ],
    accountUnlinked: [
      () => links.accountUnlinked(account),
      'TransactDelete | table | $ksa#platform_instagram#externalid_17841 | $account-link_1',
    ],
    accountConnected: [
      () => accounts.accountConnected({ ...account, scopes: [] }),
      'TransactPut | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    accountDisconnected: [
      () => accounts.accountDisconnected(accountKey, T),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    postsStopped: [
      () => accounts.postsStopped({ ...accountKey, refreshAt: T }),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    accountNeedsReconnect: [
      () => accounts.accountNeedsReconnect(accountKey, T, 'account.reconnect'),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    refreshLeased: [
      () => accounts.refreshLeased(accountKey, T, T, { refreshLease: T, tokenExpiresAt: T, refreshAt: T }),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    refreshPutOff: [
      () => accounts.refreshPutOff(accountKey, T, T),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    tokenRefreshed: [
      () =>
        accounts.tokenRefreshed(accountKey, T, { sealedToken: 's', tokenIssuedAt: T, tokenExpiresAt: T, refreshAt: T }),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    publishedNoted: [
      () => accounts.publishedNoted(accountKey, T),
      'TransactUpdate | table | $ksa#clientid_cl_a | $account_1#accountid_ac_e',
    ],
    attemptBegun: [
      () => states.attemptBegun(state),
      'TransactPut | table | $ksa#clientid_cl_a | $oauth-state_1#statehash_hash',
    ],
    attemptUsed: [
      () => states.attemptUsed(state, T),
      'TransactDelete | table | $ksa#clientid_cl_a | $oauth-state_1#statehash_hash',
    ],
    pictureTaken: [
      () => pictures.pictureTaken({ ...accountKey, picture: 'data:' }),
      'TransactPut | table | $ksa#clientid_cl_a | $account-picture_1#accountid_ac_e',
    ],
  },
  across: {
    linkOf: 'an account belongs to one business at most',
    accountsDueForRefresh: 'tokens are refreshed for everybody',
  },
};
