import { Entity } from 'electrodb';
import { attributesOf } from '#runtime/attributes.ts';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { Target } from '#shared/publishing/target.ts';

/** How many partitions the due index is spread over, so that an iftar minute meets no single hot one. */
export const DUE_SHARDS = 16;

/** One post on one account: the record of the publishing core. Its fields are those of the schema `Target`. */
export const target = new Entity(
  {
    model: { service: SERVICE, entity: 'target', version: '1' },
    attributes: {
      ...attributesOf(Target),
      /** Which partition of the due index it stands in; absent when nobody has to look at it. */
      shard: { type: 'string' },
    },
    indexes: {
      whole: {
        collection: 'whole',
        type: 'clustered',
        pk: { field: keysOf.primary.pk, composite: ['clientId', 'postId'] },
        sk: { field: keysOf.primary.sk, composite: ['targetId'] },
      },
      byDue: {
        index: 'gsi3',
        projection: 'keys_only',
        pk: { field: keysOf.byDue.pk, composite: ['shard'] },
        sk: { field: keysOf.byDue.sk, composite: ['checkAt'] },
      },
    },
  },
  inTable,
);
