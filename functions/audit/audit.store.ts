import { audit } from './audit.entity.ts';

/** What happened to one thing, newest first. */
export async function eventsOf(clientId: string, subjectId: string, options: { limit: number; cursor: string | null }) {
  const { data, cursor } = await audit.query.bySubject({ clientId, subjectId }).go({ order: 'desc', ...options });
  return { items: data, cursor };
}
