import { pageOf } from '#runtime/paging.ts';
import type { ListPage } from '#shared/contract/page.ts';
import type { HistoryEntry } from '#shared/posts/contract.ts';
import { isReason } from '#shared/publishing/reasons.ts';
import { type TargetState, targetStates } from '#shared/publishing/states.ts';
import { eventsOf } from './audit.store.ts';

/** What happened to one thing of a client's, newest first, as the screens show it. */
export function historyOf(
  clientId: string,
  subjectId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<ListPage<HistoryEntry>> {
  return pageOf(`history:${clientId}:${subjectId}:${limit}`, cursor, async (from) => {
    const page = await eventsOf(clientId, subjectId, { limit, cursor: from });
    return { cursor: page.cursor, items: page.items.map(entryOf) };
  });
}

type Event = Awaited<ReturnType<typeof eventsOf>>['items'][number];

function entryOf({ at, action, actorName, detail }: Event): HistoryEntry {
  const known = new Map(Object.entries((detail ?? {}) as Record<string, unknown>));
  const targetId = known.get('targetId');
  const state = targetStates.find((candidate: TargetState) => candidate === known.get('state'));
  const reason = known.get('reason');
  return {
    at,
    action,
    ...(actorName ? { actor: actorName } : {}),
    ...(typeof targetId === 'string' ? { targetId } : {}),
    ...(state ? { state } : {}),
    ...(isReason(reason) ? { reason } : {}),
  };
}
