import { ExternalLink } from 'lucide-react';
import { networkOf } from '#shared/platforms/platform.ts';
import type { Post, TargetView } from '#shared/posts/contract.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { buttonClasses } from '../../../ui/button.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { ShiftedNote } from '../../calendar/shifted-note.tsx';
import type { usePostActs } from '../use-post-acts.ts';
import { CommentLine } from './comment-line.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { strings } from './strings.ts';
import { Timeline } from './timeline.tsx';

type Props = {
  post: Post;
  target: TargetView;
  acts: ReturnType<typeof usePostActs>;
  onReschedule: () => void;
};

/** How the post is doing on one account. */
export function TargetCard({ post, target, acts, onReschedule }: Props) {
  const { t } = useText();
  const format = useFormat();
  const { problem } = target;
  return (
    <li className="flex flex-col gap-4 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-center gap-2">
        <PlatformIcon platform={target.platform} className="size-5 shrink-0" />
        <span className="sr-only">{t(networkOf(target.platform).names)}</span>
        <bdi dir="ltr" className="font-semibold">
          @{target.username}
        </bdi>
        <span className="ms-auto text-sm text-soft">
          {target.publishedAt
            ? format.dateTime(target.publishedAt)
            : target.attempt > 0 && t(strings.attempts, { count: target.attempt })}
        </span>
      </div>
      <Timeline state={target.state} account={`@${target.username}`} />
      {problem && (
        <ProblemPanel post={post} target={target} problem={problem} acts={acts} onReschedule={onReschedule} />
      )}
      <ShiftedNote shifted={target.waited} waited />
      {target.found && <Banner tone="ok">{t(strings.found)}</Banner>}
      <CommentLine target={target} text={post.firstComment} />
      {target.permalink && (
        <a
          href={target.permalink}
          target="_blank"
          rel="noreferrer"
          className={`${buttonClasses('secondary')} self-start`}
        >
          <ExternalLink aria-hidden="true" className="flip-rtl size-5" />
          {t(strings.permalink, { network: t(networkOf(target.platform).names) })}
        </a>
      )}
    </li>
  );
}
