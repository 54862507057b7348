import * as z from 'zod/mini';
import type { CommentFinding, Credentials, Fault, Outcome, Safety } from '../platform.ts';
import { isSameText } from '../same-text.ts';
import { faultOf } from './errors.ts';
import type { CallFailure } from './graph.ts';
import { graphRequest } from './graph-request.ts';

/** The most that one page of comments holds. */
const PAGE = 50;

const made = z.object({ id: z.string() });
const commentList = z.object({
  data: z.array(z.object({ id: z.string(), text: z.optional(z.string()), username: z.optional(z.string()) })),
});
const counted = z.object({ comments_count: z.optional(z.number()) });

/** Refusals here are about the comment: whatever the account may not do with it, its posts may still go out. */
const judged =
  (safety: Safety) =>
  (failure: CallFailure): Fault => {
    const fault = faultOf(failure, safety);
    if (failure.kind !== 'refused' || failure.status >= 500) return fault;
    const { code, subcode } = failure.error;
    const told = (disposition: Fault['disposition'], reason: Fault['reason']): Fault => ({
      ...fault,
      disposition,
      reason,
    });
    if (code === 10 || (code >= 200 && code <= 299)) return told('permanent', 'comment.not_permitted');
    // Right after publishing, Instagram now and then does not know the post yet; it cannot have commented on it either.
    if (code === 100 && subcode === 33) return told('retry', 'platform.unavailable');
    return code === 100 && fault.reason !== 'platform.misconfigured' ? told('permanent', 'comment.refused') : fault;
  };

/** Comments on our own post. Instagram takes no key against repetition, so a second call would be a second comment. */
export async function comment(
  credentials: Credentials,
  { externalId, text }: { externalId: string; text: string },
): Promise<Outcome<{ externalId: string }>> {
  const call = { method: 'POST' as const, path: `${externalId}/comments`, fields: { message: text } };
  const result = await graphRequest(credentials, call, judged('irreversible'), made);
  return result.ok ? { ok: true, value: { externalId: result.value.id } } : result;
}

/**
 * Looks for our comment among those of the post. It is absent only when all comments are known: Instagram has been
 * seen to answer an empty list for a post whose own count says that there are some, and a page holds fifty at most.
 */
export async function findComment(
  credentials: Credentials,
  { externalId, text, username }: { externalId: string; text: string; username: string },
): Promise<Outcome<CommentFinding>> {
  const fields = { fields: 'id,text,timestamp,username', limit: String(PAGE) };
  const list = await graphRequest(
    credentials,
    { method: 'GET', path: `${externalId}/comments`, fields },
    judged('read'),
    commentList,
  );
  if (!list.ok) return list;
  const same = list.value.data.filter((one) => isSameText(one.text ?? '', text));
  const own = same.find((one) => one.username?.toLowerCase() === username.toLowerCase());
  if (own) return { ok: true, value: { found: 'live', externalId: own.id } };
  // Our words under another name: the account may have been renamed meanwhile.
  if (same.length > 0) return { ok: true, value: { found: 'unsure' } };
  const count = await graphRequest(
    credentials,
    { method: 'GET', path: externalId, fields: { fields: 'comments_count' } },
    judged('read'),
    counted,
  );
  if (!count.ok) return count;
  const complete = count.value.comments_count !== undefined && count.value.comments_count <= list.value.data.length;
  return { ok: true, value: { found: complete ? 'absent' : 'unsure' } };
}
