import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { platforms } from '#shared/platforms/platform.ts';

/** An account of a client on a network. The token is sealed and bound to client and account; it is never in the clear. */
export const account = new Entity(
  {
    model: { service: SERVICE, entity: 'account', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      accountId: { type: 'string', required: true },
      platform: { type: platforms, required: true },
      externalId: { type: 'string', required: true },
      username: { type: 'string', required: true },
      name: { type: 'string', required: true },
      status: { type: ['active', 'needs_reconnect', 'disconnected'] as const, required: true },
      /** Why it is not active, as a reason code. */
      reason: { type: 'string' },
      scopes: { type: 'list', items: { type: 'string' }, required: true },
      sealedToken: { type: 'string' },
      /** What renews the token, on platforms that have such. Only a refresh opens it. */
      sealedRefreshToken: { type: 'string' },
      tokenIssuedAt: { type: 'number' },
      tokenExpiresAt: { type: 'number' },
      connectedAt: { type: 'number', required: true },
      lastPublishedAt: { type: 'number' },
      refreshShard: { type: 'string', required: true },
      /**
       * When the token is due for a refresh, or may be tried again; of a disconnected account, when to look for posts
       * that are still to be stopped. `NEVER` while there is nothing to do.
       */
      refreshAt: { type: 'number', required: true },
      /** Somebody began to refresh and has until then. Stays when the function that began crashes. */
      refreshLease: { type: 'number' },
    },
    indexes: {
      byClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['accountId'] },
      },
      /** Platform-wide: what the refresh job looks at, spread over shards. */
      byRefresh: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: ['refreshShard'] },
        sk: { field: keysOf.byState.sk, composite: ['refreshAt', 'accountId'] },
      },
    },
  },
  inTable,
);

/** Thirteen digits like any instant of this century, so that it sorts behind them all. */
export const NEVER = 9_999_999_999_999;

const SHARDS = 8;
export const refreshShards: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => String(shard));
/** Ids end in random characters, so their last one spreads accounts evenly enough. */
export const refreshShardOf = (accountId: string): string => String(Number.parseInt(accountId.slice(-1), 36) % SHARDS);
