import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';

/** One business: the tenant that owns posts, media and accounts. */
export const client = new Entity(
  {
    model: { service: SERVICE, entity: 'client', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      name: { type: 'string', required: true },
      nameEn: { type: 'string', required: true },
      /** IANA time zone of the business. */
      zone: { type: 'string', required: true },
      status: { type: ['active', 'suspended'] as const, required: true },
      createdAt: { type: 'number', required: true },
    },
    indexes: {
      byId: {
        pk: { field: keysOf.primary.pk, composite: ['clientId'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
      /** Platform-wide: the staff's list of all businesses. */
      all: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: [] },
        sk: { field: keysOf.byState.sk, composite: ['createdAt', 'clientId'] },
      },
    },
  },
  inTable,
);
