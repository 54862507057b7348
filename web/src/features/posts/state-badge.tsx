import {
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleX,
  Clock,
  Hourglass,
  LoaderCircle,
  SquarePen,
} from 'lucide-react';
import { isLate, type PostTiming } from '#shared/publishing/late.ts';
import type { PostState } from '#shared/publishing/states.ts';
import { now } from '../../lib/clock.ts';
import { useText } from '../../lib/i18n.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import { postStateStrings, strings } from './strings.ts';

/** Icon and tone per state: never colour alone. */
const stateLooks: Record<PostState, { Icon: typeof Clock; tone: BadgeTone; ink: string }> = {
  draft: { Icon: SquarePen, tone: 'neutral', ink: 'text-soft' },
  scheduled: { Icon: Clock, tone: 'brand', ink: 'text-brand' },
  paused: { Icon: CirclePause, tone: 'neutral', ink: 'text-soft' },
  publishing: { Icon: LoaderCircle, tone: 'info', ink: 'text-info' },
  published: { Icon: CircleCheck, tone: 'ok', ink: 'text-ok' },
  partial: { Icon: CircleDashed, tone: 'warn', ink: 'text-warn' },
  failed: { Icon: CircleX, tone: 'danger', ink: 'text-danger' },
  missed: { Icon: Hourglass, tone: 'warn', ink: 'text-warn' },
  needs_review: { Icon: CircleHelp, tone: 'warn', ink: 'text-warn' },
};

/** How a post is shown now: as its state, or as late when its time has passed by more than a few minutes. */
export const lookOf = (post: PostTiming) =>
  isLate(post, now())
    ? { Icon: Hourglass, tone: 'warn' as const, ink: 'text-warn', text: strings.late }
    : { ...stateLooks[post.state], text: postStateStrings[post.state] };

/** Where a post stands: icon, word and colour. */
export function StateBadge({ post }: { post: PostTiming }) {
  const { t } = useText();
  const { Icon, tone, text } = lookOf(post);
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" className="size-4" />}>
      {t(text)}
    </Badge>
  );
}
