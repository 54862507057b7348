import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import type { Ground } from '#cloud/aws/service.ts';
import { type Exchange, json, type Reply } from '#cloud/outside/sandbox.ts';
import type { TikTokSwitches } from '../tiktok.ts';
import { TikTokRefusal, tiktokBody } from './refusal.ts';

const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000];
const FETCH_TIMEOUT_MS = 10_000;
const PHOTO_MAX = 20_000_000;
const LEVELS = ['PUBLIC_TO_EVERYONE', 'FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] as const;

const source_info = z.object({
  source: z.literal('PULL_FROM_URL'),
  photo_images: z.array(z.string()).check(z.minLength(1), z.maxLength(35)),
  photo_cover_index: z.optional(z.number()),
});
const words = {
  title: z.optional(z.string().check(z.maxLength(90))),
  description: z.optional(z.string().check(z.maxLength(4000))),
};
const Direct = z.object({
  media_type: z.literal('PHOTO'),
  post_mode: z.literal('DIRECT_POST'),
  is_aigc: z.optional(z.boolean()),
  source_info,
  post_info: z.object({
    ...words,
    privacy_level: z.enum(LEVELS),
    disable_comment: z.optional(z.boolean()),
    auto_add_music: z.optional(z.boolean()),
    brand_content_toggle: z.boolean(),
    brand_organic_toggle: z.boolean(),
  }),
});
const Draft = z.object({
  media_type: z.literal('PHOTO'),
  post_mode: z.literal('MEDIA_UPLOAD'),
  source_info,
  post_info: z.object(words),
});

export type TikTokPost = { id: string; account: string; at: number; text: string; images: string[]; privacy: string };

/** What TikTok takes, fetches by itself, and shows after a while. */
export function createTikTokPosts({ db, clock }: Ground, switches: TikTokSwitches) {
  db.exec(`CREATE TABLE IF NOT EXISTS tiktok_posts (publish TEXT PRIMARY KEY, id TEXT, account TEXT, at INTEGER, ready INTEGER,
    failed TEXT, text TEXT, images TEXT, privacy TEXT, mode TEXT);
    CREATE TABLE IF NOT EXISTS tiktok_calls (token TEXT, operation TEXT, at INTEGER)`);
  const insert = db.prepare('INSERT INTO tiktok_posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM tiktok_posts WHERE publish = ? OR id = ?');
  const list = db.prepare("SELECT * FROM tiktok_posts WHERE account = ? AND failed = '' ORDER BY at DESC");
  const used = db.prepare('SELECT count(*) AS n FROM tiktok_posts WHERE account = ? AND at > ? AND mode = ?');
  const note = db.prepare('INSERT INTO tiktok_calls VALUES (?, ?, ?)');
  const calls = db.prepare('SELECT count(*) AS n FROM tiktok_calls WHERE token = ? AND operation = ? AND at > ?');

  /** A sliding minute for each token and endpoint. */
  const limited = (account: string, operation: string, perMinute: number): void => {
    if (Number(calls.get(account, operation, clock.now() - MINUTE)?.n) >= perMinute)
      throw new TikTokRefusal(429, 'rate_limit_exceeded', 'The API rate limit was exceeded.');
    note.run(account, operation, clock.now());
  };
  const optionsOf = (account: string): string[] => {
    const isPrivate = switches.get().privateAccounts.split(',').includes(account);
    return [isPrivate ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'];
  };
  const countOf = (account: string, mode: string) => Number(used.get(account, clock.now() - DAY, mode)?.n);

  const creatorInfo = (account: string, nickname: string): Reply => {
    limited(account, 'creator_info', 20);
    const { postsPerDay, commentsOff, banned } = switches.get();
    // Caps and bans come with status 200 here.
    if (banned) return json(tiktokBody('spam_risk_user_banned_from_posting'));
    if (countOf(account, 'DIRECT_POST') >= postsPerDay) return json(tiktokBody('spam_risk_too_many_posts'));
    const data = {
      creator_nickname: nickname,
      creator_username: nickname,
      privacy_level_options: optionsOf(account),
      ...{
        comment_disabled: commentsOff,
        duet_disabled: false,
        stitch_disabled: false,
        max_video_post_duration_sec: 600,
      },
    };
    return { ...json(tiktokBody('ok', data)), accepted: { account, id: account } };
  };

  const init = async ({ body }: Exchange, account: string, scopes: readonly string[]): Promise<Reply> => {
    limited(account, 'init', 6);
    const sent = readJson(body);
    const [direct, draft] = [Direct.safeParse(sent).data, Draft.safeParse(sent).data];
    const post = direct ?? draft;
    if (!post) throw new TikTokRefusal(400, 'invalid_params', 'The request is not valid.');
    if (!scopes.includes(direct ? 'video.publish' : 'video.upload'))
      throw new TikTokRefusal(401, 'scope_not_authorized');
    if (direct) allowed(direct.post_info, account);
    else if (countOf(account, 'MEDIA_UPLOAD') >= 5) throw new TikTokRefusal(403, 'spam_risk_too_many_pending_share');
    const images = post.source_info.photo_images;
    const { ownedPrefix, processingMs, failReason } = switches.get();
    if (ownedPrefix !== '' && images.some((url) => !url.startsWith(ownedPrefix)))
      throw new TikTokRefusal(403, 'url_ownership_unverified');
    const pulled = await Promise.all(images.map(isPhoto));
    const failed = failReason || (pulled.includes(false) ? 'photo_pull_failed' : '');
    const publish = `p_pub_url~v2.${randomInt(1e9, 9e9)}${randomInt(1e9, 9e9)}`;
    const id = `76${randomInt(10_000_000, 99_999_999)}${randomInt(10_000_000, 99_999_999)}7`;
    const [text = '', privacy] = [post.post_info.description, direct?.post_info.privacy_level ?? ''];
    const row = [
      publish,
      id,
      account,
      clock.now(),
      clock.now() + processingMs,
      failed,
      text,
      images.join(' '),
      privacy,
      post.post_mode,
    ];
    insert.run(...row);
    return { ...json(tiktokBody('ok', { publish_id: publish })), accepted: { account, id: publish } };
  };

  const allowed = ({ privacy_level: level, ...info }: z.output<typeof Direct>['post_info'], account: string): void => {
    const { audited, postsPerDay } = switches.get();
    const isPrivate = switches.get().privateAccounts.split(',').includes(account);
    if (!audited && !(level === 'SELF_ONLY' && isPrivate))
      throw new TikTokRefusal(403, 'unaudited_client_can_only_post_to_private_accounts');
    if (!optionsOf(account).includes(level)) throw new TikTokRefusal(403, 'privacy_level_option_mismatch');
    if (info.brand_content_toggle && level === 'SELF_ONLY') throw new TikTokRefusal(400, 'invalid_param');
    if (countOf(account, 'DIRECT_POST') >= postsPerDay) throw new TikTokRefusal(403, 'spam_risk_too_many_posts');
  };

  const status = ({ params }: Exchange, account: string): Reply => {
    limited(account, 'status', 30);
    const row = find.get(params.publish_id ?? '', '');
    if (!row) throw new TikTokRefusal(400, 'invalid_publish_id');
    if (row.account !== account) throw new TikTokRefusal(400, 'token_not_authorized_for_specified_publish_id');
    const isReady = clock.now() >= Number(row.ready);
    const isShown =
      isReady && row.privacy === 'PUBLIC_TO_EVERYONE' && clock.now() >= Number(row.ready) + switches.get().moderationMs;
    const done = row.mode === 'MEDIA_UPLOAD' ? 'SEND_TO_USER_INBOX' : 'PUBLISH_COMPLETE';
    const state = isReady ? (row.failed === '' ? done : 'FAILED') : 'PROCESSING_DOWNLOAD';
    const data = {
      status: state,
      ...(state === 'FAILED' ? { fail_reason: row.failed } : {}),
      downloaded_bytes: 1,
      publicaly_available_post_id: isShown && state === 'PUBLISH_COMPLETE' ? ['@'] : [],
    };
    const reply = json(tiktokBody('ok', data));
    // Ids are bare numbers above 2^53.
    return {
      ...reply,
      body: String(reply.body).replace('["@"]', `[${String(row.id)}]`),
      accepted: { account, id: String(row.publish) },
    };
  };

  const postOf = (row: Record<string, unknown>): TikTokPost => ({
    ...{ id: String(row.id), account: String(row.account), at: Number(row.at), text: String(row.text) },
    ...{ images: String(row.images).split(' '), privacy: String(row.privacy) },
  });
  return {
    ...{ creatorInfo, init, status },
    of: (account: string): TikTokPost[] => list.all(account).map(postOf),
    one(id: string): TikTokPost | undefined {
      const row = find.get('', id);
      return row && postOf(row);
    },
  };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Fetched as TikTok does: no redirects, JPEG or WebP. */
async function isPhoto(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isKnown = bytes.toString('hex', 0, 3) === 'ffd8ff' || bytes.toString('latin1', 8, 12) === 'WEBP';
    return answer.ok && isKnown && bytes.length <= PHOTO_MAX;
  } catch {
    return false;
  }
}

export const PROCESSING = { processingMs: 8 * SECOND, moderationMs: 20 * SECOND } as const;
