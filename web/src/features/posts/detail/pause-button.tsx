import { CalendarClock, Pause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Post } from '#shared/posts/contract.ts';
import { now } from '../../../lib/clock.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { hasPassed, isHeld, isHeldByAccounts, isHoldable } from '../post-rules.ts';
import { strings } from '../strings.ts';
import type { usePostActs } from '../use-post-acts.ts';

type Props = { post: Post; acts: ReturnType<typeof usePostActs>; onMove: () => void };

/** The second press of a double click lands on the button that has just taken the place of the pressed one. */
const DOUBLE_PRESS_MS = 600;

/**
 * Pause, and in its place Resume: one button, so that the focus stays where it is. A paused post whose time has passed
 * needs a new one, and so does one whose time passes just before the press.
 */
export function PauseButton({ post, acts, onMove }: Props) {
  const { t } = useText();
  const format = useFormat();
  const held = isHeld(post);
  const isDouble = useJustChanged(held);
  if (held ? isHeldByAccounts(post) : !isHoldable(post)) return null;

  const passed = held && hasPassed(post, now());
  const Icon = passed ? CalendarClock : held ? Play : Pause;
  const label = passed ? strings.newTime : held ? strings.resume : strings.pause;
  const pause = () =>
    acts.run({ kind: 'pause' }, (after) => t(after?.state === 'paused' ? strings.pausedDone : strings.pausedRest));
  const resume = () =>
    acts.run(
      { kind: 'resume' },
      () => t(strings.resumed, { time: format.dateTime(post.schedule?.publishAt ?? 0) }),
      (code) => code === 'post.resume_too_late' && onMove(),
    );
  const press = () => {
    if (isDouble()) return;
    if (passed) onMove();
    else void (held ? resume() : pause());
  };
  return (
    <Button
      tone={held ? 'primary' : 'secondary'}
      icon={<Icon aria-hidden="true" className="size-5" />}
      busy={acts.busy === 'pause' || acts.busy === 'resume'}
      onPress={press}
    >
      {t(label)}
    </Button>
  );
}

/** Tells whether `value` changed so short a time ago that a press cannot be meant for what is there now. */
function useJustChanged(value: boolean): () => boolean {
  const last = useRef({ value, at: 0 });
  useEffect(() => {
    if (last.current.value !== value) last.current = { value, at: now() };
  }, [value]);
  return () => now() - last.current.at < DOUBLE_PRESS_MS;
}
