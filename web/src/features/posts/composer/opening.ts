import { wallTime } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import {
  type ComposerState,
  composerOf,
  composerReducer,
  contentOf,
  emptyComposer,
  sameContent,
} from './composer-state.ts';
import type { MirroredDraft } from './draft-mirror.ts';

/** What the composer opens with. `restored`: unsaved work was put back; `offered`: it waits for a decision. */
export type Opening = { state: ComposerState; notice: 'restored' | 'offered' | undefined };

type Found = {
  post: Post | undefined;
  kept: MirroredDraft | null;
  /** `YYYY-MM-DDTHH:mm` of the calendar slot that was pressed; anything else is ignored. */
  at: string | undefined;
  accounts: readonly Pick<SocialAccount, 'accountId' | 'health'>[];
};

/**
 * Decides what to show first. Unsaved work comes back by itself when the post is still the one it was written for;
 * when the post has changed since, putting it back silently would undo somebody else's change.
 */
export function openingOf({ post, kept, at, accounts }: Found): Opening {
  const known = (ids: readonly string[]) => ids.filter((id) => accounts.some(({ accountId }) => accountId === id));
  const slot = wallTime.safeParse(at).success ? at : undefined;
  // Whoever has one working account never has to choose it.
  const working = accounts.filter(({ health }) => health === 'healthy' || health === 'expiring');
  const only = working.length === 1 ? working.map(({ accountId }) => accountId) : [];
  const start = post ? composerOf(post) : emptyComposer(slot, only);
  const base = { ...start, accountIds: known(start.accountIds) };
  if (slot && post) [base.date, base.time] = [slot.slice(0, 10), slot.slice(11)];
  if (!kept) return { state: base, notice: undefined };

  const { revision, ...draft } = kept;
  const accountIds = known(draft.accountIds);
  const time = slot ? { date: base.date, time: base.time } : {};
  const restored = composerReducer(base, { kind: 'restored', draft: { ...draft, ...time, accountIds } });
  const differs = !sameContent(contentOf(restored), contentOf(base));
  if (revision === (post?.revision ?? 0)) return { state: restored, notice: differs ? 'restored' : undefined };
  return { state: base, notice: differs ? 'offered' : undefined };
}
