import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { page, pageQuery } from '../contract/page.ts';
import { contract } from '../contract/route.ts';
import { text } from '../contract/text.ts';
import { postStates } from '../publishing/states.ts';
import { shapeNames, ways } from './frame.ts';
import { imageTypes, MAX_UPLOAD_BYTES, mediaRefusals } from './media-rules.ts';
import { MAX_VIDEO_BYTES, videoTypes } from './video-rules.ts';

/**
 * `uploading` until the file has arrived, `checking` while it is decoded, `ready` once what is published exists, else
 * `refused`.
 */
export const mediaStates = ['uploading', 'checking', 'ready', 'refused'] as const;
export type MediaState = (typeof mediaStates)[number];

/** What a file is. */
export const mediaKinds = ['image', 'video'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** How much a business may keep, in bytes, until plans say otherwise. */
export const STORAGE_QUOTA_BYTES = 5_000_000_000;

const hundredths = z.int().check(z.minimum(0), z.maximum(100));
const way = z.enum(ways);

/** A framed version: what a network gets that refuses the shape of the whole image. */
export const MediaVersion = z.object({
  shape: z.enum(shapeNames),
  way,
  /** The point that stays in sight, in hundredths of width and height. */
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  /** Absent while it is being made. */
  url: z.optional(z.string()),
});
export type MediaVersion = z.infer<typeof MediaVersion>;

export const Media = z.object({
  mediaId: id('media'),
  kind: z.enum(mediaKinds),
  state: z.enum(mediaStates),
  fileName: z.string(),
  /** Pixels of the rendition that is published (JPEG, at most 1080 wide). */
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  bytes: z.optional(z.number()),
  /** Public address of the rendition on the media host. */
  url: z.optional(z.string()),
  /** For our own pages: a small WebP, and a blurred one of a few bytes as a `data:` address until that is there. */
  thumbnailUrl: z.optional(z.string()),
  placeholder: z.optional(z.string()),
  /** Of a video: its cover, how long it is (milliseconds), and whether it can be heard. */
  posterUrl: z.optional(z.string()),
  durationMs: z.optional(z.number()),
  hasSound: z.optional(z.boolean()),
  versions: z.optional(z.array(MediaVersion)),
  /** The version that is used wherever it is allowed, also where the whole image would be. */
  chosen: z.optional(z.enum(shapeNames)),
  /** What is read to people who do not see it. The Arabic one is published where a network takes one. */
  altText: z.optional(z.string()),
  altTextEn: z.optional(z.string()),
  tags: z.array(z.string()),
  /** Why it was refused: a reason code the screens translate. */
  reason: z.optional(z.enum(mediaRefusals)),
  /** The earlier image with the same bytes, if there was one. */
  copyOf: z.optional(id('media')),
  createdAt: z.number(),
});
export type Media = z.infer<typeof Media>;

/** A post that shows an image. */
export const MediaUse = z.object({
  postId: id('post'),
  state: z.enum(postStates),
  excerpt: z.string(),
  /** The wall time that it is or was planned for (`YYYY-MM-DDTHH:mm`). */
  wallTime: z.optional(z.string()),
});
export type MediaUse = z.infer<typeof MediaUse>;

const params = z.strictObject({ mediaId: id('media') });
const tag = text(40, 1);
const named = { fileName: text(200, 1) };
const sized = (most: number) => z.int().check(z.minimum(1), z.maximum(most));

export const media = contract('media', {
  list: {
    method: 'GET',
    path: '/media',
    permission: 'media:read',
    summary: 'List media, newest first; `q` finds words of names, descriptions and tags, however they are spelt',
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(z.enum(mediaStates)),
      kind: z.optional(z.enum(mediaKinds)),
      q: z.optional(text(100)),
      tag: z.optional(tag),
      /** Only those that no post shows, or only later copies of others. */
      only: z.optional(z.enum(['unused', 'copies'])),
    }),
    response: page(Media),
  },
  summary: {
    method: 'GET',
    path: '/media/summary',
    permission: 'media:read',
    summary: 'How much is stored (bytes), of how much, and which tags there are',
    response: z.object({ items: z.number(), stored: z.number(), quota: z.number(), tags: z.array(z.string()) }),
  },
  removeMany: {
    method: 'POST',
    path: '/media/removals',
    permission: 'media:write',
    replay: 'never',
    summary: 'Delete several at once; those that a post still needs stay and are told',
    body: z.strictObject({ mediaIds: z.array(id('media')).check(z.minLength(1), z.maxLength(50)) }),
    response: z.object({ removed: z.array(id('media')), inUse: z.array(id('media')) }),
  },
  uses: {
    method: 'GET',
    path: '/media/{mediaId}/uses',
    permission: 'media:read',
    summary: 'Posts that show this image, newest change first',
    params,
    response: z.object({ posts: z.array(MediaUse) }),
  },
  upload: {
    method: 'POST',
    path: '/media/uploads',
    permission: 'media:write',
    replay: 'joined',
    status: 201,
    summary: 'Begin an upload: a signed form for exactly this type and at most this size',
    body: z.union([
      z.strictObject({ ...named, contentType: z.enum(imageTypes), bytes: sized(MAX_UPLOAD_BYTES) }),
      z.strictObject({ ...named, contentType: z.enum(videoTypes), bytes: sized(MAX_VIDEO_BYTES) }),
    ]),
    response: z.object({ media: Media, form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) }),
  },
  finish: {
    method: 'POST',
    path: '/media/{mediaId}/finish',
    permission: 'media:write',
    replay: 'joined',
    summary:
      'Say that the file is there: it is decoded completely and the published rendition made, `checking` meanwhile',
    params,
    response: Media,
  },
  get: {
    method: 'GET',
    path: '/media/{mediaId}',
    permission: 'media:read',
    summary: 'Read an image',
    params,
    response: Media,
  },
  frame: {
    method: 'PUT',
    path: '/media/{mediaId}/frames/{shape}',
    permission: 'media:write',
    summary: 'Frame an image for networks that refuse its shape; its version has no `url` until it is made',
    params: z.strictObject({ mediaId: id('media'), shape: z.enum(shapeNames) }),
    body: z.strictObject({ way, x: hundredths, y: hundredths, everywhere: z._default(z.boolean(), false) }),
    response: Media,
  },
  unframe: {
    method: 'DELETE',
    path: '/media/{mediaId}/frames/{shape}',
    permission: 'media:write',
    summary: 'Give up a framed version; posts that were written with it keep it',
    params: z.strictObject({ mediaId: id('media'), shape: z.enum(shapeNames) }),
    response: Media,
  },
  describe: {
    method: 'PUT',
    path: '/media/{mediaId}',
    permission: 'media:write',
    summary: 'Change the descriptions or the tags; what is left out stays as it is',
    params,
    body: z.strictObject({
      altText: z.optional(text(1000)),
      altTextEn: z.optional(text(1000)),
      tags: z.optional(z.array(tag).check(z.maxLength(20))),
    }),
    response: Media,
  },
  remove: {
    method: 'DELETE',
    path: '/media/{mediaId}',
    permission: 'media:write',
    summary: 'Delete an image',
    params,
  },
});

/** @public The schemas that the OpenAPI document names. */
export const components = {
  Media: {
    schema: Media,
    description: 'An image. `ready` once it was decoded and a rendition exists; `reason` tells why it was refused.',
  },
} satisfies Components;
