import type { Handle } from '#functions/platforms/platform.ts';
import type { FaultReport, Found } from '#shared/publishing/event.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';

const MINUTE = 60_000;
type Outcome<T> = { ok: true; value: T } | { ok: false; fault: FaultReport };
type Container = { targetId: string; revision: number; readyAt: number; publishedAt: number[] };

/** One post that the outside really has: the truth that the world is measured against. */
export type Accepted = { targetId: string; revision: number; at: number };

const fault = (disposition: FaultReport['disposition'], reason: FaultReport['reason'], retryAfterMs?: number) => ({
  ok: false as const,
  fault: { disposition, reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
});
const down = { stage: 'retry', check: 'retry', publish: 'unknown', reconcile: 'retry' } as const;

/**
 * A network with containers, like Instagram's, but harsher: publishing a container twice makes two posts. Its status
 * endpoint shows a publication up to half a minute late; now and then a container expires or its content is refused.
 */
export function createPlatform(kernel: Kernel, chance: Chance, faults: Faults) {
  const containers = new Map<string, Container>();
  const accepted: Accepted[] = [];
  const outage = faults.strikes('F19') ? { from: kernel.now(), to: kernel.now() + 120 * MINUTE } : undefined;
  const tokens = new Map<string, 'good' | 'expired' | 'disconnected'>();
  let calls = 0;

  const isDown = () => outage !== undefined && kernel.now() >= outage.from && kernel.now() < outage.to;
  /** What meets every call before it is looked at; undefined lets it through. */
  const refused = (doing: keyof typeof down, accountId: string) => {
    calls++;
    if (faults.strikes('F13')) tokens.set(accountId, 'expired');
    if (faults.strikes('F15')) tokens.set(accountId, 'disconnected');
    const token = tokens.get(accountId) ?? 'good';
    if (token === 'expired') return fault('reconnect', 'account.reconnect');
    if (token === 'disconnected') return fault('reconnect', 'account.disconnected');
    if (isDown()) return fault(down[doing], 'platform.unavailable');
    if (faults.strikes('F18')) return fault('retry', 'platform.busy', chance.pick([undefined, 30_000, 20 * MINUTE]));
    return undefined;
  };

  return {
    accepted,
    calls: () => calls,
    /** Somebody connects the account again. */
    reconnect: (accountId: string) => void tokens.delete(accountId),
    stage(accountId: string, targetId: string, revision: number): Outcome<Handle> {
      const no = refused('stage', accountId);
      if (no) return no;
      if (faults.strikes('F24')) return fault('permanent', 'media.missing');
      const containerId = `c${containers.size + 1}`;
      const slow = chance.happens(0.05) ? chance.between(60_000, 400_000) : chance.between(0, 20_000);
      containers.set(containerId, { targetId, revision, readyAt: kernel.now() + slow, publishedAt: [] });
      return { ok: true, value: { containerId } };
    },
    check(accountId: string, handle: Handle): Outcome<'processing' | 'ready' | 'published'> {
      const no = refused('check', accountId);
      if (no) return no;
      const container = containerOf(containers, handle);
      if (isVisible(container, kernel.now())) return { ok: true, value: 'published' };
      if (chance.happens(0.01)) return fault('restage', 'platform.unavailable');
      return { ok: true, value: container.readyAt <= kernel.now() ? 'ready' : 'processing' };
    },
    /** The moment at which the call arrives. Whether its answer arrives is the caller's worry. */
    publish(accountId: string, handle: Handle): Outcome<{ externalId: string }> {
      const no = refused('publish', accountId);
      if (no) return no;
      if (chance.happens(0.01)) return fault('permanent', 'content.refused');
      const container = containerOf(containers, handle);
      container.publishedAt.push(kernel.now());
      accepted.push({ targetId: container.targetId, revision: container.revision, at: kernel.now() });
      return { ok: true, value: { externalId: `m-${handle.containerId}` } };
    },
    reconcile(accountId: string, handle: Handle): Outcome<Found> {
      const no = refused('reconcile', accountId);
      if (no) return no;
      const container = containerOf(containers, handle);
      if (isVisible(container, kernel.now())) return { ok: true, value: 'live' };
      // Only what was never published can have expired.
      if (container.publishedAt.length === 0 && chance.happens(0.01)) return { ok: true, value: 'lost' };
      return { ok: true, value: 'absent' };
    },
    /** What a person sees who opens the network's own app a good while later. */
    shows: (targetId: string): boolean => accepted.some((post) => post.targetId === targetId),
  };
}
export type Platform = ReturnType<typeof createPlatform>;

function containerOf(containers: ReadonlyMap<string, Container>, handle: Handle): Container {
  const found = containers.get(handle.containerId ?? '');
  if (!found) throw new Error('A handle was used that the platform never gave');
  return found;
}

/** A publication shows after at most half a minute; how soon follows from its own moment, not from chance. */
const isVisible = ({ publishedAt }: Container, now: number): boolean =>
  publishedAt.some((at) => now >= at + (at % 30_000));
