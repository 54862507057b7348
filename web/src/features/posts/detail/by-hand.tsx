import type { Post, TargetView } from '#shared/posts/contract.ts';
import { contentFor } from '#shared/posts/variant.ts';
import { answerStrings } from '#shared/publishing/reason-strings.ts';
import { useText } from '../../../lib/i18n.ts';
import { Button, buttonClasses } from '../../../ui/button.tsx';
import { toast } from '../../../ui/toast.tsx';
import type { usePostActs } from '../use-post-acts.ts';
import { strings } from './strings.ts';

type Props = { post: Post; target: TargetView; acts: ReturnType<typeof usePostActs> };

/** Everything a person needs to post it themselves: the file, the words, and a way to say that it is done. */
export function ByHand({ post, target: { accountId, targetId }, acts }: Props) {
  const { t } = useText();
  const { caption } = contentFor(post, accountId);
  const copy = () => void navigator.clipboard.writeText(caption).then(() => toast({ text: t(strings.copied) }));
  return (
    <span className="flex flex-wrap items-center gap-2">
      {post.media.map(({ mediaId, url }) => (
        <a
          key={mediaId}
          href={url}
          download
          target="_blank"
          rel="noreferrer"
          className={buttonClasses('secondary', true)}
        >
          {t(strings.saveFile)}
        </a>
      ))}
      {caption.trim() !== '' && (
        <Button tone="secondary" small onPress={copy}>
          {t(strings.copyText)}
        </Button>
      )}
      <Button
        tone="secondary"
        small
        busy={acts.busy === 'resolve'}
        onPress={() => void acts.run({ kind: 'resolve', targetId, seen: true }, t(strings.seenDone))}
      >
        {t(answerStrings.posted)}
      </Button>
    </span>
  );
}
