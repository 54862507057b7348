import { cleanText } from '#shared/contract/text.ts';
import type { Shape } from '#shared/media/frame.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { Variant } from '#shared/posts/variant.ts';
import { isPlanned } from '../post-rules.ts';

/** An image that is ready to be published; sizes are pixels of its rendition. */
export type ComposerImage = {
  mediaId: string;
  url: string;
  width: number;
  height: number;
  altText: string;
  /** What networks get that refuse its shape, and what is used wherever it is allowed. */
  versions?: readonly { shape: Shape; url: string; width: number; height: number }[] | undefined;
  chosen?: Shape | undefined;
};

/**
 * What the server keeps of a post's content: the body of `create` and `edit`. `looks`: how its images are framed, which
 * the server reads anew from the images whenever a post is stored.
 */
export type ComposerContent = {
  caption: string;
  firstComment: string;
  mediaIds: string[];
  accountIds: string[];
  /** Missing where all accounts get the same. */
  variants?: Variant[];
  looks?: string[];
};

/** What is sent of it. */
export const bodyOf = ({ looks: _, ...body }: ComposerContent): Omit<ComposerContent, 'looks'> => body;

/** What the composer knows of the post that it writes; `wallTime` while it is planned for one. */
type Identity = Pick<Post, 'postId' | 'revision' | 'state'> & {
  publishAt: number | undefined;
  wallTime: string | undefined;
};

export type ComposerState = {
  post: Identity | undefined;
  accountIds: readonly string[];
  caption: string;
  /** Empty when the post has none. */
  firstComment: string;
  images: readonly ComposerImage[];
  /** What single accounts get instead; missing where all get the same. */
  variants?: readonly Variant[];
  /** `YYYY-MM-DD` and `HH:mm` on the wall clock of Kuwait; empty when not chosen. */
  date: string;
  time: string;
  /** Hidden characters were taken out of what was typed or pasted last. */
  cleaned: boolean;
  /** The same of the first comment. */
  commentCleaned: boolean;
  /** The content that the server is known to hold. */
  stored: ComposerContent;
};

export type ComposerEvent =
  | { kind: 'typed'; caption: string }
  | { kind: 'commented'; firstComment: string }
  | { kind: 'varied'; accountId: string; change: Omit<Variant, 'accountId'> }
  | { kind: 'account_toggled'; accountId: string }
  | { kind: 'image_chosen'; image: ComposerImage }
  | { kind: 'image_removed'; mediaId: string }
  | { kind: 'image_framed'; image: Pick<ComposerImage, 'mediaId' | 'versions' | 'chosen'> }
  | { kind: 'image_described'; mediaId: string; altText: string }
  | { kind: 'time_chosen'; date?: string; time?: string }
  | { kind: 'stored'; post: Post; content: ComposerContent }
  | { kind: 'replaced'; post: Post }
  | { kind: 'followed'; post: Post }
  | { kind: 'restored'; draft: Restorable };

/** What survives in the browser when the page closes before the server has answered. */
export type Restorable = Pick<
  ComposerState,
  'accountIds' | 'caption' | 'firstComment' | 'images' | 'variants' | 'date' | 'time'
>;

const nothing: ComposerContent = { caption: '', firstComment: '', mediaIds: [], accountIds: [] };

/** An empty composer; `wallTime` (`YYYY-MM-DDTHH:mm`) comes from the calendar slot that was clicked. */
export function emptyComposer(wallTime = '', accountIds: readonly string[] = []): ComposerState {
  const [date = '', time = ''] = wallTime.split('T');
  const empty = { caption: '', firstComment: '', images: [], cleaned: false, commentCleaned: false };
  return { ...empty, post: undefined, accountIds, date, time, stored: nothing };
}

/** The composer as the server's post says. */
export function composerOf(post: Post): ComposerState {
  // What failed, was missed or taken back may still carry its old time: it needs a new one.
  const [date = '', time = ''] = isPlanned(post.state) ? (post.schedule?.wallTime.split('T') ?? []) : [];
  const { caption, firstComment = '', variants = [] } = post;
  const images = post.media.map((medium) => ({ ...medium, altText: medium.altText ?? '' }));
  const accountIds = post.targets.filter(({ state }) => state !== 'cancelled').map(({ accountId }) => accountId);
  const varied = variants.length === 0 ? {} : { variants };
  const state = {
    accountIds,
    caption,
    firstComment,
    images,
    ...varied,
    date,
    time,
    cleaned: false,
    commentCleaned: false,
  };
  return { ...state, post: identityOf(post), stored: contentOf(state) };
}

export const contentOf = (
  state: Pick<ComposerState, 'caption' | 'firstComment' | 'images' | 'accountIds' | 'variants'>,
): ComposerContent => ({
  caption: state.caption,
  // The server takes blanks for none.
  firstComment: state.firstComment.trim() === '' ? '' : state.firstComment,
  mediaIds: state.images.map(({ mediaId }) => mediaId),
  accountIds: [...state.accountIds],
  ...variantsIn(state),
  ...(state.images.some(isFramed) ? { looks: state.images.map(lookOf) } : {}),
});

const isFramed = ({ versions = [], chosen }: ComposerImage): boolean => versions.length > 0 || chosen !== undefined;
const lookOf = ({ versions = [], chosen }: ComposerImage): string =>
  [chosen ?? 'whole', ...versions.map(({ url }) => url).sort()].join(' ');

/** As the server keeps them: only of chosen accounts, and only what says something. */
function variantsIn({ accountIds, variants = [] }: Pick<ComposerState, 'accountIds' | 'variants'>) {
  const said = variants
    .filter(({ accountId }) => accountIds.includes(accountId))
    .map(({ accountId, caption, kind, options = {} }): Variant => {
      const answers = Object.keys(options).length === 0 ? {} : { options };
      return { accountId, ...(caption === undefined ? {} : { caption }), ...(kind ? { kind } : {}), ...answers };
    })
    .filter((variant) => Object.keys(variant).length > 1)
    .sort((a, b) => a.accountId.localeCompare(b.accountId));
  return said.length === 0 ? {} : { variants: said };
}

/** In one form, whatever the order of what was answered. */
const plainOf = ({ variants = [] }: ComposerContent): string =>
  JSON.stringify(
    variants
      .toSorted((a, b) => a.accountId.localeCompare(b.accountId))
      .map(({ accountId, caption, kind, options = {} }) => [accountId, caption, kind, Object.entries(options).sort()]),
  );

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);

export const sameContent = (a: ComposerContent, b: ComposerContent): boolean =>
  a.caption === b.caption &&
  a.firstComment === b.firstComment &&
  sameList(a.mediaIds, b.mediaIds) &&
  sameList(a.looks ?? [], b.looks ?? []) &&
  plainOf(a) === plainOf(b) &&
  sameList([...a.accountIds].sort(), [...b.accountIds].sort());

/** Whether something was changed that the server does not hold yet. */
export const isDirty = (state: ComposerState): boolean => !sameContent(contentOf(state), state.stored);

/** Whether there is anything worth keeping: an untouched composer must not leave an empty draft behind. */
export const isWorthKeeping = ({ caption, firstComment, images }: ComposerState): boolean =>
  caption.trim() !== '' || firstComment.trim() !== '' || images.length > 0;

export function composerReducer(state: ComposerState, event: ComposerEvent): ComposerState {
  switch (event.kind) {
    case 'typed': {
      const caption = cleanText(event.caption);
      return { ...state, caption, cleaned: caption !== event.caption };
    }
    case 'commented': {
      const firstComment = cleanText(event.firstComment);
      return { ...state, firstComment, commentCleaned: firstComment !== event.firstComment };
    }
    case 'varied': {
      const { accountId, change } = event;
      const before = state.variants?.find((variant) => variant.accountId === accountId) ?? { accountId };
      const others = (state.variants ?? []).filter((variant) => variant.accountId !== accountId);
      const { caption } = change;
      const clean = caption === undefined ? {} : { caption: cleanText(caption) };
      return { ...state, variants: [...others, { ...before, ...change, ...clean }] };
    }
    case 'account_toggled':
      return { ...state, accountIds: toggled(state.accountIds, event.accountId) };
    case 'image_chosen':
      // Instagram takes one image here; a second one replaces the first.
      return { ...state, images: [event.image] };
    case 'image_removed':
      return { ...state, images: state.images.filter(({ mediaId }) => mediaId !== event.mediaId) };
    case 'image_framed':
      return { ...state, images: state.images.map((image) => reframed(image, event.image)) };
    case 'image_described':
      return { ...state, images: state.images.map((image) => described(image, event)) };
    case 'time_chosen':
      return { ...state, date: event.date ?? state.date, time: event.time ?? state.time };
    case 'stored':
      return { ...state, post: identityOf(event.post), stored: event.content };
    case 'replaced':
      return composerOf(event.post);
    case 'followed':
      return { ...state, post: identityOf(event.post), stored: composerOf(event.post).stored };
    case 'restored':
      return { ...state, ...event.draft };
  }
}

const identityOf = ({ postId, revision, state, schedule }: Post): Identity => ({
  postId,
  revision,
  state,
  publishAt: schedule?.publishAt,
  wallTime: isPlanned(state) ? schedule?.wallTime : undefined,
});

/** Whether the time on the screen is the one that the post is planned for. */
export const isTimeKept = ({ post, date, time }: ComposerState): boolean =>
  post?.wallTime !== undefined && post.wallTime === `${date}T${time}`;

const toggled = (list: readonly string[], item: string): string[] =>
  list.includes(item) ? list.filter((other) => other !== item) : [...list, item];

const reframed = (
  image: ComposerImage,
  change: Pick<ComposerImage, 'mediaId' | 'versions' | 'chosen'>,
): ComposerImage => (image.mediaId === change.mediaId ? { ...image, ...change } : image);

const described = (image: ComposerImage, change: { mediaId: string; altText: string }): ComposerImage =>
  image.mediaId === change.mediaId ? { ...image, altText: cleanText(change.altText) } : image;
