import * as posts from '#functions/posts/post.store.ts';
import { type Access, clientId, page, postId, T } from '#test/functions/runtime/access.ts';
import { createTarget } from '#test/shared/publishing/build.ts';

const header = { clientId, postId, version: 2, revision: 2, state: 'draft', excerpt: '', platforms: [] } as const;
const planned = { ...header, platforms: [], publishAt: T, createdAt: T, updatedAt: T };
const target = createTarget({ clientId, postId, targetId: 'tg_0000', checkAt: T });
const body = { clientId, postId, caption: '', media: [] };

export const access: Access = {
  reads: {
    wholePost: [
      'What is this post, with text and targets?',
      () => posts.wholePost(clientId, postId),
      'Query | table | $ksa#clientid_cl_a#postid_po_b | begins_with(sk, $whole)',
    ],
    targetOf: [
      'Where stands this target?',
      () => posts.targetOf(clientId, postId, 'tg_0000'),
      'Get | table | $ksa#clientid_cl_a#postid_po_b | $whole#targetid_tg_0000#target_1',
    ],
    postsByTime: [
      'What goes out between two instants?',
      () => posts.postsByTime(clientId, T, T + 1000, page),
      'Query | gsi1 | $ksa#calendarof_cl_a | gsi1sk BETWEEN $post_1#publishat_0001796000000000 AND $post_1#publishat_0001796000000999',
    ],
    bodiesOf: [
      'What do these posts say?',
      () => posts.bodiesOf(clientId, ['po_a']),
      'BatchGet | table | $ksa#clientid_cl_a#postid_po_a | $whole#body_1',
    ],
    postsByState: [
      'Which posts are in a state?',
      () => posts.postsByState(clientId, 'draft', page),
      'Query | gsi2 | $ksa#clientid_cl_a#state_draft | begins_with(gsi2sk, $post_1#updatedat_)',
    ],
    overdueTargets: [
      'Who should have been looked at?',
      () => posts.overdueTargets('0', T, 200),
      'Query | gsi3 | $ksa#shard_0 | gsi3sk < $target_1#checkat_1796000000000',
    ],
  },
  writes: {
    headerWrite: [
      () => posts.headerWrite(planned),
      'TransactPut | table | $ksa#clientid_cl_a#postid_po_b | $whole#post_1',
    ],
    bodyWrite: [() => posts.bodyWrite(body), 'TransactPut | table | $ksa#clientid_cl_a#postid_po_b | $whole#body_1'],
    targetWrite: [
      () => posts.targetWrite(target),
      'TransactPut | table | $ksa#clientid_cl_a#postid_po_b | $whole#targetid_tg_0000#target_1',
    ],
    targetRemoval: [
      () => posts.targetRemoval(target),
      'TransactDelete | table | $ksa#clientid_cl_a#postid_po_b | $whole#targetid_tg_0000#target_1',
    ],
    postRemoval: [
      () => posts.postRemoval({ header: planned, body, targets: [] }),
      'TransactDelete | table | $ksa#clientid_cl_a#postid_po_b | $whole#post_1',
      'TransactDelete | table | $ksa#clientid_cl_a#postid_po_b | $whole#body_1',
    ],
  },
  across: {
    overdueTargets: 'the sweeper works for everybody',
  },
};
