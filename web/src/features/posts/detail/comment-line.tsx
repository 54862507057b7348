import { CircleAlert, CircleQuestionMark, Clock, MessageCircle } from 'lucide-react';
import type { TargetView } from '#shared/posts/contract.ts';
import { reasonIn } from '#shared/publishing/reason-strings.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';
import { commentStrings } from './comment-strings.ts';

type Props = { target: Pick<TargetView, 'state' | 'comment' | 'platform'>; text: string | undefined };

const looks = {
  waiting: { Icon: Clock, tone: 'text-soft' },
  posting: { Icon: Clock, tone: 'text-soft' },
  posted: { Icon: MessageCircle, tone: 'text-soft' },
  failed: { Icon: CircleAlert, tone: 'text-warn' },
  unknown: { Icon: CircleQuestionMark, tone: 'text-warn' },
} as const;

/** How the first comment of a published post is doing: one quiet line, because the post itself is out. */
export function CommentLine({ target: { state, comment, platform }, text = '' }: Props) {
  const { t, language } = useText();
  if (state !== 'published' || comment === undefined) return null;
  const { Icon, tone } = looks[comment.state];
  const byHand = comment.state === 'failed' || comment.state === 'unknown';
  const copy = () => void navigator.clipboard.writeText(text).then(() => toast({ text: t(commentStrings.copied) }));
  return (
    <div className={`flex flex-wrap items-start gap-x-2 gap-y-1 text-sm ${tone}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-48">
        {comment.state === 'failed' && comment.reason
          ? t(commentStrings.failedBecause, { reason: reasonIn(language, comment.reason, platform) })
          : t(commentStrings[comment.state])}
        {byHand && ` ${t(comment.state === 'failed' ? commentStrings.addYourself : commentStrings.addIfMissing)}`}
      </p>
      {byHand && text !== '' && (
        <Button tone="secondary" small onPress={copy}>
          {t(commentStrings.copy)}
        </Button>
      )}
    </div>
  );
}
