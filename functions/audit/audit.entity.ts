import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** What happened to something of a client's: written in the same transaction as the change, never changed after. */
export const audit = new Entity(
  {
    model: { service: SERVICE, entity: 'audit', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      /** The id of what changed: a post, an account, an image, a client. */
      subjectId: { type: 'string', required: true },
      auditId: { type: 'string', required: true },
      at: { type: 'number', required: true },
      /** Dotted and stable, for example `post.scheduled`, `target.armed`. */
      action: { type: 'string', required: true },
      actorId: { type: 'string' },
      actorName: { type: 'string' },
      /** Ids, states and codes; never captions, tokens or addresses. */
      detail: { type: 'any' },
    },
    indexes: {
      bySubject: {
        pk: { field: keysOf.primary.pk, composite: ['clientId', 'subjectId'] },
        sk: { field: keysOf.primary.sk, composite: ['auditId'] },
      },
    },
  },
  inTable,
);
