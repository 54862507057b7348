import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** An account's picture, an item of its own: the sender and the refresh job must not carry it around. */
export const accountPicture = new Entity(
  {
    model: { service: SERVICE, entity: 'account-picture', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      accountId: { type: 'string', required: true },
      /** A data URL. */
      picture: { type: 'string', required: true },
    },
    indexes: {
      byClient: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['accountId'] },
      },
    },
  },
  inTable,
);
