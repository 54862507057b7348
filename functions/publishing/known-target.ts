import type { LookMessage } from '#shared/publishing/messages.ts';
import { Target } from '#shared/publishing/target.ts';

/**
 * The target as the sender of a message knew it, or undefined when it must be read. Parsed, because an older release
 * may have written it.
 */
export function knownTarget({ clientId, postId, targetId, known }: LookMessage): Target | undefined {
  const target = Target.safeParse(known).data;
  const same = target?.clientId === clientId && target.postId === postId && target.targetId === targetId;
  return same ? target : undefined;
}
