import type { StepContext } from '#shared/publishing/event.ts';
import type { Target } from '#shared/publishing/target.ts';

export const DUE = Date.parse('2026-12-01T15:30:00Z');

/** A target that is scheduled for `DUE` and belongs to nobody yet. */
export const createTarget = (overrides: Partial<Target> = {}): Target => ({
  clientId: 'cl_1',
  postId: 'po_1',
  targetId: 'tg_1',
  accountId: 'ac_1',
  platform: 'instagram',
  username: 'cafe.kw',
  kind: 'image',
  revision: 3,
  version: 7,
  state: 'scheduled',
  fence: 1,
  attempt: 0,
  polls: 0,
  publishAt: DUE,
  graceUntil: DUE + 3_600_000,
  checkAt: DUE + 90_000,
  ...overrides,
});

/** The world `ms` after the due minute. Jitter at its largest, so that waits are exact. */
export const at = (ms: number, random = 1): StepContext => ({
  now: DUE + ms,
  random,
  pace: { pollDelaysMs: [5_000, 10_000, 20_000, 60_000], giveUpMs: 300_000 },
  suspended: false,
});

/** Nothing is done now; whoever looked comes back after `againMs`. */
export const comesBack = (againMs: number) => ({ kind: 'ignored', why: 'busy', againMs });
