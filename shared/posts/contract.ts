import * as z from 'zod/mini';
import { prayers } from '../calendar/prayer.ts';
import { wallTime, zone } from '../calendar/wall-time.ts';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { page, pageQuery } from '../contract/page.ts';
import { contract } from '../contract/route.ts';
import { text } from '../contract/text.ts';
import { shapeNames } from '../media/frame.ts';
import { platforms } from '../platforms/platform.ts';
import { nextSteps, reasonCodes } from '../publishing/reasons.ts';
import { postStates, targetStates } from '../publishing/states.ts';
import { FirstComment, Target } from '../publishing/target.ts';
import { Variant } from './variant.ts';

/** The first comment of a post on one account: its own state, which never changes the post's. */
export const CommentStatus = z.pick(FirstComment, { state: true, reason: true });

/** What callers see of a target, field by field as the core has it. */
const shown = z.pick(Target, {
  targetId: true,
  accountId: true,
  platform: true,
  kind: true,
  username: true,
  state: true,
  attempt: true,
  reason: true,
  retryAt: true,
  permalink: true,
  publishedAt: true,
  waited: true,
});

/** A post on one account. `retryAt` and `reason` tell what happens next or what went wrong. */
export const TargetView = z.extend(shown, {
  /** Somebody said that it is not there, and the network, asked once more, showed it: it was not sent again. */
  found: z.optional(z.boolean()),
  comment: z.optional(CommentStatus),
  /** What stands in the way and the one thing to do about it; absent when there is nothing to tell. */
  problem: z.optional(z.object({ reason: z.enum(reasonCodes), step: z.enum(nextSteps) })),
});
export type TargetView = z.infer<typeof TargetView>;

/** Why a post goes out at another minute than was asked for: it was inside a prayer. Negative: it goes out earlier. */
export const Shifted = z.object({ prayer: z.enum(prayers), minutes: z.number() });
export type Shifted = z.infer<typeof Shifted>;

export const Schedule = z.object({
  publishAt: z.number(),
  wallTime: z.string(),
  zone: z.string(),
  shifted: z.optional(Shifted),
});
export type Schedule = z.infer<typeof Schedule>;

/** The time that a post had before it was taken back: nothing happens then, it is only offered again. */
export const FormerTime = z.object({ wallTime: z.string(), zone: z.string() });

export const PostMedia = z.object({
  mediaId: id('media'),
  url: z.string(),
  width: z.number(),
  height: z.number(),
  altText: z.optional(z.string()),
  /** What networks get that refuse the shape of the whole image. */
  versions: z.optional(
    z.array(z.object({ shape: z.enum(shapeNames), url: z.string(), width: z.number(), height: z.number() })),
  ),
  chosen: z.optional(z.enum(shapeNames)),
});

/** A post in a list or calendar: without its full text. */
export const PostSummary = z.object({
  postId: id('post'),
  revision: z.number(),
  state: z.enum(postStates),
  /** The beginning of the caption: at most 140 characters, whole ones. */
  excerpt: z.string(),
  thumbnailUrl: z.optional(z.string()),
  platforms: z.array(z.enum(platforms)),
  accountIds: z.array(id('account')),
  schedule: z.optional(Schedule),
  formerTime: z.optional(FormerTime),
  updatedAt: z.number(),
});
export type PostSummary = z.infer<typeof PostSummary>;

export const Post = z.object({
  postId: id('post'),
  /** Grows with every edit; send it back with a change so that two people cannot overwrite each other. */
  revision: z.number(),
  state: z.enum(postStates),
  caption: z.string(),
  /** Put under the post as its first comment, on the networks that take comments. */
  firstComment: z.optional(z.string()),
  /** What single accounts get instead, and what only their networks ask; absent where all get the same. */
  variants: z.optional(z.array(Variant)),
  media: z.array(PostMedia),
  targets: z.array(TargetView),
  schedule: z.optional(Schedule),
  formerTime: z.optional(FormerTime),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Post = z.infer<typeof Post>;

/** One line of a post's history: who or what changed it. `actor` is a name, or absent for the platform itself. */
export const HistoryEntry = z.object({
  at: z.number(),
  action: z.string(),
  actor: z.optional(z.string()),
  targetId: z.optional(z.string()),
  state: z.optional(z.enum(targetStates)),
  reason: z.optional(z.enum(reasonCodes)),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

const content = {
  /** Generous here: the platforms' own limits are checked when a post is scheduled, so that a draft is never lost. */
  caption: text(10_000),
  /** Left out or empty: the post has none. An edit without it takes it away. */
  firstComment: z.optional(text(10_000)),
  mediaIds: z.array(id('media')).check(z.maxLength(10)),
  accountIds: z.array(id('account')).check(z.maxLength(20)),
  /** At most one for each account. An edit without them takes them away. */
  variants: z.optional(z.array(Variant).check(z.maxLength(20))),
};
const params = z.strictObject({ postId: id('post') });
const targetParams = z.strictObject({ postId: id('post'), targetId: id('target') });
const revision = z.int().check(z.minimum(1));

export const posts = contract('posts', {
  list: {
    method: 'GET',
    path: '/posts',
    permission: 'posts:read',
    summary: 'List posts: by time when `from` and `to` are given, by state otherwise, newest change first',
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(z.enum(postStates)),
      /** Milliseconds since the epoch, inclusive. */
      from: z.optional(z.coerce.number().check(z.int(), z.minimum(0))),
      /** Milliseconds since the epoch, exclusive. */
      to: z.optional(z.coerce.number().check(z.int(), z.minimum(0))),
    }),
    response: page(PostSummary),
  },
  create: {
    method: 'POST',
    path: '/posts',
    permission: 'posts:write',
    replay: 'joined',
    status: 201,
    summary: 'Create a draft',
    body: z.strictObject(content),
    response: Post,
  },
  get: {
    method: 'GET',
    path: '/posts/{postId}',
    permission: 'posts:read',
    summary: 'Read a post',
    params,
    response: Post,
  },
  edit: {
    method: 'PUT',
    path: '/posts/{postId}',
    permission: 'posts:write',
    summary:
      'Change a post: makes a new revision; a scheduled post stays scheduled and the old revision can never go out',
    params,
    body: z.strictObject({ ...content, revision }),
    response: Post,
  },
  schedule: {
    method: 'POST',
    path: '/posts/{postId}/schedule',
    permission: 'posts:write',
    replay: 'joined',
    summary:
      'Schedule a post, or move it to another time; a time inside a prayer is moved when the business wants it so, and `shifted` says by how much',
    params,
    body: z.strictObject({ revision, wallTime, zone: z._default(zone, 'Asia/Kuwait') }),
    response: Post,
  },
  publish: {
    method: 'POST',
    path: '/posts/{postId}/publish',
    permission: 'posts:write',
    replay: 'joined',
    summary: 'Publish now',
    params,
    body: z.strictObject({ revision }),
    response: Post,
  },
  cancel: {
    method: 'POST',
    path: '/posts/{postId}/cancel',
    permission: 'posts:write',
    replay: 'joined',
    summary: 'Take a scheduled post back to a draft; says so when it was too late',
    params,
    body: z.strictObject({ revision }),
    response: Post,
  },
  pause: {
    method: 'POST',
    path: '/posts/{postId}/pause',
    permission: 'posts:write',
    replay: 'joined',
    summary:
      'Hold back what has not gone out, until somebody resumes; the time stays visible. Says so when it was too late',
    params,
    body: z.strictObject({ revision }),
    response: Post,
  },
  resume: {
    method: 'POST',
    path: '/posts/{postId}/resume',
    permission: 'posts:write',
    replay: 'joined',
    summary: 'Let a paused post go out at its time; when that has passed, nothing changes and a new time is needed',
    params,
    body: z.strictObject({ revision }),
    response: Post,
  },
  remove: {
    method: 'DELETE',
    path: '/posts/{postId}',
    permission: 'posts:write',
    summary: 'Delete a draft',
    params,
  },
  history: {
    method: 'GET',
    path: '/posts/{postId}/history',
    permission: 'posts:read',
    summary: 'Everything that happened to a post, newest first',
    params,
    query: z.strictObject({ ...pageQuery }),
    response: page(HistoryEntry),
  },
  retry: {
    method: 'POST',
    path: '/posts/{postId}/targets/{targetId}/retry',
    permission: 'posts:write',
    replay: 'joined',
    summary: 'Send a failed or missed target again, now; with `variant`, as it then says and only there',
    params: targetParams,
    body: z.strictObject({
      revision,
      variant: z.optional(z.strictObject({ caption: Variant.shape.caption, options: Variant.shape.options })),
    }),
    response: Post,
  },
  resolve: {
    method: 'POST',
    path: '/posts/{postId}/targets/{targetId}/resolve',
    permission: 'posts:write',
    replay: 'joined',
    summary:
      'Decide a target in doubt after looking at the platform: it is there, or it is not. Not seen: the platform is asked once more (the target is `unknown` meanwhile); it is sent again only when it is not there, and `found` when it is',
    params: targetParams,
    body: z.strictObject({ revision, seen: z.boolean() }),
    response: Post,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  Schedule: {
    schema: Schedule,
    description: 'When a post goes out: the wall time a person chose, and the instant (milliseconds since the epoch).',
  },
  PostMedia: { schema: PostMedia, description: 'An image as a post carries it. Width and height are pixels.' },
  Target: {
    schema: TargetView,
    description: 'A post on one account: where it stands, and what went wrong or is next.',
  },
  PostSummary: { schema: PostSummary, description: 'A post in a list or calendar, without its full text.' },
  Post: {
    schema: Post,
    description: 'A post with everything that belongs to it. Send its `revision` back with every change.',
  },
  HistoryEntry: { schema: HistoryEntry, description: 'One line of what happened to a post. Nobody’s name: we acted.' },
} satisfies Components;
