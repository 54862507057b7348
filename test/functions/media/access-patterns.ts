import * as media from '#functions/media/media.store.ts';
import * as hashes from '#functions/media/media-hash.store.ts';
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
      () => media.mediaOfClient(clientId, { ...page, wanted: () => true }),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $media_1#mediaid_)',
    ],
  },
  counts: {
    fileExamined: [
      () => media.fileExamined(image, { original: 'h' }),
      'Update | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    firstOfHash: [
      () => hashes.firstOfHash({ ...image, hash: 'h' }),
      'Put | table | $ksa#clientid_cl_a#hash_h | $mediahash_1',
    ],
  },
  writes: {
    mediaArrived: [
      () => media.mediaArrived(image),
      'TransactUpdate | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    framesChanged: [
      () => media.framesChanged(image, { asked: [], versions: [], keys: [], stored: 0, chosen: undefined }),
      'TransactUpdate | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    hashForgotten: [
      () => hashes.hashForgotten({ ...image, hash: 'h' }),
      'TransactDelete | table | $ksa#clientid_cl_a#hash_h | $mediahash_1',
    ],
    mediaBegun: [() => media.mediaBegun(image), 'TransactPut | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c'],
    mediaJudged: [
      () => media.mediaJudged(image, { state: 'refused' }),
      'TransactUpdate | table | $ksa#clientid_cl_a | $media_1#mediaid_md_c',
    ],
    mediaDescribed: [
      () => media.mediaDescribed(image, { altText: 'text' }),
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
