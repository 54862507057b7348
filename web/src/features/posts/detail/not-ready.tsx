import type { Post } from '#shared/posts/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { BreachList } from '../composer/breach-list.tsx';
import { type AccountBreach, accountBreaches } from '../composer/limits.ts';
import { strings } from '../strings.ts';
import { RefusalLine } from './refusal-line.tsx';

/** What has to be mended before a post can be planned or published; `no_account` when it is meant for none. */
export function notReady({
  targets,
  media,
  caption,
  firstComment = '',
  variants,
}: Post): AccountBreach[] | 'no_account' {
  if (targets.length === 0) return 'no_account';
  const images = media.map((medium) => ({ ...medium, altText: medium.altText ?? '' }));
  return accountBreaches({ caption, firstComment, images, variants }, targets);
}

/** Says what is missing to whoever wants to plan or publish: in editing it is mended. */
export function NotReady({ post }: { post: Post }) {
  const { t } = useText();
  const missing = notReady(post);
  if (missing === 'no_account') return <RefusalLine text={t(strings.notReadyAccount)} />;
  return (
    <div role="alert" className="basis-full">
      <BreachList breaches={missing} />
    </div>
  );
}
