import { useText } from '../../../lib/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { Counters } from './counters.tsx';
import { type ComposerAccount, limitsOf, takesComments } from './limits.ts';
import { strings } from './strings.ts';

type Props = {
  /** Its hashtags count together with the comment's. */
  caption: string;
  comment: string;
  images: readonly unknown[];
  cleaned: boolean;
  accounts: readonly ComposerAccount[];
  onType: (comment: string) => void;
};

/** The first comment under the post. Nobody has to fill it in, so it takes little room until somebody does. */
export function FirstCommentField({ caption, comment, images, cleaned, accounts, onType }: Props) {
  const { t } = useText();
  if (comment === '' && !takesComments(accounts, images)) return null;
  // Limits that nothing counts towards yet would only be noise.
  const limits = comment === '' ? [] : limitsOf({ caption, firstComment: comment, images }, accounts, 'firstComment');
  const used = limits.filter(({ left, max }) => left < max);
  return (
    <div>
      <TextArea
        label={t(strings.firstComment)}
        hint={t(strings.firstCommentHint)}
        value={comment}
        short
        onChange={onType}
      />
      <p role="status" className="mt-1 text-sm text-warn empty:hidden">
        {cleaned ? t(strings.cleaned) : ''}
      </p>
      <Counters label={t(strings.firstCommentLimits)} limits={used} />
    </div>
  );
}
