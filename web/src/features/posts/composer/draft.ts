import type { Post } from '#shared/posts/contract.ts';
import { isDefinite } from '../../../lib/attempt.ts';
import { now } from '../../../lib/clock.ts';
import { createStore } from '../../../lib/store.ts';
import type { ChangedBy } from '../changed-by.ts';
import type { PostAct, PostsApi } from '../post-act.ts';
import type { PostLines } from '../post-line.ts';
import {
  type ComposerContent,
  type ComposerEvent,
  type ComposerState,
  composerReducer,
  contentOf,
  isDirty,
  isWorthKeeping,
  sameContent,
} from './composer-state.ts';
import { ConflictError, createDraftSaver } from './draft-saver.ts';

export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: number }
  | { kind: 'failed'; error: unknown }
  | { kind: 'conflict'; latest: Post; by: ChangedBy };

/** What the buttons and shortcuts of the composer do. */
export type Act = 'schedule' | 'publish' | 'save' | 'cancel';

const SAVE_AFTER_MS = 800;
const TRY_AGAIN_MS = 10_000;

/** Only a draft is stored while it is being typed: a half-written change must not replace what is scheduled. */
const savesItself = ({ post }: ComposerState): boolean => post === undefined || post.state === 'draft';

type Around = { api: PostsApi; lines: PostLines; onStored: (post: Post) => void };

/**
 * A post being written, and everything that stores it. A draft is stored 800 ms after the last change. An act ends that
 * pause, stores what was on the screen when it was pressed (once, and only if the server does not hold it already) and
 * acts on exactly that. Both take turns in the post's line.
 */
export function createDraft(initial: ComposerState, { api, lines, onStored }: Around) {
  const state = createStore(initial);
  const saving = createStore<SaveState>({ kind: 'idle' });
  const busy = createStore<Act | undefined>(undefined);
  const saver = createDraftSaver({ api, lines, post: initial.post, stored: initial.stored });
  let open = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isDue = (): boolean => {
    const draft = state.get();
    const waits = busy.get() === undefined && saving.get().kind !== 'conflict';
    return waits && savesItself(draft) && isDirty(draft) && (draft.post !== undefined || isWorthKeeping(draft));
  };
  const plan = (after = SAVE_AFTER_MS): void => {
    clearTimeout(timer);
    if (open && isDue()) timer = setTimeout(saveByItself, after);
  };
  const dispatch = (event: ComposerEvent): void => {
    state.set(composerReducer(state.get(), event));
    plan();
  };
  const took = (post: Post, content: ComposerContent): void => {
    dispatch({ kind: 'stored', post, content });
    onStored(post);
  };
  const failed = (error: unknown): never => {
    const { latest, by } = error instanceof ConflictError ? error : {};
    saving.set(latest && by ? { kind: 'conflict', latest, by } : { kind: 'failed', error });
    throw error;
  };

  const store = async (content: ComposerContent): Promise<void> => {
    saving.set({ kind: 'saving' });
    const saved = await saver.write(content).catch(failed);
    saving.set({ kind: 'saved', at: now() });
    took(saved.post, saved.content);
  };
  const saveByItself = (): void => {
    const turn = saver.line.inTurn(async () => isDue() && (await store(contentOf(state.get()))));
    turn.catch((error: unknown) => isDefinite(error) || plan(TRY_AGAIN_MS));
  };

  const isStored = (content: ComposerContent): boolean =>
    state.get().post !== undefined && sameContent(content, state.get().stored);
  const perform = async (name: Act, content: ComposerContent, wallTime: string): Promise<void> => {
    // More than once only when an earlier save is found, whose answer had been lost.
    if (name !== 'cancel') while (!isStored(content)) await store(content);
    if (name === 'save') return;
    const act: PostAct = name === 'schedule' ? { kind: 'move', wallTime } : { kind: name };
    const post = await saver.send(act).catch((error: unknown) => {
      if (error instanceof ConflictError) failed(error);
      throw error;
    });
    took(post, state.get().stored);
  };

  /** Acts on what is on the screen now; throws what the person has to be told. One at a time: others are ignored. */
  const act = async (name: Act): Promise<boolean> => {
    if (busy.get()) return false;
    const { date, time } = state.get();
    const content = contentOf(state.get());
    busy.set(name);
    clearTimeout(timer);
    try {
      await saver.line.inTurn(() => perform(name, content, `${date}T${time}`));
      return true;
    } finally {
      busy.set(undefined);
      plan();
    }
  };

  /** After a conflict: go on from the newer post, with its content or with ours. */
  const settle = (post: Post, keep: 'mine' | 'theirs'): void => {
    saver.follow(post);
    saving.set({ kind: 'idle' });
    dispatch({ kind: keep === 'theirs' ? 'replaced' : 'followed', post });
  };

  /** From here on it saves itself, until the returned function is called: what waits then is stored at once, or not. */
  const start = () => {
    open = true;
    const again = () => saving.get().kind === 'failed' && plan(0);
    addEventListener('online', again);
    return (storing: boolean) => {
      open = false;
      removeEventListener('online', again);
      clearTimeout(timer);
      if (storing && isDue()) saveByItself();
    };
  };
  return { state, saving, busy, dispatch, act, settle, start };
}
