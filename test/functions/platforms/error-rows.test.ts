import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault as Ordered } from '#cloud/outside/faults.ts';
import type { Credentials, Fault, Outcome, Publisher } from '#functions/platforms/platform.ts';
import { snapchatPublisher } from '#functions/platforms/snapchat/publish.ts';
import { failureOf } from '#functions/platforms/tiktok/errors.ts';
import { tiktokPublisher } from '#functions/platforms/tiktok/publish.ts';
import { xPublisher } from '#functions/platforms/x/publish.ts';
import { snapBody } from '#local/sandbox/snapchat/refusal.ts';
import { tiktokBody } from '#local/sandbox/tiktok/refusal.ts';
import { problemBody } from '#local/sandbox/x/refusal.ts';
import { reasonIn, stepIn } from '#shared/publishing/reason-strings.ts';
import { type Reason, reasons } from '#shared/publishing/reasons.ts';
import { type SnapchatWorld, snapchatCafe, startSnapchatWorld } from '#test/support/snapchat.ts';
import { startTikTokWorld, type TikTokWorld, tiktokCafe } from '#test/support/tiktok.ts';
import { startXWorld, type XWorld, xCafe } from '#test/support/x.ts';

type Expected = readonly [Fault['disposition'], Reason];
/** What the network answers to the call that cannot be taken back, and what that means. */
type Row = readonly [row: string, answer: Omit<Ordered, 'operation'>, ...Expected];

const problem = (status: number, detail: string, type?: string) => ({
  status,
  body: problemBody(status, 'x', detail, type),
});
const doubt = ['unknown', 'publishing.in_doubt'] as const;

/** §11 of X's fact sheet; the token's two rows and the partial answer have tests of their own. */
const xRows: readonly Row[] = [
  ['a reset before it was heard', { reset: 'before' }, ...doubt],
  ['a reset after it', { reset: 'after' }, ...doubt],
  ['an empty 503', { status: 503, body: '' }, ...doubt],
  ['an unreadable 201', { status: 201, body: '<html>', when: 'after' }, ...doubt],
  [
    'media that it no longer knows',
    { status: 400, body: { type: 'x/invalid-request', errors: [{ message: 'Your media IDs are invalid.' }] } },
    'restage',
    'content.media',
  ],
  [
    'another bad request',
    { status: 400, body: { type: 'x/invalid-request', title: 'Invalid Request' } },
    'permanent',
    'content.refused',
  ],
  ['a token that is no more', problem(401, 'Unauthorized'), 'reconnect', 'account.reconnect'],
  ['no credits', problem(402, 'no credits', 'credits'), 'retry', 'platform.unpaid'],
  ['a spending limit', { status: 403, body: { title: 'SpendCapReached' } }, 'retry', 'platform.unpaid'],
  [
    'a usage cap',
    { status: 429, body: { type: 'x/usage-capped', title: 'UsageCapExceeded' } },
    'retry',
    'platform.unpaid',
  ],
  [
    'the same words',
    problem(403, 'You are not allowed to create a Tweet with duplicate content.'),
    'unknown',
    'content.duplicate',
  ],
  [
    'a reply to strangers',
    problem(403, 'You can only reply where you are mentioned or are the author.'),
    'permanent',
    'content.reply',
  ],
  ['a closed conversation', problem(403, 'Reply to this conversation is not allowed.'), 'permanent', 'content.reply'],
  ['two company signs', problem(403, 'maximum of one cashtag'), 'permanent', 'content.caption'],
  [
    'too long a video',
    problem(403, 'You are not allowed to post a video longer than 2 minutes.'),
    'permanent',
    'content.media',
  ],
  [
    'something not permitted',
    problem(403, 'You are not permitted to perform this action.'),
    'permanent',
    'content.refused',
  ],
  ['another way to sign in', problem(403, 'x', 'unsupported-authentication'), 'reconnect', 'account.reconnect'],
  ['a scope that is missing', problem(403, 'x', 'oauth2-permissions'), 'reconnect', 'account.reconnect'],
  [
    'an app that is not enrolled',
    { status: 403, body: { title: 'Client Forbidden', reason: 'client-not-enrolled', type: 'x/client-forbidden' } },
    'permanent',
    'platform.misconfigured',
  ],
  ['a suspended account', problem(403, 'x', 'user-suspended'), 'permanent', 'account.restricted'],
  ['a locked account', problem(403, 'Your account is temporarily locked.'), 'permanent', 'account.restricted'],
  ['nothing there', problem(404, 'x', 'resource-not-found'), 'permanent', 'content.refused'],
  ['a conflict', problem(409, 'x'), 'permanent', 'content.refused'],
  [
    'too many calls',
    { status: 429, body: { errors: [{ code: 88, message: 'Rate limit exceeded' }] } },
    'retry',
    'platform.busy',
  ],
];

const said = (status: number, code: string) => ({ status, body: tiktokBody(code) });
/** §10 of TikTok's. */
const tiktokRows: readonly Row[] = [
  ['the daily cap, with status 200', said(200, 'spam_risk_too_many_posts'), 'retry', 'platform.quota'],
  ['the daily cap', said(403, 'spam_risk_too_many_posts'), 'retry', 'platform.quota'],
  ['our own cap', said(200, 'reached_active_user_cap'), 'retry', 'platform.unapproved'],
  ['a ban', said(200, 'spam_risk_user_banned_from_posting'), 'permanent', 'platform.blocked'],
  ['another suspicion', said(403, 'spam_risk_something_new'), 'permanent', 'platform.blocked'],
  ['a bad field', said(400, 'invalid_param'), 'permanent', 'content.refused'],
  ['bad fields', said(400, 'invalid_params'), 'permanent', 'content.refused'],
  ['an old app', said(400, 'app_version_check_failed'), 'permanent', 'account.app_version'],
  ['a file that it cannot use', said(400, 'invalid_file_upload'), 'permanent', 'content.media'],
  ['an unknown publication', said(400, 'invalid_publish_id'), 'permanent', 'content.refused'],
  [
    'somebody else’s publication',
    said(400, 'token_not_authorized_for_specified_publish_id'),
    'permanent',
    'platform.misconfigured',
  ],
  ['too late to cancel', said(400, 'publish_not_cancellable'), 'permanent', 'content.refused'],
  ['a scope for a field', said(400, 'scope_permission_missed'), 'reconnect', 'account.reconnect'],
  ['a dead token', said(401, 'access_token_invalid'), 'reconnect', 'account.reconnect'],
  ['a scope that was not granted', said(401, 'scope_not_authorized'), 'reconnect', 'account.reconnect'],
  ['too many drafts', said(403, 'spam_risk_too_many_pending_share'), 'retry', 'platform.quota'],
  [
    'an app without audit',
    said(403, 'unaudited_client_can_only_post_to_private_accounts'),
    'permanent',
    'platform.unapproved',
  ],
  ['an address that is not ours', said(403, 'url_ownership_unverified'), 'permanent', 'platform.misconfigured'],
  ['an audience no longer offered', said(403, 'privacy_level_option_mismatch'), 'permanent', 'content.option'],
  ['too many calls', said(429, 'rate_limit_exceeded'), 'retry', 'platform.busy'],
  ['a fault of its own', said(500, 'internal_error'), ...doubt],
  ['an empty 502', { status: 502, body: '' }, ...doubt],
  ['a reset', { reset: 'after' }, ...doubt],
];
/** §3, of what was taken and failed later. */
const tiktokFailures: readonly (readonly [string, Reason])[] = [
  ...['internal', 'video_pull_failed', 'photo_pull_failed'].map((reason) => [reason, 'media.unreachable'] as const),
  ...['file_format', 'duration', 'frame_rate', 'picture_size'].map(
    (of) => [`${of}_check_failed`, 'content.media'] as const,
  ),
  ['publish_cancelled', 'content.refused'],
  ['auth_removed', 'account.reconnect'],
  ['spam_risk_too_many_posts', 'platform.quota'],
  ['spam_risk_user_banned_from_posting', 'platform.blocked'],
  ['spam_risk_text', 'content.caption'],
  ['spam_risk', 'platform.blocked'],
  ['something new', 'content.refused'],
];

const snap = (status: number, code: string, message = '') => ({ status, body: snapBody(code, message) });
/** §9 of Snapchat's; a rejected spotlight comes with video. */
const snapchatRows: readonly Row[] = [
  ['an error with status 200', snap(200, 'SOMETHING'), 'permanent', 'content.refused'],
  ['a file that is worked on', snap(400, 'MEDIA_PROCESSING'), 'retry', 'platform.busy'],
  ['the same in words', snap(400, 'E', 'Media is still being processed'), 'retry', 'platform.busy'],
  ['an expired file', snap(400, 'MEDIA_EXPIRED'), 'restage', 'platform.unavailable'],
  ['a call at work', snap(409, 'MEDIA_POSTING_ALREADY_IN_PROGRESS'), ...doubt],
  ['a bad field', snap(400, 'INVALID_ARGUMENT'), 'permanent', 'content.refused'],
  ['too large a part', snap(400, 'E', 'Media size is too large'), 'permanent', 'content.image_too_large'],
  ['a dead token', { status: 401, body: '' }, 'reconnect', 'account.reconnect'],
  ['one profile that forbids', { status: 403, body: '' }, 'reconnect', 'account.reconnect'],
  ['nothing there', snap(404, 'NOT_FOUND'), 'permanent', 'content.refused'],
  ['too many calls', { status: 429, body: '' }, 'retry', 'platform.busy'],
  ['a fault of its own', { status: 503, headers: { 'grpc-message': 'unavailable' }, body: '' }, ...doubt],
  ['a reset', { reset: 'after' }, ...doubt],
];

type Setting = {
  publisher: Publisher;
  credentials: Credentials;
  operation: string;
  handle: Record<string, string>;
  order(fault: Ordered): void;
};
let worlds: [XWorld, TikTokWorld, SnapchatWorld];
const settings = {} as Record<'x' | 'tiktok' | 'snapchat', Setting>;
beforeAll(async () => {
  const [x, tiktok, snapchat] = [await startXWorld(), await startTikTokWorld(), await startSnapchatWorld()];
  worlds = [x, tiktok, snapchat];
  settings.x = {
    ...{ publisher: xPublisher, operation: 'create_post', handle: { texts: '["مرحبا"]' } },
    credentials: { externalId: xCafe.id, token: (await x.connected()).token },
    order: x.sandbox.faults.add,
  };
  settings.tiktok = {
    ...{ publisher: tiktokPublisher, operation: 'content_init', handle: { body: '{}' } },
    credentials: { externalId: tiktokCafe.id, token: (await tiktok.connected()).token },
    order: tiktok.sandbox.faults.add,
  };
  settings.snapchat = {
    ...{ publisher: snapchatPublisher, operation: 'create_story', handle: { kind: 'story', mediaId: 'm' } },
    credentials: { externalId: snapchatCafe.id, token: (await snapchat.connected()).token },
    order: snapchat.sandbox.faults.add,
  };
});
afterAll(async () => {
  for (const world of worlds) await world.close();
});

const tables = { x: xRows, tiktok: tiktokRows, snapchat: snapchatRows } as const;
/** Rows of the tables in the fact sheets, and how many of them are tested beside these: see the networks' own tests. */
const inSheets = { x: 27, tiktok: 25, snapchat: 14 } as const;
const elsewhere = {
  x: ['not sent', 'token 400', 'token 401', '413 on append', 'another call 5xx', 'errors beside data'],
  tiktok: ['ok', 'invalid_grant', 'invalid_client', 'timeout of a read'],
  snapchat: ['invalid_grant', 'invalid_client'],
} as const;

const words = (reason: Reason, network: 'x' | 'tiktok' | 'snapchat') =>
  (['ar', 'en'] as const).flatMap((language) => [
    reasonIn(language, reason, network),
    stepIn(language, reasons[reason].step, network),
  ]);

describe.each(['x', 'tiktok', 'snapchat'] as const)(
  'what %s answers to the call that cannot be taken back',
  (network) => {
    it.each(tables[network])(
      '%s leads to the stated action, in words for a person',
      async (_, answer, disposition, reason) => {
        const { publisher, credentials, operation, handle, order } = settings[network];
        order({ ...answer, operation });

        const outcome: Outcome<unknown> = await publisher.publish.run(credentials, { handle, parts: [] });

        expect(outcome).toMatchObject({ ok: false, fault: { disposition, reason } });
        for (const sentence of words(reason, network)) expect(sentence).toMatch(/^[^{}]{4,}$/);
        expect(JSON.stringify(outcome)).not.toContain(credentials.token);
      },
    );

    it('the rows of its table are here or in the tests of the network', () => {
      const [here, there] = [tables[network].length, elsewhere[network].length];
      process.stdout.write(
        `${network}: ${here} answers here, ${there} beside; its table has ${inSheets[network]} rows\n`,
      );
      expect(here + there).toBeGreaterThanOrEqual(inSheets[network] - 1);
    });
  },
);

it.each(tiktokFailures)('what TikTok took and failed with %s is %s', (failed, reason) => {
  expect(failureOf(failed)).toBe(reason);
});
