import type { Prayer } from '../calendar/prayer.ts';
import type { Reason } from './reasons.ts';
import type { Target } from './target.ts';

/** How the network publishes: when to look while it processes, and when to give up. */
export type PollPolicy = { pollDelaysMs: readonly number[]; giveUpMs: number };

/**
 * What a call to the platform may say when it did not succeed; see `Fault` of the adapters. `untried`, with `retry`: the
 * platform was not even asked (we had to wait for something of ours), so it does not count as an attempt. `down`: it
 * answers nobody, so how often it was tried says nothing about this target.
 */
export type FaultReport = {
  disposition: 'retry' | 'restage' | 'reconnect' | 'permanent' | 'unknown';
  reason: Reason;
  retryAfterMs?: number;
  down?: boolean | undefined;
  untried?: true;
};

/** `refused`: the platform took it and says itself that it will not be seen. */
export type Reconciliation = 'live' | 'absent' | 'processing' | 'lost' | 'refused';

/** What the platform shows of a post, or of one part of a thread. */
export type PublishedRef = { externalId?: string | undefined; permalink?: string | undefined };

/**
 * What the platform holds of a post that is not visible yet. `more`: only a part of the media, there is more to hand
 * over. `pieces`: in how many visible parts it will go out, each by a call of its own.
 */
export type Staged = {
  handle: Readonly<Record<string, string>>;
  more?: boolean | undefined;
  pieces?: number | undefined;
};

/**
 * What happened to a target. `look`: a message, a schedule or the sweeper makes a worker look; `fence` tells that the
 * worker continues its own work. The others report the outcome of an effect under the fence it was done with.
 */
export type PublishingEvent =
  | { type: 'look'; fence?: number | undefined }
  | ({ type: 'staged'; fence: number } & Staged)
  | { type: 'checked'; fence: number; found: 'processing' | 'ready' | 'published' }
  | ({ type: 'published'; fence: number } & PublishedRef & { externalId: string })
  | { type: 'accepted'; fence: number; handle: Readonly<Record<string, string>> }
  | ({ type: 'reconciled'; fence: number; found: Reconciliation; reason?: Reason | undefined } & PublishedRef)
  | { type: 'commented'; fence: number; externalId: string }
  | { type: 'comment_sought'; fence: number; found: 'live'; externalId: string }
  | { type: 'comment_sought'; fence: number; found: 'absent' | 'unsure' }
  | { type: 'fault'; fence: number; during: Effect['do']; fault: FaultReport };

/** What a worker has to do next, after the new target has been stored. `afterMs` 0 means at once. */
export type Effect = {
  do: 'stage' | 'check' | 'publish' | 'reconcile' | 'permalink' | 'comment' | 'find_comment' | 'look';
  afterMs: number;
};

/**
 * Everything the core needs besides the target: the time, chance (for jitter, 0 ≤ x < 1), the network's pace, and
 * whether its business is suspended, and the prayer that it keeps clear at this moment, with its end.
 */
export type StepContext = {
  now: number;
  random: number;
  pace: PollPolicy;
  suspended: boolean;
  prayer?: { prayer: Prayer; until: number } | undefined;
};

/**
 * The new target with what to do next, or why nothing may change; `busy` by somebody who can be at it no longer after
 * `againMs`, when whoever looked is to look again. `action` names what happened in the history; what
 * changes no state (another look, a step of the preparation) is not told there.
 */
export type Step =
  | { kind: 'moved'; target: Target; effects: readonly Effect[]; action?: string | undefined }
  | { kind: 'continue'; effects: readonly Effect[] }
  | { kind: 'ignored'; why: 'resting' | 'early' | 'suspended' | 'fenced' | 'impossible' }
  | { kind: 'ignored'; why: 'busy'; againMs: number };
