import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { platforms } from '#shared/platforms/platform.ts';

/** Whose an account on a network is. Platform-wide: it keeps one account from being connected to two businesses. */
export const accountLink = new Entity(
  {
    model: { service: SERVICE, entity: 'account-link', version: '1' },
    attributes: {
      platform: { type: platforms, required: true },
      externalId: { type: 'string', required: true },
      clientId: { type: 'string', required: true },
      accountId: { type: 'string', required: true },
    },
    indexes: {
      byExternalId: {
        pk: { field: keysOf.primary.pk, composite: ['platform', 'externalId'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
    },
  },
  inTable,
);
