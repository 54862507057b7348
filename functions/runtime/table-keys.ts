/**
 * The names of the one table's keys and indexes: read by the entities and by the infrastructure, so that they cannot
 * drift. No SDK in here.
 */
export const tableKeys = {
  primary: { partition: 'pk', sort: 'sk' },
  /** One client's items by time: calendar and lists. */
  byTime: { index: 'gsi1', partition: 'gsi1pk', sort: 'gsi1sk', projection: 'ALL' },
  /** One client's items by state, or a platform-wide look-up. */
  byState: { index: 'gsi2', partition: 'gsi2pk', sort: 'gsi2sk', projection: 'ALL' },
  /** What falls due next, spread over shards; keys only, the item itself decides. */
  byDue: { index: 'gsi3', partition: 'gsi3pk', sort: 'gsi3sk', projection: 'KEYS_ONLY' },
  ttl: 'ttl',
} as const;
