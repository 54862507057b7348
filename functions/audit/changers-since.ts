import { eventsOf } from './audit.store.ts';

/** So many lines hold every change of the last minutes, also of a post that is going out on many accounts. */
const LINES = 100;

/** Who made the revisions of a thing after `revision`, newest first. What the platform did by itself names nobody. */
export async function changersSince(
  clientId: string,
  subjectId: string,
  revision: number,
): Promise<{ userId: string; name: string }[]> {
  const { items } = await eventsOf(clientId, subjectId, { limit: LINES, cursor: null });
  return items.flatMap(({ actorId, actorName, detail }) => {
    const made = new Map(Object.entries((detail ?? {}) as Record<string, unknown>)).get('revision');
    return actorId && actorName && typeof made === 'number' && made > revision
      ? [{ userId: actorId, name: actorName }]
      : [];
  });
}
