import type { Answers } from '#shared/platforms/network.ts';
import type { ContentKind } from '#shared/platforms/platform.ts';
import type { Reason } from '#shared/publishing/reasons.ts';

/** Who we act as on the platform. */
export type Credentials = { externalId: string; token: string };

/** One post as an adapter sends it. `url`s are public addresses on the media host. */
export type PlatformPost = {
  kind: ContentKind;
  caption: string;
  /** What a person answered to the options of the network. */
  options: Answers;
  media: readonly { kind: 'image' | 'video'; url: string; altText?: string }[];
};

/** What a platform gave us before anything is visible (container, upload or publish id): stored with the target. */
export type Handle = Readonly<Record<string, string>>;

/**
 * Why a call did not succeed and what may be done about it:
 * `retry` (nothing happened, try again later), `restage` (the handle is useless, stage anew), `reconnect` (the token
 * is dead), `permanent` (this content will never be taken), `unknown` (it may or may not have happened: reconcile).
 * `runOut`, with `reconnect`: the token was not taken away, it is too old, so a new one may do. `down`: the platform
 * itself is in trouble, whoever calls; absent when it was not called at all. `detail` is for logs only: platform codes, never tokens or text.
 */
export type Fault = {
  disposition: 'retry' | 'restage' | 'reconnect' | 'permanent' | 'unknown';
  reason: Reason;
  retryAfterMs?: number;
  runOut?: true;
  down?: boolean;
  detail: string;
};

/** What is to go out: everything, or of a thread the part after `parts` (external ids of those that are out). */
export type Piece = { handle: Handle; parts: readonly string[] };

export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault };

/** Whether a call may be sent again: reads and repeatable calls may, an irreversible one never without reconciling. */
export type Safety = 'read' | 'repeatable' | 'irreversible';

export type Operation<I, O> = { readonly safety: Safety; run(credentials: Credentials, input: I): Promise<Outcome<O>> };

/** What an account offers now of a network's options: its name there, the choices of an option, what is switched off. */
export type OptionOffer = {
  name?: string;
  choices: Readonly<Record<string, readonly string[]>>;
  disabled: readonly string[];
};

/** What a platform shows of a post after doubt, or after it took it. */
export type Finding =
  | { found: 'live'; externalId?: string }
  | { found: 'absent' | 'processing' | 'lost' }
  | { found: 'refused'; reason: Reason };

/** Whether our comment stands under a post. `unsure`: it was not seen, and the network has not shown everything. */
export type CommentFinding = { found: 'live'; externalId: string } | { found: 'absent' | 'unsure' };

/**
 * How one network publishes. Every operation declares its retry safety; none of them retries or sleeps by itself.
 * A network without staging answers `stage` with an empty handle.
 */
export type Publisher = {
  /** When to look again while the platform processes: the last delay repeats until `giveUpMs` has passed. */
  readonly pollDelaysMs: readonly number[];
  readonly giveUpMs: number;
  /** Asks what the account offers of the options. Missing where every account offers the same. */
  readonly offer?: Operation<object, OptionOffer>;
  /**
   * Prepares the post; nothing is visible yet. With `more` only a part of its media is with the network: the handle is
   * stored, and `stage` is called again with it. `pieces`: in how many visible parts it goes out, when not in one.
   */
  readonly stage: Operation<PlatformPost & { handle: Handle }, { handle: Handle; more?: boolean; pieces?: number }>;
  /** How far the platform is with a handle. `published` means it is live already. */
  readonly check: Operation<{ handle: Handle }, 'processing' | 'ready' | 'published'>;
  /**
   * Makes it visible, or the next part of a thread of which `parts` are out. The one call that must never be repeated
   * blindly. `accepted`: the platform took it and will show it later, or not; `reconcile` is asked with that handle how
   * far it is.
   */
  readonly publish: Operation<Piece, { externalId: string } | { accepted: Handle }>;
  /**
   * After doubt: is it there? `externalId` is missing when it is live but could not be found yet. `denied`: a person says
   * that it is not, so what the handle no longer tells is to be answered by looking at what the account shows.
   * `refused`: it took the post, and says itself that nobody will see it.
   */
  readonly reconcile: Operation<Piece & { caption: string; armedAt: number; denied: boolean }, Finding>;
  /** `reconcile` looks for the words of the post. Missing where it does not: they are not read then, and `caption` is empty. */
  readonly reconcilesByCaption?: true;
  /** The public address of what was published. */
  readonly permalink: Operation<{ externalId: string }, { permalink: string }>;
  /**
   * Comments on what was published. Its faults are about the comment; only a dead token is about the account. Missing
   * where the network has no comments.
   */
  readonly comment?: Operation<{ externalId: string; text: string }, { externalId: string }>;
  /** Looks for our own comment: before it is sent again, and after doubt. */
  readonly findComment?: Operation<{ externalId: string; text: string; username: string }, CommentFinding>;
};

/** A network on which a post is out as soon as it was sent. */
export type DirectPublisher = { publish: Operation<Piece, { externalId: string }> } & Publisher;
