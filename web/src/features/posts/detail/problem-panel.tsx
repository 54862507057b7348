import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { profileUrl } from '#shared/platforms/platform.ts';
import type { Post, TargetView } from '#shared/posts/contract.ts';
import type { TargetProblem } from '#shared/posts/next-step.ts';
import { answerStrings, reasonIn, stepIn, stepStrings } from '#shared/publishing/reason-strings.ts';
import type { Reason } from '#shared/publishing/reasons.ts';
import { useFormat } from '../../../lib/format.ts';
import { useText } from '../../../lib/i18n.ts';
import { useMay } from '../../../lib/me.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button, buttonClasses } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';
import type { PostAct } from '../post-act.ts';
import type { usePostActs } from '../use-post-acts.ts';
import { RefusalLine } from './refusal-line.tsx';
import { strings } from './strings.ts';

const MendDialog = lazy(async () => ({ default: (await import('./mend-dialog.tsx')).MendDialog }));
const ByHand = lazy(async () => ({ default: (await import('./by-hand.tsx')).ByHand }));

type Props = {
  post: Post;
  target: TargetView;
  problem: TargetProblem;
  acts: ReturnType<typeof usePostActs>;
  onReschedule: () => void;
};

/** Nothing has gone wrong yet, or it was somebody's wish. */
const mild: ReadonlySet<Reason> = new Set(['account.ends_before', 'account.stopped']);

/** What went wrong on one account, in a sentence, and the one thing to do about it. */
export function ProblemPanel({ problem, ...props }: Props) {
  const { language } = useText();
  const tone = problem.step === 'wait' ? 'info' : mild.has(problem.reason) ? 'warn' : 'danger';
  const { refused } = props.acts;
  const isHere = refused && 'targetId' in refused.act && refused.act.targetId === props.target.targetId;
  return (
    <Banner tone={tone} action={<NextStepAction problem={problem} {...props} />}>
      {reasonIn(language, problem.reason, props.target.platform)}
      <RefusalLine text={isHere ? refused.text : undefined} />
    </Banner>
  );
}

function NextStepAction({ post, target, problem: { reason, step }, acts, onReschedule }: Props) {
  const { t, language } = useText();
  const mayWrite = useMay('posts:write');
  const mayConnect = useMay('social:write');
  const { targetId, platform, username } = target;
  const run = (act: PostAct, text: string) => void acts.run(act, text);
  const profile = profileUrl(platform, username);

  if (step === 'wait') return <Wait retryAt={target.retryAt} />;
  if (step === 'open_platform' || step === 'check_platform')
    return (
      <a
        href={target.permalink ?? profile}
        target="_blank"
        rel="noreferrer"
        className={buttonClasses('secondary', true)}
      >
        <ExternalLink aria-hidden="true" className="flip-rtl size-4" />
        {stepIn(language, step, platform)}
      </a>
    );
  if (step === 'contact_support') return <SupportReference postId={post.postId} />;
  if (step === 'reconnect')
    return mayConnect ? (
      <Link to="/connections" className={buttonClasses('secondary', true)}>
        {t(stepStrings.reconnect)}
      </Link>
    ) : null;
  if (!mayWrite) return null;
  if (step === 'edit')
    return (
      <Link to="/compose" search={{ postId: post.postId }} className={buttonClasses('secondary', true)}>
        {t(stepStrings.edit)}
      </Link>
    );
  if (step === 'by_hand')
    return (
      <Suspense>
        <ByHand post={post} target={target} acts={acts} />
      </Suspense>
    );
  if (step === 'write_again' && !aboutFiles.test(reason)) return <Mend post={post} target={target} acts={acts} />;
  if (step === 'write_again')
    return (
      <Link to="/compose" className={buttonClasses('secondary', true)}>
        {t(stepStrings.write_again)}
      </Link>
    );
  if (step === 'resume')
    return (
      <Button
        tone="secondary"
        small
        busy={acts.busy === 'resume'}
        onPress={() => run({ kind: 'resume' }, t(strings.resumedHere))}
      >
        {t(stepStrings.resume)}
      </Button>
    );
  if (step === 'reschedule')
    return (
      <Button tone="secondary" small onPress={onReschedule}>
        {t(stepStrings.reschedule)}
      </Button>
    );
  if (step === 'retry')
    return (
      <Button
        tone="secondary"
        small
        busy={acts.busy === 'retry'}
        onPress={() => run({ kind: 'retry', targetId }, t(strings.retried))}
      >
        {t(stepStrings.retry)}
      </Button>
    );
  return (
    <span className="flex flex-wrap items-center gap-2">
      <a href={profile} target="_blank" rel="noreferrer" className="inline-flex min-h-11 items-center gap-1 underline">
        <ExternalLink aria-hidden="true" className="flip-rtl size-4" />
        {stepIn(language, 'open_platform', platform)}
      </a>
      <Button
        tone="secondary"
        small
        busy={acts.busy === 'resolve'}
        onPress={() => run({ kind: 'resolve', targetId, seen: true }, t(strings.seenDone))}
      >
        {t(answerStrings.seen)}
      </Button>
      <Button
        tone="secondary"
        small
        busy={acts.busy === 'resolve'}
        onPress={() => run({ kind: 'resolve', targetId, seen: false }, t(strings.askingAgain))}
      >
        {t(answerStrings.notSeen)}
      </Button>
    </span>
  );
}

/** What the words cannot mend. */
const aboutFiles = /^(media\.|content\.(image|media))/;

function Mend(props: Pick<Props, 'post' | 'target' | 'acts'>) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button tone="secondary" small onPress={() => setOpen(true)}>
        {t(strings.mend)}
      </Button>
      {open && (
        <Suspense>
          <MendDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function Wait({ retryAt }: { retryAt: number | undefined }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <span className="text-sm">
      {retryAt ? t(strings.retryAt, { time: format.time(retryAt) }) : t(stepStrings.wait)}
    </span>
  );
}

function SupportReference({ postId }: { postId: string }) {
  const { t } = useText();
  const copy = () => void navigator.clipboard.writeText(postId).then(() => toast({ text: t(strings.copied) }));
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm">
      {t(strings.supportReference, { id: postId })}
      <Button tone="secondary" small onPress={copy}>
        {t(strings.copyReference)}
      </Button>
    </span>
  );
}
