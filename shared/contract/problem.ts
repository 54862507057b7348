/**
 * Everything that can be said to a caller when something goes wrong: stable dotted code → HTTP status and English
 * text. The web shows its own sentence per code in Arabic and English; the text here is for people reading JSON.
 */
export const problems = {
  'request.unreadable': [400, 'The request body is not valid JSON.'],
  'request.too_large': [413, 'The request body is larger than 1 MB.'],
  'request.invalid': [422, 'Some fields are not acceptable.'],
  'request.cursor_invalid': [400, 'This page cursor was not issued for this query.'],
  'request.origin_refused': [403, 'This request did not come from the application.'],
  'request.too_many': [429, 'Too many requests. Try again later.'],
  'route.not_found': [404, 'There is nothing at this address.'],
  'idempotency.key_missing': [400, 'POST requests need an Idempotency-Key header.'],
  'idempotency.key_reused': [409, 'This Idempotency-Key was used for a different request.'],
  'idempotency.in_progress': [409, 'The same request is still being worked on.'],
  'auth.required': [401, 'Sign in first.'],
  'auth.expired': [401, 'The session has ended. Sign in again.'],
  'auth.failed': [401, 'E-mail or password is wrong.'],
  'auth.suspended': [403, 'This account is suspended.'],
  'auth.code_wrong': [422, 'The code is wrong or has expired.'],
  'auth.password_weak': [422, 'The password is too weak.'],
  'auth.unavailable': [503, 'Who is calling could not be checked right now.'],
  'auth.forbidden': [403, 'Your role does not allow this.'],
  'client.not_found': [404, 'No such client.'],
  'member.exists': [409, 'This e-mail address already has a login.'],
  'member.in_team': [409, 'This person is in your team already, or is invited to it.'],
  'member.not_found': [404, 'No such member of your team.'],
  'member.joined': [409, 'This person has joined already; there is no invitation to send.'],
  'member.self': [409, 'You cannot remove yourself or change your own role. Another manager can.'],
  'mail.unavailable': [503, 'No mail could be sent right now. Nothing is lost: the same request finishes it later.'],
  'social.account_not_found': [404, 'No such account.'],
  'social.state_invalid': [409, 'This connection attempt is not known, was used already or has expired.'],
  'social.refused': [409, 'The platform did not grant access.'],
  'social.scope_missing': [409, 'The permission to publish was not granted.'],
  'social.linked_elsewhere': [409, 'This account is connected to another business.'],
  'social.not_set_up': [503, 'This network is not set up on this installation yet.'],
  'social.busy': [409, 'This account is being changed by somebody else right now. Look again.'],
  'social.platform_unavailable': [503, 'The platform does not answer right now.'],
  'account.disconnected': [409, 'This account is disconnected. Reconnect it first.'],
  'account.reconnect': [409, 'This account needs to be reconnected first.'],
  'account.permission': [409, 'This account has not granted the permission to publish. Reconnect it first.'],
  'media.not_found': [404, 'No such media.'],
  'media.not_framable': [409, 'This image cannot be framed. Upload it again.'],
  'media.busy': [409, 'This image is being changed by somebody else right now. Look again.'],
  'media.not_uploaded': [409, 'The file has not arrived yet.'],
  'media.in_use': [409, 'This image is used by a post that has not gone out.'],
  'post.not_found': [404, 'No such post.'],
  'post.changed': [409, 'The post was changed meanwhile. Reload it.'],
  'post.already_published': [409, 'The post is already published.'],
  'post.publishing': [409, 'The post is being published right now.'],
  'post.not_scheduled': [409, 'The post is not scheduled.'],
  'post.not_paused': [409, 'The post is not paused.'],
  'post.resume_too_late': [409, 'The time of the post has passed. Choose a new one.'],
  'post.time_past': [422, 'The chosen time is in the past.'],
  'post.time_far': [422, 'The chosen time is more than five years ahead.'],
  'post.not_publishable': [422, 'The post does not meet the rules of its platforms.'],
  'target.not_found': [404, 'No such target.'],
  'target.not_retryable': [409, 'There is nothing to send again here.'],
  'target.not_in_doubt': [409, 'There is nothing to decide here.'],
  'queue.not_found': [404, 'No such dead-letter queue.'],
  'letter.not_found': [404, 'No such letter, or somebody else looks at it right now.'],
  'letter.not_redrivable': [409, 'These letters only point at what happened; there is nothing to send again.'],
  'internal.unexpected': [500, 'Something went wrong on our side.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type ProblemCode = keyof typeof problems;

/** One field that was not acceptable: a JSON path, what is wrong with it, the limit it broke, the person it is due to. */
export type Issue = { path: string; issue: string; limit?: number | string; by?: string };

/**
 * The only error a caller ever sees: `{ code, message, details?, requestId }` with the status of its code.
 * Anything else thrown by a handler is answered as `internal.unexpected`.
 *
 * @example throw new Problem('post.not_found');
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly issues: readonly Issue[];
  /** The one thing to do about it, where there is one, in the words of `problem.step` of a post. */
  readonly nextStep: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    options: { issues?: readonly Issue[]; nextStep?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(problems[code][1], { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.status = problems[code][0];
    this.issues = options.issues ?? [];
    this.nextStep = options.nextStep;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** What goes over the wire for a problem. */
export type ProblemBody = {
  code: ProblemCode;
  message: string;
  details?: readonly Issue[];
  nextStep?: string;
  requestId: string;
};

export const isProblemCode = (value: unknown): value is ProblemCode => typeof value === 'string' && value in problems;
