import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { contentKinds, platforms } from '#shared/platforms/platform.ts';
import { reasonCodes } from '#shared/publishing/reasons.ts';
import { targetStates } from '#shared/publishing/states.ts';
import { commentStates } from '#shared/publishing/target.ts';

/** How many partitions the due index is spread over, so that an iftar minute meets no single hot one. */
export const DUE_SHARDS = 16;

/** One post on one account: the record of the publishing core. See shared/publishing/target.ts for every field. */
export const target = new Entity(
  {
    model: { service: SERVICE, entity: 'target', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      postId: { type: 'string', required: true },
      targetId: { type: 'string', required: true },
      accountId: { type: 'string', required: true },
      platform: { type: platforms, required: true },
      username: { type: 'string', required: true },
      kind: { type: contentKinds, required: true },
      revision: { type: 'number', required: true },
      version: { type: 'number', required: true },
      state: { type: targetStates, required: true },
      fence: { type: 'number', required: true },
      attempt: { type: 'number', required: true },
      publishAt: { type: 'number' },
      graceUntil: { type: 'number' },
      leaseUntil: { type: 'number' },
      handle: { type: 'any' },
      stagedAt: { type: 'number' },
      preparedAt: { type: 'number' },
      polls: { type: 'number', required: true },
      armedAt: { type: 'number' },
      armUntil: { type: 'number' },
      absentAt: { type: 'number' },
      deniedAt: { type: 'number' },
      shard: { type: 'string' },
      checkAt: { type: 'number' },
      retryAt: { type: 'number' },
      reason: { type: reasonCodes },
      pieces: { type: 'number' },
      parts: { type: 'list', items: { type: 'string' } },
      externalId: { type: 'string' },
      permalink: { type: 'string' },
      publishedAt: { type: 'number' },
      comment: {
        type: 'map',
        properties: {
          state: { type: commentStates, required: true },
          attempt: { type: 'number', required: true },
          at: { type: 'number' },
          nextAt: { type: 'number' },
          absentAt: { type: 'number' },
          reason: { type: reasonCodes },
          externalId: { type: 'string' },
        },
      },
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
