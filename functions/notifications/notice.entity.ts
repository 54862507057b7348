import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { askingStates } from '#shared/notifications/message.ts';

/**
 * That the people to be told about one rest of one target are noted, so that none is noted twice.
 * Outlives every message that could come again, parked ones too.
 */
export const notice = new Entity(
  {
    model: { service: SERVICE, entity: 'notice', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      postId: { type: 'string', required: true },
      targetId: { type: 'string', required: true },
      revision: { type: 'number', required: true },
      fence: { type: 'number', required: true },
      state: { type: askingStates, required: true },
      claimedAt: { type: 'number', required: true },
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byRest: {
        pk: { field: keysOf.primary.pk, composite: ['clientId', 'postId'] },
        sk: { field: keysOf.primary.sk, composite: ['targetId', 'revision', 'fence', 'state'] },
      },
    },
  },
  inTable,
);
