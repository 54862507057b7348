/**
 * Why a target did not go out, in codes that the screens turn into one sentence and one next step per language.
 * `step` is the one thing a person can do.
 */
export const reasons = {
  'account.reconnect': { step: 'reconnect' },
  'account.refreshing': { step: 'wait' },
  'account.restricted': { step: 'open_platform' },
  'account.app_version': { step: 'open_platform' },
  'account.disconnected': { step: 'reconnect' },
  'account.permission': { step: 'reconnect' },
  // Not yet, but before the planned minute.
  'account.ends_before': { step: 'reconnect' },
  // Held back when somebody disconnected the account.
  'account.stopped': { step: 'reconnect' },
  'client.suspended': { step: 'wait' },
  'content.image_ratio': { step: 'edit' },
  'content.image_too_large': { step: 'edit' },
  'content.image_type': { step: 'edit' },
  'content.caption': { step: 'edit' },
  'content.duplicate': { step: 'check_platform' },
  'content.refused': { step: 'edit' },
  'content.media': { step: 'edit' },
  'content.reply': { step: 'edit' },
  'content.option': { step: 'edit' },
  'media.missing': { step: 'edit' },
  'media.changed': { step: 'edit' },
  'media.unreachable': { step: 'retry' },
  'platform.quota': { step: 'wait' },
  'platform.busy': { step: 'wait' },
  'platform.unavailable': { step: 'retry' },
  'platform.blocked': { step: 'open_platform' },
  // Our credit with a network that charges for each post.
  'platform.unpaid': { step: 'contact_support' },
  // What a network grants our app only after it has looked at it.
  'platform.unapproved': { step: 'contact_support' },
  // What the network does not let us do: everything is prepared, and a person posts it there.
  'platform.by_hand': { step: 'by_hand' },
  'platform.misconfigured': { step: 'contact_support' },
  'prayer.time': { step: 'wait' },
  'publishing.held_up': { step: 'wait' },
  'publishing.gave_up': { step: 'retry' },
  'publishing.grace_over': { step: 'reschedule' },
  'publishing.in_doubt': { step: 'resolve' },
  'publishing.asking_again': { step: 'wait' },
  // Of a first comment only: the post itself is out.
  'comment.not_permitted': { step: 'reconnect' },
  'comment.refused': { step: 'open_platform' },
  'comment.post_not_found': { step: 'open_platform' },
  'comment.gave_up': { step: 'open_platform' },
  'comment.in_doubt': { step: 'check_platform' },
} as const satisfies Record<string, { step: NextStep }>;

export const nextSteps = [
  'reconnect',
  'edit',
  'retry',
  'resume',
  'wait',
  'reschedule',
  'resolve',
  'write_again',
  'open_platform',
  'check_platform',
  'contact_support',
  'by_hand',
] as const;
export type NextStep = (typeof nextSteps)[number];
export type Reason = keyof typeof reasons;
export const reasonCodes = Object.keys(reasons) as [Reason, ...Reason[]];
export const isReason = (value: unknown): value is Reason => typeof value === 'string' && value in reasons;
