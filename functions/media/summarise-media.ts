import type { TenantActor } from '#shared/contract/permission.ts';
import { STORAGE_QUOTA_BYTES } from '#shared/media/contract.ts';
import { mediaOfClient } from './media.store.ts';

/** How much of its storage a business uses, and which tags it has, by reading all its rows: a sum that cannot drift. */
export async function summariseMedia({ clientId }: TenantActor) {
  const tags = new Set<string>();
  let [items, stored] = [0, 0];
  await mediaOfClient(clientId, {
    limit: Number.POSITIVE_INFINITY,
    cursor: null,
    wanted: (row) => {
      if (row.state !== 'ready') return false;
      items += 1;
      stored += row.stored ?? row.bytes ?? 0;
      for (const tag of row.tags ?? []) tags.add(tag);
      return false;
    },
  });
  return { items, stored, quota: STORAGE_QUOTA_BYTES, tags: [...tags].sort((a, b) => a.localeCompare(b, 'ar')) };
}
