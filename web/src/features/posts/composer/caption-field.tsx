import { useText } from '../../../lib/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { filesPasted, imageAmong } from '../../media/image-file.ts';
import { Counters } from './counters.tsx';
import { type ComposerAccount, limitsOf } from './limits.ts';
import { strings } from './strings.ts';

type Props = {
  caption: string;
  /** Its hashtags count together with the caption's. */
  firstComment: string;
  images: readonly unknown[];
  cleaned: boolean;
  accounts: readonly ComposerAccount[];
  onType: (caption: string) => void;
  onFile: (file: File) => void;
};

/** The text of the post, with what is left of each limit below it. Pasting an image alone adds it. */
export function CaptionField({ caption, firstComment, images, cleaned, accounts, onType, onFile }: Props) {
  const { t } = useText();
  const pasted = async (event: React.ClipboardEvent) => {
    const files = filesPasted(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    const image = await imageAmong(files);
    if (image) onFile(image);
  };
  return (
    <div>
      <TextArea
        label={t(strings.caption)}
        placeholder={t(strings.captionPlaceholder)}
        value={caption}
        onChange={onType}
        onPaste={pasted}
      />
      <p role="status" className="mt-1 text-sm text-warn empty:hidden">
        {cleaned ? t(strings.cleaned) : ''}
      </p>
      <Counters label={t(strings.limits)} limits={limitsOf({ caption, firstComment, images }, accounts)} />
    </div>
  );
}
