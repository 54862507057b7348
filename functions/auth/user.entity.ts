import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { roles } from '#shared/contract/permission.ts';

/**
 * A login. Platform-wide: it is looked up by who signed in (Cognito's `sub`) before any tenant is known. The client's
 * status is repeated here so that one read tells whether somebody may come in.
 */
export const user = new Entity(
  {
    model: { service: SERVICE, entity: 'user', version: '1' },
    attributes: {
      subject: { type: 'string', required: true },
      userId: { type: 'string', required: true },
      email: { type: 'string', required: true },
      name: { type: 'string', required: true },
      role: { type: roles, required: true },
      language: { type: ['ar', 'en'] as const, required: true },
      /** `invited` until the first sign-in; `removed` until the login is gone, so that a removal cut short is finished. */
      status: { type: ['invited', 'active', 'suspended', 'removed'] as const, required: true },
      /** When the last invitation was mailed; absent while none has gone out. */
      sentAt: { type: 'number' },
      clientId: { type: 'string' },
      clientStatus: { type: ['active', 'suspended'] as const },
      /** Set together with `clientId`: staff belong to no team and stand in no team's index. */
      joinedAt: { type: 'number' },
      createdAt: { type: 'number', required: true },
      /** Every session that began up to this second (since the epoch, by our clock) is over. */
      sessionsEndedAt: { type: 'number' },
    },
    indexes: {
      bySubject: {
        pk: { field: keysOf.primary.pk, composite: ['subject'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
      byClient: {
        index: 'gsi1',
        pk: { field: keysOf.byTime.pk, composite: ['clientId'] },
        sk: { field: keysOf.byTime.sk, composite: ['joinedAt'] },
      },
      byUserId: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: ['userId'] },
        sk: { field: keysOf.byState.sk, composite: [] },
      },
    },
  },
  inTable,
);
