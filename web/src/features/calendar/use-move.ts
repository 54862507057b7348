import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { KUWAIT } from '#shared/calendar/kuwait.ts';
import { fromWallTime } from '#shared/calendar/wall-time.ts';
import type { Post, PostSummary } from '#shared/posts/contract.ts';
import { now } from '../../lib/clock.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import type { At } from '../posts/post-line.ts';
import { linesOf, postsKey } from '../posts/queries.ts';
import { useRefusal } from '../posts/use-refusal.ts';
import { whyNotMove } from './move-rules.ts';
import { calendarKey } from './queries.ts';
import { moveRefusalStrings, strings } from './strings.ts';

const UNDO_MS = 10_000;

/**
 * Moves posts on the calendar: shown at once, then stored in the post's line; put back when the server says no. For ten
 * seconds the last move can be undone by its toast or with `undoLast`.
 */
export function useMove() {
  const { t } = useText();
  const format = useFormat();
  const explain = useRefusal();
  const queries = useQueryClient();
  const last = useRef<{ undo: () => void; until: number } | undefined>(undefined);

  const show = (postId: string, change: Partial<PostSummary>) =>
    queries.setQueriesData<PostSummary[]>({ queryKey: calendarKey }, (posts) =>
      posts?.map((post) => (post.postId === postId ? { ...post, ...change } : post)),
    );

  const store = async (post: PostSummary, wallTime: string, at: At = post): Promise<PostSummary | Refusal> => {
    const { postId } = post;
    const line = linesOf(queries).of(postId);
    const publishAt = fromWallTime(wallTime);
    await queries.cancelQueries({ queryKey: calendarKey });
    show(postId, { schedule: { publishAt, wallTime, zone: KUWAIT } });
    try {
      const moved = await line.inTurn(() => line.send({ ...at, postId }, { kind: 'move', wallTime }));
      const summary = { ...post, ...(moved && pick(moved)) };
      show(postId, summary);
      return summary;
    } catch (error) {
      show(postId, post);
      return { refusal: explain(error) };
    } finally {
      void queries.invalidateQueries({ queryKey: postsKey });
    }
  };

  const undoTo = async (moved: PostSummary, before: string) => {
    last.current = undefined;
    // Whatever happened to the post since then must not be undone with it.
    const undone = await store(moved, before, { ...moved, exactly: true });
    if ('refusal' in undone) toast({ tone: 'danger', text: undone.refusal });
    else toast({ text: t(strings.undone, { time: format.dateTime(fromWallTime(before)) }) });
  };

  /** Moves a post to a wall time in Kuwait (`YYYY-MM-DDTHH:mm`); returns why it did not, in a sentence. */
  const move = async (post: PostSummary, wallTime: string): Promise<string | undefined> => {
    const before = post.schedule?.wallTime;
    if (before === wallTime) return undefined;
    const why = whyNotMove(post, fromWallTime(wallTime), now());
    if (why) return t(moveRefusalStrings[why]);
    const moved = await store(post, wallTime);
    if ('refusal' in moved) return moved.refusal;
    const text = t(strings.moved, { time: format.dateTime(fromWallTime(wallTime)) });
    // What had been missed cannot go back to its passed time.
    if (before === undefined || fromWallTime(before) <= now()) {
      toast({ text });
      return undefined;
    }
    const undo = () => void undoTo(moved, before);
    last.current = { undo, until: now() + UNDO_MS };
    toast({ text, action: { label: t(strings.undo), onPress: undo } });
    return undefined;
  };

  const undoLast = () => {
    if (last.current && last.current.until > now()) last.current.undo();
  };
  return { move, undoLast };
}

type Refusal = { refusal: string };

const pick = ({ revision, state, schedule }: Post): Partial<PostSummary> => ({
  revision,
  state,
  ...(schedule ? { schedule } : {}),
});
