import type { Handle } from '#functions/platforms/platform.ts';
import type { FaultReport, Reconciliation, Staged } from '#shared/publishing/event.ts';
import type { Chance } from './chance.ts';
import type { Faults } from './faults.ts';
import type { Kernel } from './kernel.ts';

const MINUTE = 60_000;
/** `down`: the platform itself is in trouble, whoever calls. */
export type Report = FaultReport & { down?: boolean };
type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Report };
/** What a post is made of: images to hand over one by one, and visible parts to publish one by one. */
type Shape = { images: number; pieces: number };
type Container = Shape & {
  targetId: string;
  revision: number;
  held: number;
  readyAt: number;
  out: Map<number, number>;
  /** Until then its state cannot be read. */
  muteUntil: number;
};

/** One visible part that the outside really has: the truth that the world is measured against. */
export type Accepted = { targetId: string; revision: number; part: number; at: number };
export type Outage = { from: number; to: number };

const fault = (disposition: FaultReport['disposition'], reason: FaultReport['reason'], more: Partial<Report> = {}) => ({
  ok: false as const,
  fault: { disposition, reason, ...more },
});
const down = { stage: 'retry', check: 'retry', publish: 'unknown', reconcile: 'retry' } as const;
const shapes: readonly [Shape, ...Shape[]] = [
  { images: 1, pieces: 1 },
  { images: 1, pieces: 1 },
  { images: 3, pieces: 1 },
  { images: 1, pieces: 3 },
];

/**
 * A network with containers, like Instagram's, but harsher: publishing a container twice makes two posts. Its status
 * endpoint shows a publication up to half a minute late; now and then a container expires or its content is refused.
 */
export function createPlatform(kernel: Kernel, chance: Chance, faults: Faults, planned?: Outage) {
  const containers = new Map<string, Container>();
  const shapeOf = new Map<string, Shape>();
  const accepted: Accepted[] = [];
  const outage =
    planned ?? (faults.strikes('F19') ? { from: kernel.now(), to: kernel.now() + 120 * MINUTE } : undefined);
  const tokens = new Map<string, 'good' | 'expired' | 'disconnected'>();
  const issued = new Map<string, number>();
  const calls = { all: 0, duringOutage: 0, refreshes: 0, expiries: 0 };

  const isDown = () => outage !== undefined && kernel.now() >= outage.from && kernel.now() < outage.to;
  /** What meets every call before it is looked at; undefined lets it through. */
  const refused = (doing: keyof typeof down, accountId: string) => {
    calls.all++;
    if (isDown()) calls.duringOutage++;
    const token = tokens.get(accountId) ?? 'good';
    if (token === 'good' && faults.strikes('F13')) {
      tokens.set(accountId, 'expired');
      calls.expiries++;
    }
    if (faults.strikes('F15')) tokens.set(accountId, 'disconnected');
    if (isDown()) return fault(down[doing], 'platform.unavailable', { down: true });
    if (tokens.get(accountId) === 'expired') return fault('reconnect', 'account.reconnect');
    if (tokens.get(accountId) === 'disconnected') return fault('reconnect', 'account.disconnected');
    if (faults.strikes('F18')) {
      const retryAfterMs = chance.pick([undefined, 30_000, 20 * MINUTE]);
      return fault('retry', 'platform.busy', retryAfterMs === undefined ? {} : { retryAfterMs });
    }
    return undefined;
  };

  return {
    accepted,
    calls,
    /** Somebody connects the account again. */
    reconnect: (accountId: string) => void tokens.delete(accountId),
    /** The how manieth token of the account this is. */
    token: (accountId: string): number => issued.get(accountId) ?? 0,
    /** Exchanges an expired token; the old one is dead from now on, whether the answer arrives or not. */
    refresh(accountId: string): void {
      calls.refreshes++;
      issued.set(accountId, (issued.get(accountId) ?? 0) + 1);
      if (tokens.get(accountId) === 'expired') tokens.delete(accountId);
    },
    stage(accountId: string, targetId: string, revision: number, handle: Handle): Outcome<Staged> {
      const no = refused('stage', accountId);
      if (no) return no;
      if (faults.strikes('F24')) return fault('permanent', 'media.missing');
      const begun = containers.get(handle.containerId ?? '');
      if (begun && faults.strikes('F16')) return fault('retry', 'media.unreachable');
      const shape = shapeOf.get(targetId) ?? chance.pick(shapes);
      shapeOf.set(targetId, shape);
      const containerId = begun ? String(handle.containerId) : `c${containers.size + 1}`;
      const container = begun ?? { ...shape, targetId, revision, held: 0, readyAt: 0, out: new Map(), muteUntil: 0 };
      container.held++;
      const slow = chance.happens(0.05) ? chance.between(60_000, 400_000) : chance.between(0, 20_000);
      container.readyAt = kernel.now() + slow;
      containers.set(containerId, container);
      return {
        ok: true,
        value: { handle: { containerId }, more: container.held < shape.images, pieces: shape.pieces },
      };
    },
    check(accountId: string, handle: Handle): Outcome<'processing' | 'ready' | 'published'> {
      const no = refused('check', accountId);
      if (no) return no;
      const container = containerOf(containers, handle);
      if (container.pieces === 1 && isVisible(container, 0, kernel.now())) return { ok: true, value: 'published' };
      if (chance.happens(0.01)) return fault('restage', 'platform.unavailable');
      return { ok: true, value: container.readyAt <= kernel.now() ? 'ready' : 'processing' };
    },
    /** The moment at which the call arrives. Whether its answer arrives is the caller's worry. */
    publish(accountId: string, handle: Handle, part: number): Outcome<{ externalId: string }> {
      const no = refused('publish', accountId);
      if (no) return no;
      if (chance.happens(0.01) || (part > 0 && faults.strikes('F17'))) return fault('permanent', 'content.refused');
      const container = containerOf(containers, handle);
      if (container.held < container.images) throw new Error('An incomplete post was published');
      container.out.set(part, container.out.get(part) ?? kernel.now());
      accepted.push({ targetId: container.targetId, revision: container.revision, part, at: kernel.now() });
      if (faults.strikes('F34')) {
        container.muteUntil = chance.pick([kernel.now() + 20 * MINUTE, Number.POSITIVE_INFINITY]);
        return fault('unknown', 'platform.unavailable');
      }
      return { ok: true, value: { externalId: `m-${handle.containerId}-${part}` } };
    },
    /** `denied`: where the container tells nothing, what the account shows is looked at. */
    reconcile(accountId: string, handle: Handle, part: number, denied: boolean): Outcome<Reconciliation> {
      const no = refused('reconcile', accountId);
      if (no) return no;
      const container = containerOf(containers, handle);
      if (kernel.now() < container.muteUntil) {
        if (!denied) return fault('retry', 'platform.unavailable');
        return { ok: true, value: isVisible(container, part, kernel.now()) ? 'live' : 'lost' };
      }
      if (isVisible(container, part, kernel.now())) return { ok: true, value: 'live' };
      // Only what was never published can have expired.
      if (!container.out.has(part) && chance.happens(0.01)) return { ok: true, value: 'lost' };
      return { ok: true, value: 'absent' };
    },
    /** What a person sees who opens the network's own app a good while later. */
    shows: (targetId: string, part: number): boolean =>
      accepted.some((post) => post.targetId === targetId && post.part === part),
  };
}
export type Platform = ReturnType<typeof createPlatform>;

function containerOf(containers: ReadonlyMap<string, Container>, handle: Handle): Container {
  const found = containers.get(handle.containerId ?? '');
  if (!found) throw new Error('A handle was used that the platform never gave');
  return found;
}

/** A publication shows after at most half a minute; how soon follows from its own moment, not from chance. */
function isVisible({ out }: Container, part: number, now: number): boolean {
  const at = out.get(part);
  return at !== undefined && now >= at + (at % 30_000);
}
