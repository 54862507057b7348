import { keep, readKept } from '../../../lib/kept.ts';

type Written = { userId: string; postId: string };

/** Remembers the draft that somebody wrote before an account was connected: connecting leads away from this page. */
export const keepWriting = ({ userId, postId }: Written): void => keep('ksa.writing', `${userId}/${postId}`);

/** The draft that this person wrote before an account was connected; told once. */
export function takeWriting(userId: string): string | undefined {
  const [writer, postId] = readKept('ksa.writing')?.split('/') ?? [];
  if (writer !== userId) return undefined;
  keep('ksa.writing', null);
  return postId;
}
