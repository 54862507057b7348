import * as audit from '#functions/audit/audit.store.ts';
import { type Access, clientId, page, postId } from '#test/functions/runtime/access.ts';

export const access: Access = {
  reads: {
    eventsOf: [
      'What happened to one thing, newest first?',
      () => audit.eventsOf(clientId, postId, page),
      'Query | table | $ksa#clientid_cl_a#subjectid_po_b | begins_with(sk, $audit_1#auditid_)',
    ],
  },
};
