import { type Exchange, json, type Operation, type Reply } from '#cloud/outside/sandbox.ts';
import { hashtagsIn, mentionsIn } from '#shared/platforms/counting.ts';
import { accountById } from './accounts.ts';
import { type CommentStore, createCommentEdge } from './comments.ts';
import { GraphRefusal } from './errors.ts';
import { checkImage } from './image-check.ts';
import type { Container, MediaStore, PublishedMedia } from './media.ts';
import type { SettingsStore } from './settings.ts';
import { pick, timestampOf } from './shapes.ts';
import type { Tokens } from './tokens.ts';

const CONTAINERS_PER_DAY = 400;
const [CAPTION_MAX, HASHTAGS_MAX, MENTIONS_MAX, ALT_TEXT_MAX] = [2200, 30, 20, 1000];
const BASIC = 'instagram_business_basic';
const PUBLISH = 'instagram_business_content_publish';

type Parts = {
  tokens: Tokens;
  media: MediaStore;
  comments: CommentStore;
  settings: SettingsStore;
  base: () => string;
};

/** The versioned part of the graph host: who am I, containers, publishing, media. */
export function createGraph({ tokens, media, comments, settings, base }: Parts) {
  /** The account a token speaks for; refuses when the scope was not granted. */
  const callerOf = ({ headers, params }: Exchange, scope: string): string => {
    const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    const grant = tokens.check(bearer ?? params.access_token ?? '');
    if (!grant.scopes.includes(scope))
      throw new GraphRefusal(10, undefined, {
        message: `Application does not have permission for this action: ${scope}`,
      });
    return grant.account;
  };
  /** The same, for a path that names the account itself. */
  const ownerOf = (exchange: Exchange, node: string, scope: string): string => {
    const account = callerOf(exchange, scope);
    if (node !== account && !(node === 'me' && exchange.method === 'GET')) throw new GraphRefusal(100, 33);
    return account;
  };
  const accepted = (account: string, id: string, body: unknown): Reply => ({
    ...json(body),
    accepted: { account, id },
  });

  const me = (exchange: Exchange): Reply => {
    const account = accountById(callerOf(exchange, BASIC));
    if (!account) throw new GraphRefusal(100, 33);
    const fields = {
      id: account.scopedId,
      user_id: account.id,
      username: account.username,
      name: account.nameAr,
      account_type: account.accountType,
      profile_picture_url: `${base()}/pictures/${account.id}.jpg`,
      followers_count: account.followers,
      follows_count: 120,
      media_count: media.list(account.id, { limit: 10_000 }).length,
    };
    return accepted(account.id, account.id, pick(fields, exchange.params.fields ?? 'id'));
  };

  const createContainer = async (exchange: Exchange, node: string): Promise<Reply> => {
    const account = ownerOf(exchange, node, PUBLISH);
    const { image_url: url, media_type, caption = '', alt_text: altText = '' } = exchange.params;
    // The product sends single images so far; the other kinds come with the features that send them.
    if (media_type !== undefined && media_type !== 'IMAGE') throw new GraphRefusal(100, 2207023);
    if (url === undefined) throw new GraphRefusal(100, undefined, { message: 'The parameter image_url is required' });
    if (caption.length > CAPTION_MAX || hashtagsIn(caption).length > HASHTAGS_MAX)
      throw new GraphRefusal(36004, 2207010);
    if (mentionsIn(caption).length > MENTIONS_MAX) throw new GraphRefusal(100, 2207040);
    if (altText.length > ALT_TEXT_MAX) throw new GraphRefusal(100, undefined, { message: 'alt_text is too long' });
    await checkImage(url);
    if (media.containersToday(account) >= CONTAINERS_PER_DAY)
      throw new GraphRefusal(9, 2207042, { title: 'At most 400 containers a day' });
    const failure = settings.get().processingFailure;
    const id = media.createContainer({ account, caption, url, altText, ...(failure === null ? {} : { failure }) });
    return accepted(account, id, { id });
  };

  const containerStatus = (exchange: Exchange, container: Container): Reply => {
    const account = callerOf(exchange, BASIC);
    if (container.account !== account) throw new GraphRefusal(100, 33);
    const { id, status: status_code } = container;
    const status = STATUS_TEXT[status_code] + (status_code === 'ERROR' ? container.failure : '');
    return accepted(account, id, pick({ id, status_code, status }, exchange.params.fields ?? 'id'));
  };

  const publish = (exchange: Exchange, node: string): Reply => {
    const account = ownerOf(exchange, node, PUBLISH);
    const container = media.container(exchange.params.creation_id ?? '');
    if (container?.account !== account) throw new GraphRefusal(24, 2207006);
    if (container.status === 'EXPIRED') throw new GraphRefusal(24, 2207008);
    if (container.status !== 'FINISHED') throw new GraphRefusal(9007, 2207027);
    if (media.publishedToday(account) >= settings.get().quotaTotal) throw new GraphRefusal(9, 2207042);
    const published = media.publish(container);
    if (published === undefined) throw new GraphRefusal(9007, 2207027);
    return accepted(account, published.id, { id: published.id });
  };

  const limit = (exchange: Exchange, node: string): Reply => {
    const account = ownerOf(exchange, node, PUBLISH);
    const config = { quota_total: settings.get().quotaTotal, quota_duration: 86_400 };
    const usage = { quota_usage: media.publishedToday(account), config };
    return accepted(account, account, { data: [pick(usage, exchange.params.fields ?? 'quota_usage')] });
  };

  const shown = (item: PublishedMedia, fields: string) =>
    pick(
      {
        id: item.id,
        media_type: 'IMAGE',
        media_url: item.url,
        permalink: `${base()}/p/${item.shortcode}/`,
        shortcode: item.shortcode,
        timestamp: timestampOf(item.at),
        username: accountById(item.account)?.username,
        ...(settings.get().showCaptions ? { caption: item.caption } : {}),
        ...(item.altText === '' ? {} : { alt_text: item.altText }),
        like_count: 0,
        comments_count: comments.of(item.id).length,
      },
      fields,
    );

  const list = (exchange: Exchange, node: string): Reply => {
    const account = ownerOf(exchange, node, BASIC);
    const { fields = 'id', since, until, limit: wanted = '25', after } = exchange.params;
    const [size, offset] = [Math.min(Number(wanted), 100), Number(after ?? 0)];
    const items = media.list(account, {
      ...(since === undefined ? {} : { since: Number(since) * 1000 }),
      ...(until === undefined ? {} : { until: Number(until) * 1000 }),
      limit: size + 1,
      offset,
    });
    const more = items.length > size;
    return accepted(account, account, {
      data: items.slice(0, size).map((item) => shown(item, fields)),
      ...(more ? { paging: { cursors: { after: String(offset + size) } } } : {}),
    });
  };

  const one = (exchange: Exchange, item: PublishedMedia | undefined): Reply => {
    const account = callerOf(exchange, BASIC);
    if (item?.account !== account) throw new GraphRefusal(100, 33);
    return accepted(account, item.id, shown(item, exchange.params.fields ?? 'id'));
  };

  const commentEdge = createCommentEdge({ comments, media, settings, callerOf });

  /** The operation behind `/{version}/{node}/{edge}`. */
  return (exchange: Exchange, node: string, edge: string | undefined): Operation => {
    const named = (name: string, run: () => Reply | Promise<Reply>): Operation => ({ name, run });
    switch (`${exchange.method} ${edge ?? ''}`) {
      case 'POST media':
        return named('create_container', () => createContainer(exchange, node));
      case 'POST media_publish':
        return named('media_publish', () => publish(exchange, node));
      case 'GET media':
        return named('media_list', () => list(exchange, node));
      case 'POST comments':
        return named('post_comment', () => commentEdge.create(exchange, node));
      case 'GET comments':
        return named('comment_list', () => commentEdge.list(exchange, node));
      case 'GET content_publishing_limit':
        return named('publishing_limit', () => limit(exchange, node));
      case 'GET ': {
        if (node === 'me') return named('me', () => me(exchange));
        const container = media.container(node);
        if (container) return named('container_status', () => containerStatus(exchange, container));
        return named('media_item', () => one(exchange, media.media(node)));
      }
      default:
        return named('unknown', () => {
          throw new GraphRefusal(2500, undefined, { message: `Unknown path components: /${edge ?? node}` });
        });
    }
  };
}

const STATUS_TEXT = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  ERROR: 'Error: Media upload has failed with error code ',
  EXPIRED: 'Expired: The media was not published within 24 hours.',
  PUBLISHED: 'Published: Media has been successfully published.',
} as const;
