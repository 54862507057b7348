import { createWriteTransaction } from 'electrodb';
import { now } from '#runtime/clock.ts';
import { newId } from '#runtime/ids.ts';
import { type Write, writesOf } from '#runtime/transaction.ts';
import type { Actor } from '#shared/contract/permission.ts';
import { audit } from './audit.entity.ts';

/** Stands in the audit log where a client would, for what concerns the platform itself. */
export const PLATFORM = 'platform';

export type AuditEntry = {
  clientId: string;
  subjectId: string;
  /** Dotted and stable: `noun.past_participle`. */
  action: string;
  /** Absent when the platform itself acted. */
  actor?: Pick<Actor, 'userId' | 'name'> | undefined;
  /** Ids, states and codes only. */
  detail?: Record<string, string | number | boolean | undefined>;
};

/**
 * The audit row of one change (as a list of one), to be written in the same transaction as the change.
 *
 * @example await transact([...writesOf(change), ...auditRow({ clientId, subjectId: clientId, action: 'client.suspended', actor })]);
 */
export const auditRow = ({ clientId, subjectId, action, actor, detail }: AuditEntry): Write[] =>
  writesOf(
    createWriteTransaction({ audit }, (entities) => [
      entities.audit
        .put({
          clientId,
          subjectId,
          auditId: newId('audit'),
          at: now(),
          action,
          ...(actor ? { actorId: actor.userId, actorName: actor.name } : {}),
          ...(detail ? { detail } : {}),
        })
        .commit(),
    ]),
  );
