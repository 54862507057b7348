import type { Reason } from '#shared/publishing/reasons.ts';
import type { Fault, Safety } from '../platform.ts';
import { doubtful, type FaultVerdict, permanent, reconnect, retry, withoutAnswer } from '../verdict.ts';
import type { TikTokFailure } from './call.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** By TikTok's own word, whatever the status: what the fact sheet's classification says. */
const VERDICTS: Readonly<Record<string, FaultVerdict>> = {
  spam_risk_too_many_posts: retry('platform.quota', HOUR),
  spam_risk_too_many_pending_share: retry('platform.quota', HOUR),
  reached_active_user_cap: retry('platform.unapproved', HOUR),
  spam_risk_user_banned_from_posting: permanent('platform.blocked'),
  invalid_param: permanent('content.refused'),
  invalid_params: permanent('content.refused'),
  app_version_check_failed: permanent('account.app_version'),
  invalid_file_upload: permanent('content.media'),
  invalid_publish_id: permanent('content.refused'),
  token_not_authorized_for_specified_publish_id: permanent('platform.misconfigured'),
  publish_not_cancellable: permanent('content.refused'),
  scope_permission_missed: reconnect,
  access_token_invalid: { ...reconnect, runOut: true },
  scope_not_authorized: reconnect,
  unaudited_client_can_only_post_to_private_accounts: permanent('platform.unapproved'),
  url_ownership_unverified: permanent('platform.misconfigured'),
  privacy_level_option_mismatch: permanent('content.option'),
  rate_limit_exceeded: retry('platform.busy', MINUTE),
};

/** Why TikTok did not show what it had taken. The first three say nothing against the post. */
const FAILURES: Readonly<Record<string, Reason>> = {
  internal: 'media.unreachable',
  video_pull_failed: 'media.unreachable',
  photo_pull_failed: 'media.unreachable',
  file_format_check_failed: 'content.media',
  duration_check_failed: 'content.media',
  frame_rate_check_failed: 'content.media',
  picture_size_check_failed: 'content.media',
  publish_cancelled: 'content.refused',
  auth_removed: 'account.reconnect',
  spam_risk_too_many_posts: 'platform.quota',
  spam_risk_user_banned_from_posting: 'platform.blocked',
  spam_risk_text: 'content.caption',
  spam_risk: 'platform.blocked',
};

/** What became of a post that failed after it was taken. What TikTok calls in words that we do not know, it refused. */
export const failureOf = (reason: string): Reason => FAILURES[reason] ?? 'content.refused';

const verdictOf = (code: string): FaultVerdict | undefined =>
  VERDICTS[code] ?? (code.startsWith('spam_risk') ? permanent('platform.blocked') : undefined);

/** What may be done about a call that did not succeed. A refusal in TikTok's own words proves that nothing happened. */
export function tiktokFaultOf(failure: TikTokFailure, safety: Safety): Fault {
  switch (failure.kind) {
    case 'not_sent':
    case 'no_answer':
      return withoutAnswer(failure, safety);
    case 'unreadable':
      return failure.status === 429
        ? { ...retry('platform.busy', failure.waitMs ?? MINUTE), down: false, detail: 'unreadable 429' }
        : { ...doubtful(safety), down: failure.status >= 500, detail: `unreadable ${failure.status}` };
    case 'refused': {
      const { status, code, trace, waitMs } = failure;
      const detail = `${status} ${code} ${trace}`.trim();
      const means = verdictOf(code);
      if (!means && status === 429) return { ...retry('platform.busy', waitMs ?? MINUTE), down: false, detail };
      if (!means)
        return {
          ...(status >= 500 || code === 'internal_error' ? doubtful(safety) : permanent('content.refused')),
          down: status >= 500,
          detail,
        };
      const wait = means.disposition === 'retry' && waitMs !== undefined ? { retryAfterMs: waitMs } : {};
      return { ...means, ...wait, down: false, detail };
    }
  }
}

/** Of the token endpoint: a lost answer may have replaced the refresh token that we hold. */
export function tiktokTokenFault(failure: TikTokFailure): Fault {
  const fault = tiktokFaultOf(failure, 'irreversible');
  // Too many calls say nothing of the token.
  if (failure.kind !== 'refused' || failure.status >= 500 || fault.disposition === 'retry') return fault;
  return failure.code === 'invalid_client'
    ? { ...permanent('platform.misconfigured'), down: false, detail: fault.detail }
    : { ...reconnect, down: false, detail: fault.detail };
}
