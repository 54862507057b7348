import { wallTime } from '#shared/calendar/wall-time.ts';
import type { Post } from '#shared/posts/contract.ts';
import type { SocialAccount } from '#shared/social/contract.ts';
import { formerTimeOf } from '../post-rules.ts';
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
export type Opening = {
  state: ComposerState;
  notice: 'restored' | 'offered' | undefined;
  /** `YYYY-MM-DDTHH:mm` that was filled in for the person; empty when none was. */
  offered: string;
};

type Found = {
  post: Post | undefined;
  kept: MirroredDraft | null;
  /** `YYYY-MM-DDTHH:mm` of the calendar slot that was pressed; anything else is ignored. */
  at: string | undefined;
  accounts: readonly Pick<SocialAccount, 'accountId' | 'health'>[];
  /** Milliseconds since the epoch. */
  now: number;
};

/**
 * Decides what to show first. Unsaved work comes back by itself when the post is still the one it was written for;
 * when the post has changed since, putting it back silently would undo somebody else's change.
 */
export function openingOf({ post, kept, at, accounts, now }: Found): Opening {
  // Whoever has one working account never has to choose it, also when they wrote before it was connected.
  const working = accounts.filter(({ health }) => health === 'healthy' || health === 'expiring');
  const only = working.length === 1 ? working.map(({ accountId }) => accountId) : [];
  const known = (ids: readonly string[]) => accounts.map(({ accountId }) => accountId).filter((id) => ids.includes(id));
  const chosen = (ids: readonly string[]) => (ids.length === 0 ? only : known(ids));

  const slot = wallTime.safeParse(at).success ? at : undefined;
  const start = post ? composerOf(post) : emptyComposer();
  const offered = post && start.date === '' ? formerTimeOf(post, now) : '';
  const [date = start.date, time = start.time] = (slot ?? offered).split('T').filter((part) => part !== '');
  const base = { ...start, accountIds: chosen(start.accountIds), date, time };
  if (!kept) return { state: base, notice: undefined, offered };

  const { revision, ...draft } = kept;
  const when = slot ? { date, time } : {};
  const mine = { ...draft, ...when, accountIds: chosen(draft.accountIds) };
  const restored = composerReducer(base, { kind: 'restored', draft: mine });
  const differs = !sameContent(contentOf(restored), contentOf(base));
  if (revision === (post?.revision ?? 0)) return { state: restored, notice: differs ? 'restored' : undefined, offered };
  return { state: base, notice: differs ? 'offered' : undefined, offered };
}
