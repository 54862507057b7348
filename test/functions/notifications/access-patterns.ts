import * as notices from '#functions/notifications/notice.store.ts';
import * as noticeHours from '#functions/notifications/notice-hour.store.ts';
import * as untold from '#functions/notifications/untold.store.ts';
import { type Access, clientId, postId, T } from '#test/functions/runtime/access.ts';

const rest = { clientId, postId, targetId: 'tg_0000', revision: 3, fence: 5, state: 'failed' } as const;
const hour = { clientId, subject: 's-1', hour: 498_888 };
const untoldRow = { clientId, subject: 's-1', postId, stamp: 'x', ttl: 1 };

export const access: Access = {
  reads: {
    hourOf: [
      'What was this person told in this hour?',
      () => noticeHours.hourOf(hour),
      'Get | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888',
    ],
    untoldOf: [
      'What is this person to be told of?',
      () => untold.untoldOf(clientId, 's-1'),
      'Query | table | $ksa#clientid_cl_a | begins_with(sk, $untold_1#subject_s-1#postid_)',
    ],
  },
  counts: {
    countNotice: [
      () => noticeHours.countNotice(hour, 1),
      'Update | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888',
    ],
    noteWait: [
      () => noticeHours.noteWait(hour, T, 1),
      'Update | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888',
    ],
    noteSummary: [
      () => noticeHours.noteSummary(hour, T, 1),
      'Update | table | $ksa#clientid_cl_a | $notice-hour_1#subject_s-1#hour_498888',
    ],
  },
  writes: {
    noticesClaimed: [
      () => notices.noticesClaimed([rest], T),
      'TransactPut | table | $ksa#clientid_cl_a#postid_po_b | $notice_1#targetid_tg_0000#revision_3#fence_5#state_failed',
    ],
    untoldNoted: [
      () => untold.untoldNoted([untoldRow]),
      'TransactPut | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b',
    ],
    tellingBegun: [
      () => untold.tellingBegun([untoldRow], T),
      'TransactUpdate | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b',
    ],
    tellingGivenBack: [
      () => untold.tellingGivenBack(untoldRow),
      'TransactUpdate | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b',
    ],
    toldOf: [
      () => untold.toldOf(untoldRow),
      'TransactDelete | table | $ksa#clientid_cl_a | $untold_1#subject_s-1#postid_po_b',
    ],
  },
};
