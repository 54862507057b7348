import type { Ground } from '#cloud/aws/service.ts';
import { type Exchange, json, type Reply } from '#cloud/outside/sandbox.ts';
import { hashtagsIn } from '#shared/platforms/counting.ts';
import { accountById } from './accounts.ts';
import { GraphRefusal } from './errors.ts';
import { type MediaStore, numericId, type PublishedMedia } from './media.ts';
import type { SettingsStore } from './settings.ts';
import { pick, timestampOf } from './shapes.ts';

const [TEXT_MAX, HASHTAGS_MAX, PAGE_MAX] = [2200, 30, 50];
const SCOPE = 'instagram_business_manage_comments';

export type PostedComment = { id: string; media: string; username: string; at: number; text: string };

/** The comments under all posts. */
export function createCommentStore({ db, clock }: Ground) {
  db.exec(`CREATE TABLE IF NOT EXISTS instagram_comments (id TEXT PRIMARY KEY, media TEXT, username TEXT, at INTEGER,
    text TEXT);
    CREATE INDEX IF NOT EXISTS instagram_comments_of ON instagram_comments (media, at)`);
  const insert = db.prepare('INSERT INTO instagram_comments VALUES (?, ?, ?, ?, ?)');
  const list = db.prepare('SELECT * FROM instagram_comments WHERE media = ? ORDER BY at DESC, rowid DESC');
  return {
    /** A follower's comment as well as our own: each call makes a new one. */
    add(media: string, username: string, text: string): PostedComment {
      const comment = { id: numericId(), media, username, at: clock.now(), text };
      insert.run(comment.id, media, username, comment.at, text);
      return comment;
    },
    /** Newest first. */
    of: (media: string): PostedComment[] =>
      list.all(media).map((row) => ({
        id: String(row.id),
        media,
        username: String(row.username),
        at: Number(row.at),
        text: String(row.text),
      })),
  };
}
export type CommentStore = ReturnType<typeof createCommentStore>;

type Parts = {
  comments: CommentStore;
  media: MediaStore;
  settings: SettingsStore;
  callerOf: (exchange: Exchange, scope: string) => string;
};

/** `/{media-id}/comments`: comments of a post that the caller owns. */
export function createCommentEdge({ comments, media, settings, callerOf }: Parts) {
  const ownPost = (exchange: Exchange, node: string): PublishedMedia => {
    const account = callerOf(exchange, SCOPE);
    const item = media.media(node);
    if (item?.account !== account) throw new GraphRefusal(100, 33);
    return item;
  };
  return {
    create(exchange: Exchange, node: string): Reply {
      const item = ownPost(exchange, node);
      const text = exchange.params.message ?? '';
      if (settings.get().commentsOff)
        throw new GraphRefusal(100, undefined, { message: 'Comments are turned off for this media' });
      if (text.trim() === '') throw new GraphRefusal(100, undefined, { message: 'The parameter message is required' });
      if (text.length > TEXT_MAX || hashtagsIn(text).length > HASHTAGS_MAX)
        throw new GraphRefusal(100, undefined, { message: 'The comment is too long' });
      const { id } = comments.add(item.id, accountById(item.account)?.username ?? '', text);
      return { ...json({ id }), accepted: { account: item.account, id } };
    },
    list(exchange: Exchange, node: string): Reply {
      const item = ownPost(exchange, node);
      const { fields = 'id,text,timestamp', limit = '25' } = exchange.params;
      const found = settings.get().hideComments ? [] : comments.of(item.id);
      const data = found
        .slice(0, Math.min(Number(limit), PAGE_MAX))
        .map(({ id, text, at, username }) => pick({ id, text, timestamp: timestampOf(at), username }, fields));
      return { ...json({ data }), accepted: { account: item.account, id: item.id } };
    },
  };
}
