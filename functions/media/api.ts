import { usesMedia } from '#functions/posts/uses-media.ts';
import { api } from '#runtime/api.ts';
import { media } from '#shared/media/contract.ts';
import { beginUpload, uploadBegun } from './begin-upload.ts';
import { describeMedia } from './describe-media.ts';
import { findMedia } from './find-media.ts';
import { finishedUpload, finishUpload } from './finish-upload.ts';
import { listMedia } from './list-media.ts';
import { mediaView } from './media-view.ts';
import { removeMedia } from './remove-media.ts';

export const handler = api(media, {
  list: ({ actor, query }) => listMedia(actor, query),
  upload: {
    act: ({ actor, body, deed }) => beginUpload(actor, body, deed),
    find: ({ actor, body }, mediaId) => uploadBegun(actor, mediaId, body),
  },
  finish: {
    act: ({ actor, params, deed }) => finishUpload(actor, params.mediaId, deed),
    find: ({ actor }, mediaId) => finishedUpload(actor, mediaId),
  },
  get: async ({ actor, params }) => mediaView(await findMedia(actor, params.mediaId)),
  describe: ({ actor, params, body }) => describeMedia(actor, params.mediaId, body.altText),
  remove: ({ actor, params }) => removeMedia(actor, params.mediaId, usesMedia),
});
