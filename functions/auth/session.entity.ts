import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/**
 * What has to be known of one session beside its tokens; most need no row. `ended`: signed out, although its access
 * token goes on. `begun`: begun in the very second in which all others ended. Platform-wide, like the login it is of.
 */
export const session = new Entity(
  {
    model: { service: SERVICE, entity: 'session', version: '1' },
    attributes: {
      subject: { type: 'string', required: true },
      /** What all tokens of one session share (`origin_jti`). */
      origin: { type: 'string', required: true },
      state: { type: ['ended', 'begun'] as const, required: true },
      ttl: { type: 'number', required: true },
    },
    indexes: {
      byOrigin: {
        pk: { field: keysOf.primary.pk, composite: ['subject'] },
        sk: { field: keysOf.primary.sk, composite: ['origin'] },
      },
    },
  },
  inTable,
);
