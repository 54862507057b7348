import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/**
 * That one person is still to be told of one post: stored together with the claim of its rest, taken away when a mail
 * that tells of it is with SES.
 */
export const untold = new Entity(
  {
    model: { service: SERVICE, entity: 'untold', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** Of the person's login. */
      subject: { type: 'string', required: true },
      postId: { type: 'string', required: true },
      /** Another one for every rest, so that what comes to rest while a mail leaves is told, too. */
      stamp: { type: 'string', required: true },
      /** A mail that tells of it may have left: whoever finds this and is not the one who sends it leaves it alone. */
      sendingAt: { type: 'number' },
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byPerson: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: ['subject', 'postId'] },
      },
    },
  },
  inTable,
);
