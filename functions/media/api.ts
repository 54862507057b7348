import { postsWithMedia, usedMedia, usesMedia } from '#functions/posts/uses-media.ts';
import { api } from '#runtime/api.ts';
import { media } from '#shared/media/contract.ts';
import { beginUpload, uploadBegun } from './begin-upload.ts';
import { describeMedia } from './describe-media.ts';
import { findMedia } from './find-media.ts';
import { finishedUpload, finishUpload } from './finish-upload.ts';
import { frameImage, unframeImage } from './frame-image.ts';
import { listMedia } from './list-media.ts';
import { mediaView } from './media-view.ts';
import { removeMedia } from './remove-media.ts';
import { removeSeveral } from './remove-several.ts';
import { summariseMedia } from './summarise-media.ts';

export const handler = api(media, {
  list: ({ actor, query }) => listMedia(actor, query, usedMedia),
  summary: ({ actor }) => summariseMedia(actor),
  uses: async ({ actor, params }) => {
    const { mediaId } = await findMedia(actor, params.mediaId);
    return { posts: await postsWithMedia(actor.clientId, mediaId) };
  },
  upload: {
    act: ({ actor, body, deed }) => beginUpload(actor, body, deed),
    find: ({ actor, body }, mediaId) => uploadBegun(actor, mediaId, body),
  },
  finish: {
    act: ({ actor, params, deed }) => finishUpload(actor, params.mediaId, deed),
    find: ({ actor }, mediaId) => finishedUpload(actor, mediaId),
  },
  get: async ({ actor, params }) => mediaView(await findMedia(actor, params.mediaId)),
  frame: ({ actor, params: { mediaId, shape }, body: { everywhere, ...choice } }) =>
    frameImage(actor, mediaId, { shape, ...choice }, everywhere),
  unframe: ({ actor, params: { mediaId, shape } }) => unframeImage(actor, mediaId, shape),
  describe: ({ actor, params, body }) => describeMedia(actor, params.mediaId, body),
  removeMany: ({ actor, body }) => removeSeveral(actor, body.mediaIds, usesMedia),
  remove: ({ actor, params }) => removeMedia(actor, params.mediaId, usesMedia),
});
