import { Entity } from 'electrodb';
import { inTable, keysOf, SERVICE } from '#runtime/table.ts';
import { prayers } from '#shared/calendar/prayer.ts';
import { postStates } from '#shared/publishing/states.ts';

/**
 * The header of a post, at most 1 KB: what lists and the calendar show. The only part that indexes carry.
 * `dueAt` is when the planner should make somebody look; it belongs to `revision`.
 */
export const post = new Entity(
  {
    model: { service: SERVICE, entity: 'post', version: '1' },
    attributes: {
      clientId: { type: 'string', required: true },
      postId: { type: 'string', required: true },
      version: { type: 'number', required: true },
      revision: { type: 'number', required: true },
      state: { type: postStates, required: true },
      excerpt: { type: 'string', required: true },
      thumbnailUrl: { type: 'string' },
      platforms: { type: 'list', items: { type: 'string' }, required: true },
      /** Where it goes, so that a list can tell which posts an account concerns. Each takes 32 bytes of the kilobyte. */
      accountIds: { type: 'list', items: { type: 'string' } },
      /** The client in whose calendar it stands: set together with `publishAt`, so that drafts are not in the index. */
      calendarOf: { type: 'string' },
      /** Padded in keys, so that times of any length sort as numbers do. */
      publishAt: { type: 'number', padding: { length: 16, char: '0' } },
      wallTime: { type: 'string' },
      zone: { type: 'string' },
      /** The prayer that moved it, and by how many minutes. */
      shifted: {
        type: 'map',
        properties: { prayer: { type: prayers, required: true }, minutes: { type: 'number', required: true } },
      },
      dueAt: { type: 'number' },
      /** The Kuwaiti month in which it was counted against the plan: when it was first scheduled. */
      countedIn: { type: 'string' },
      createdAt: { type: 'number', required: true },
      updatedAt: { type: 'number', required: true },
    },
    indexes: {
      whole: {
        collection: 'whole',
        type: 'clustered',
        pk: { field: keysOf.primary.pk, composite: ['clientId', 'postId'] },
        sk: { field: keysOf.primary.sk, composite: [] },
      },
      byTime: {
        index: 'gsi1',
        pk: { field: keysOf.byTime.pk, composite: ['calendarOf'] },
        sk: { field: keysOf.byTime.sk, composite: ['publishAt'] },
      },
      byState: {
        index: 'gsi2',
        pk: { field: keysOf.byState.pk, composite: ['clientId', 'state'] },
        sk: { field: keysOf.byState.sk, composite: ['updatedAt', 'postId'] },
      },
    },
  },
  inTable,
);
