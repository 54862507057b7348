import { usesMedia } from '#functions/posts/uses-media.ts';
import { api } from '#runtime/api.ts';
import { media } from '#shared/media/contract.ts';
import { beginUpload } from './begin-upload.ts';
import { describeMedia } from './describe-media.ts';
import { findMedia } from './find-media.ts';
import { finishUpload } from './finish-upload.ts';
import { listMedia } from './list-media.ts';
import { mediaView } from './media-view.ts';
import { removeMedia } from './remove-media.ts';

export const handler = api(media, {
  list: ({ actor, query }) => listMedia(actor, query),
  upload: ({ actor, body }) => beginUpload(actor, body),
  finish: ({ actor, params }) => finishUpload(actor, params.mediaId),
  get: async ({ actor, params }) => mediaView(await findMedia(actor, params.mediaId)),
  describe: ({ actor, params, body }) => describeMedia(actor, params.mediaId, body.altText),
  remove: ({ actor, params }) => removeMedia(actor, params.mediaId, usesMedia),
});
