import * as media from '#functions/media/media.store.ts';
import { type Access, clientId, page, T } from '#test/functions/runtime/access.ts';

const image = {
  clientId,
  mediaId: 'md_c',
  state: 'uploading',
  fileName: 'a.jpg',
  createdAt: T,
  uploadKey: 'u',
  key: 'k',
} as const;

export const access: Access = {
  reads: {
    mediaById: [
      'What is this image?',
      () => media.mediaById(image),
      'Get | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    mediaByIds: [
      'What are these images?',
      () => media.mediaByIds(clientId, ['md_c', 'md_d']),
      'BatchGet | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    mediaOfClient: [
      'Which images has a business, newest first?',
      () => media.mediaOfClient(clientId, page),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $media_1#mediaid_)',
    ],
  },
  writes: {
    mediaBegun: [() => media.mediaBegun(image), 'TransactPut | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c'],
    mediaJudged: [
      () => media.mediaJudged(image, { state: 'refused' }),
      'TransactUpdate | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    mediaDescribed: [
      () => media.mediaDescribed(image, 'text'),
      'TransactUpdate | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    mediaRemoved: [
      () => media.mediaRemoved(image),
      'TransactUpdate | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    mediaForgotten: [
      () => media.mediaForgotten(image),
      'TransactDelete | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
  },
};
