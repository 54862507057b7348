import type { FaultReport, Found } from '#shared/publishing/event.ts';

/** How one call goes: as asked, refused with nothing done, or with an answer that never arrives. */
export type Fate = 'done' | 'busy' | 'refused' | 'restage' | 'reconnect' | 'lost_before' | 'lost_after';

type Container = { revision: number; readyAt: number; published: number };
type Outcome<T> = { ok: true; value: T } | { ok: false; fault: FaultReport };

const faults: Record<Exclude<Fate, 'done'>, FaultReport> = {
  busy: { disposition: 'retry', reason: 'platform.busy', retryAfterMs: 20_000 },
  refused: { disposition: 'permanent', reason: 'content.refused' },
  restage: { disposition: 'restage', reason: 'platform.unavailable' },
  reconnect: { disposition: 'reconnect', reason: 'account.reconnect' },
  lost_before: { disposition: 'unknown', reason: 'platform.unavailable' },
  lost_after: { disposition: 'unknown', reason: 'platform.unavailable' },
};

/**
 * A tiny network with staging. It is harsh: publishing a container twice makes two posts. `accepted` is the truth that
 * the core is measured against.
 */
export function createModelPlatform() {
  const containers = new Map<string, Container>();
  const accepted: { containerId: string; revision: number; at: number }[] = [];
  const called = new Map<string, number>();
  const reply = <T>(operation: string, fate: Fate, act: () => T): Outcome<T> => {
    called.set(`${operation} ${fate}`, (called.get(`${operation} ${fate}`) ?? 0) + 1);
    if (fate === 'done') return { ok: true, value: act() };
    if (fate === 'lost_after') act();
    return { ok: false, fault: faults[fate] };
  };
  const containerOf = (handle: Readonly<Record<string, string>> | undefined) => {
    const found = containers.get(handle?.containerId ?? '');
    if (!found) throw new Error('The core used a handle that the platform never gave');
    return found;
  };
  type Handle = Readonly<Record<string, string>> | undefined;

  return {
    accepted,
    called,
    stage: (fate: Fate, revision: number, readyAt: number) =>
      reply('stage', fate, () => {
        const containerId = String(containers.size + 1);
        containers.set(containerId, { revision, readyAt, published: 0 });
        return { containerId };
      }),
    check: (fate: Fate, handle: Handle, now: number) =>
      reply('check', fate, () => {
        const { readyAt, published } = containerOf(handle);
        return published > 0 ? ('published' as const) : readyAt <= now ? ('ready' as const) : ('processing' as const);
      }),
    publish: (fate: Fate, handle: Handle, now: number) =>
      reply('publish', fate, () => {
        const container = containerOf(handle);
        container.published += 1;
        const containerId = handle?.containerId ?? '';
        accepted.push({ containerId, revision: container.revision, at: now });
        return { externalId: `media-${containerId}` };
      }),
    reconcile: (fate: Fate, handle: Handle): Outcome<Found> =>
      reply('reconcile', fate, () => (containerOf(handle).published > 0 ? 'live' : 'absent')),
  };
}
export type ModelPlatform = ReturnType<typeof createModelPlatform>;
