import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { fromWallTime, KUWAIT } from '#shared/calendar/wall-time.ts';
import type { PostSummary } from '#shared/posts/contract.ts';
import { NetworkError } from '../../lib/api-problem.ts';
import { now } from '../../lib/clock.ts';
import { useExplain } from '../../lib/explain.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from '../../lib/i18n.ts';
import { toast } from '../../ui/toast.tsx';
import { postsApi, postsKey } from '../posts/queries.ts';
import { strings as postStrings } from '../posts/strings.ts';
import { whyNotMove } from './move-rules.ts';
import { calendarKey } from './queries.ts';
import { refusalStrings, strings } from './strings.ts';

const UNDO_MS = 10_000;

/**
 * Moves posts on the calendar: shown at once, then stored; put back when the server says no. For ten seconds the last
 * move can be undone by its toast or with `undoLast`.
 */
export function useMove() {
  const { t } = useText();
  const format = useFormat();
  const explain = useExplain();
  const queries = useQueryClient();
  const last = useRef<{ undo: () => void; until: number } | undefined>(undefined);

  const show = (postId: string, change: Partial<PostSummary>) =>
    queries.setQueriesData<PostSummary[]>({ queryKey: calendarKey }, (posts) =>
      posts?.map((post) => (post.postId === postId ? { ...post, ...change } : post)),
    );

  const store = async (post: PostSummary, wallTime: string): Promise<PostSummary | undefined> => {
    const { postId, revision } = post;
    const publishAt = fromWallTime(wallTime);
    await queries.cancelQueries({ queryKey: calendarKey });
    show(postId, { schedule: { publishAt, wallTime, zone: KUWAIT } });
    try {
      const body = { revision, wallTime, zone: KUWAIT };
      const moved = await postsApi.schedule({ params: { postId }, body });
      const summary = { ...post, revision: moved.revision, state: moved.state, ...pick(moved.schedule) };
      show(postId, summary);
      return summary;
    } catch (error) {
      show(postId, post);
      toast({ tone: 'danger', text: error instanceof NetworkError ? t(postStrings.networkLost) : explain(error) });
      return undefined;
    } finally {
      void queries.invalidateQueries({ queryKey: postsKey });
    }
  };

  const undoTo = async (moved: PostSummary, before: string) => {
    last.current = undefined;
    if (await store(moved, before)) toast({ text: t(strings.undone, { time: format.dateTime(fromWallTime(before)) }) });
  };

  /** Moves a post to a wall time in Kuwait (`YYYY-MM-DDTHH:mm`); returns whether it is there. */
  const move = async (post: PostSummary, wallTime: string): Promise<boolean> => {
    const before = post.schedule?.wallTime;
    if (before === wallTime) return true;
    const refusal = whyNotMove(post, fromWallTime(wallTime), now());
    if (refusal) {
      toast({ tone: 'danger', text: t(refusalStrings[refusal]) });
      return false;
    }
    const moved = await store(post, wallTime);
    if (!moved) return false;
    const text = t(strings.moved, { time: format.dateTime(fromWallTime(wallTime)) });
    // What had been missed cannot go back to its passed time.
    if (before === undefined || fromWallTime(before) <= now()) {
      toast({ text });
      return true;
    }
    const undo = () => void undoTo(moved, before);
    last.current = { undo, until: now() + UNDO_MS };
    toast({ text, action: { label: t(strings.undo), onPress: undo } });
    return true;
  };

  const undoLast = () => {
    if (last.current && last.current.until > now()) last.current.undo();
  };
  return { move, undoLast };
}

const pick = (schedule: PostSummary['schedule']): Pick<PostSummary, 'schedule'> => (schedule ? { schedule } : {});
