import twitterText from 'twitter-text';
import * as z from 'zod/mini';
import type { Ground } from '#cloud/aws/service.ts';
import { type Exchange, json, type Reply } from '#cloud/outside/sandbox.ts';
import type { XSwitches } from '../x.ts';
import type { XMedia } from './media.ts';
import { xId } from './media.ts';
import { forbidden, invalid, noCredits, problemBody, XRefusal } from './refusal.ts';

const [MINUTE, SECOND] = [60_000, 1000];
const [PER_WINDOW, WINDOW] = [100, 15 * MINUTE];
const [PRICE, PRICE_WITH_LINK] = [15, 200];

const id = z.string().check(z.regex(/^\d{1,19}$/));
const NewPost = z.strictObject({
  text: z.optional(z.string()),
  media: z.optional(z.strictObject({ media_ids: z.array(id).check(z.minLength(1), z.maxLength(4)) })),
  reply: z.optional(z.strictObject({ in_reply_to_tweet_id: id })),
  made_with_ai: z.optional(z.boolean()),
  paid_partnership: z.optional(z.boolean()),
});

export type XPost = { id: string; account: string; at: number; text: string; media: string[]; replyTo: string };

/** The posts of all accounts: what X takes, what it refuses, and what it shows of them. */
export function createXPosts({ db, clock }: Ground, media: XMedia, switches: XSwitches) {
  db.exec(`CREATE TABLE IF NOT EXISTS x_posts (id TEXT PRIMARY KEY, account TEXT, at INTEGER, text TEXT, media TEXT, reply TEXT);
    CREATE INDEX IF NOT EXISTS x_posts_of ON x_posts (account, at)`);
  const insert = db.prepare('INSERT INTO x_posts VALUES (?, ?, ?, ?, ?, ?)');
  const find = db.prepare('SELECT * FROM x_posts WHERE id = ?');
  const list = db.prepare('SELECT * FROM x_posts WHERE account = ? AND at >= ? ORDER BY at DESC, rowid DESC');
  let made = 0;

  const postOf = (row: Record<string, unknown>): XPost => ({
    id: String(row.id),
    account: String(row.account),
    at: Number(row.at),
    text: String(row.text),
    media: String(row.media).split(',').filter(Boolean),
    replyTo: String(row.reply),
  });
  const one = (key: string): XPost | undefined => {
    const row = find.get(key);
    return row && postOf(row);
  };
  const since = (account: string, at: number): XPost[] => list.all(account, at).map(postOf);

  /** The counters that every answer tells. */
  const limits = (account: string): Record<string, string> => {
    const used = since(account, clock.now() - WINDOW).length;
    const reset = Math.ceil((clock.now() + WINDOW) / SECOND);
    return {
      'x-rate-limit-limit': String(PER_WINDOW),
      'x-rate-limit-remaining': String(Math.max(PER_WINDOW - used, 0)),
      'x-rate-limit-reset': String(reset),
    };
  };

  const refuse = (text: string, account: string) => {
    const { weightedLength } = twitterText.parseTweet(text);
    // X says no more than this about a text that is too long.
    if (weightedLength > 280) throw forbidden('You are not permitted to perform this action.');
    if (twitterText.extractCashtags(text).length > 1) throw forbidden('A post may have a maximum of one cashtag.');
    const window = switches.get().duplicateWindowMs;
    const same = since(account, clock.now() - window).some((post) => post.text === text && text !== '');
    if (same) throw forbidden('You are not allowed to create a Tweet with duplicate content.');
  };

  const charge = (text: string) => {
    const price = twitterText.extractUrlsWithIndices(text).length > 0 ? PRICE_WITH_LINK : PRICE;
    const { creditMills } = switches.get();
    if (creditMills < price) throw noCredits();
    return () => switches.set({ creditMills: creditMills - price });
  };

  const create = ({ body }: Exchange, account: string): Reply => {
    const parsed = NewPost.safeParse(readJson(body));
    if (!parsed.success) throw invalid('The request is not valid.');
    const { text = '', media: attached, reply } = parsed.data;
    const headers = limits(account);
    if (headers['x-rate-limit-remaining'] === '0')
      throw new XRefusal(429, problemBody(429, 'Too Many Requests', 'Too Many Requests'), headers);
    if (text.trim() === '' && !attached) throw invalid('text is missing');
    const before = reply && one(reply.in_reply_to_tweet_id);
    if (reply && before?.account !== account)
      throw forbidden('You can only reply to conversations where you are mentioned or are the author.');
    const files = (attached?.media_ids ?? []).map((file) => media.usable(file, account));
    refuse(text, account);
    const pay = charge(text);
    const key = xId();
    insert.run(
      key,
      account,
      clock.now(),
      text,
      files.map((file) => file.id).join(','),
      reply?.in_reply_to_tweet_id ?? '',
    );
    pay();
    const history = made++ % 2 === 0 ? 'edit_history_tweet_ids' : 'edit_history_post_ids';
    const shown = asShown(text, files.length > 0);
    const data = { id: key, text: shown.text, [history]: [key] };
    return { ...json({ data }, 201, limits(account)), accepted: { account, id: key } };
  };

  const timeline = ({ params }: Exchange, account: string, owner: string): Reply => {
    const { vocabulary } = switches.get();
    const asked = vocabulary === 'post' ? 'post.fields' : 'tweet.fields';
    if (params['tweet.fields'] !== undefined && asked === 'post.fields')
      throw invalid(`The query parameter [tweet.fields] is not one of [post.fields]`);
    const from = params.start_time === undefined ? 0 : Date.parse(params.start_time);
    const items = since(owner, from).slice(0, Number(params.max_results ?? 10));
    const referenced = vocabulary === 'post' ? 'referenced_posts' : 'referenced_tweets';
    const data = items.map((post) => ({
      id: post.id,
      created_at: new Date(post.at).toISOString(),
      ...asShown(post.text, post.media.length > 0),
      ...(post.replyTo === '' ? {} : { [referenced]: [{ type: 'replied_to', id: post.replyTo }] }),
    }));
    const meta = { result_count: data.length };
    return { ...json(data.length === 0 ? { meta } : { data, meta }), accepted: { account, id: owner } };
  };

  return { create, timeline, one, since };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Links are shortened, and media adds one of its own. */
function asShown(text: string, hasMedia: boolean) {
  const found = twitterText.extractUrlsWithIndices(text);
  const urls = found.map(({ url }, index) => ({ url: `https://t.co/k${index}${url.length}`, expanded_url: url }));
  const short = urls.reduce((words, { url, expanded_url: full }) => words.replace(full, url), text);
  const shown = hasMedia ? `${short} https://t.co/m1` : short;
  return { text: shown.trim(), entities: { urls } };
}
