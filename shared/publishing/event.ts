import type { Reason } from './reasons.ts';
import type { Target } from './target.ts';

/** How the network publishes: when to look while it processes, and when to give up. */
export type Pace = { pollDelaysMs: readonly number[]; giveUpMs: number };

/** What a call to the platform may say when it did not succeed; see `Fault` of the adapters. */
export type FaultReport = {
  disposition: 'retry' | 'restage' | 'reconnect' | 'permanent' | 'unknown';
  reason: Reason;
  retryAfterMs?: number;
};

export type Found = 'live' | 'absent' | 'processing' | 'lost';

/**
 * What happened to a target. `look`: a message, a schedule or the sweeper makes a worker look; `fence` tells that the
 * worker continues its own work. The others report the outcome of an effect under the fence it was done with.
 */
export type PublishingEvent =
  | { type: 'look'; fence?: number | undefined }
  | { type: 'staged'; fence: number; handle: Readonly<Record<string, string>> }
  | { type: 'checked'; fence: number; found: 'processing' | 'ready' | 'published' }
  | { type: 'published'; fence: number; externalId: string; permalink?: string | undefined }
  | { type: 'reconciled'; fence: number; found: Found; externalId?: string | undefined; permalink?: string | undefined }
  | { type: 'commented'; fence: number; externalId: string }
  | { type: 'comment_sought'; fence: number; found: 'live'; externalId: string }
  | { type: 'comment_sought'; fence: number; found: 'absent' | 'unsure' }
  | { type: 'fault'; fence: number; during: Effect['do']; fault: FaultReport };

/** What a worker has to do next, after the new target has been stored. `afterMs` 0 means at once. */
export type Effect = {
  do: 'stage' | 'check' | 'publish' | 'reconcile' | 'permalink' | 'comment' | 'find_comment' | 'look';
  afterMs: number;
};

/** Everything the core needs besides the target: the time, chance (for jitter, 0 ≤ x < 1) and the network's pace. */
export type Surroundings = { now: number; random: number; pace: Pace };

/** The new target with what to do next, or why nothing may change. */
export type Step =
  | { kind: 'moved'; target: Target; effects: readonly Effect[]; action: string }
  | { kind: 'continue'; effects: readonly Effect[] }
  | { kind: 'ignored'; why: 'resting' | 'early' | 'busy' | 'settling' | 'fenced' | 'impossible' };
