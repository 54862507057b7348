import * as z from 'zod/mini';
import { id } from '../contract/id.ts';
import type { Components } from '../contract/openapi-names.ts';
import { page, pageQuery } from '../contract/page.ts';
import { contract } from '../contract/route.ts';
import { text } from '../contract/text.ts';
import { imageTypes, MAX_UPLOAD_BYTES, mediaRefusals } from './media-rules.ts';

/** `uploading` until the file has arrived, `ready` once it was decoded and a rendition exists, else `refused`. */
export const mediaStates = ['uploading', 'ready', 'refused'] as const;
export type MediaState = (typeof mediaStates)[number];

export const Media = z.object({
  mediaId: id('media'),
  state: z.enum(mediaStates),
  fileName: z.string(),
  /** Pixels of the rendition that is published (JPEG, at most 1080 wide). */
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  bytes: z.optional(z.number()),
  /** Public address of the rendition on the media host. */
  url: z.optional(z.string()),
  altText: z.optional(z.string()),
  /** Why it was refused: a reason code the screens translate. */
  reason: z.optional(z.enum(mediaRefusals)),
  createdAt: z.number(),
});
export type Media = z.infer<typeof Media>;

const params = z.strictObject({ mediaId: id('media') });

export const media = contract('media', {
  list: {
    method: 'GET',
    path: '/media',
    permission: 'media:read',
    summary: 'List images, newest first; with `state` only those in it',
    query: z.strictObject({ ...pageQuery, state: z.optional(z.enum(mediaStates)) }),
    response: page(Media),
  },
  upload: {
    method: 'POST',
    path: '/media/uploads',
    permission: 'media:write',
    replay: 'joined',
    status: 201,
    summary: 'Begin an upload: a signed form for exactly this type and at most this size',
    body: z.strictObject({
      fileName: text(200, 1),
      contentType: z.enum(imageTypes),
      bytes: z.int().check(z.minimum(1), z.maximum(MAX_UPLOAD_BYTES)),
    }),
    response: z.object({ media: Media, form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) }),
  },
  finish: {
    method: 'POST',
    path: '/media/{mediaId}/finish',
    permission: 'media:write',
    replay: 'joined',
    summary: 'Check the arrived file: decode it completely, remove hidden data, make the published rendition',
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
  describe: {
    method: 'PUT',
    path: '/media/{mediaId}',
    permission: 'media:write',
    summary: 'Change the alternative text',
    params,
    body: z.strictObject({ altText: text(1000) }),
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
