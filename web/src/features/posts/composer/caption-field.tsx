import { CircleAlert } from 'lucide-react';
import type { SocialAccount } from '#shared/social/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { imageAmong } from '../../media/image-file.ts';
import { type Limit, limitsOf } from './limits.ts';
import { limitStrings, overStrings, strings } from './strings.ts';

type Props = {
  caption: string;
  cleaned: boolean;
  accounts: readonly SocialAccount[];
  onType: (caption: string) => void;
  onFile: (file: File) => void;
};

/** The text of the post, with what is left of each limit below it. Pasting an image adds it. */
export function CaptionField({ caption, cleaned, accounts, onType, onFile }: Props) {
  const { t } = useText();
  const pasted = (event: React.ClipboardEvent) => {
    const image = imageAmong(event.clipboardData.files);
    if (!image) return;
    event.preventDefault();
    onFile(image);
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
      <Counters caption={caption} accounts={accounts} />
    </div>
  );
}

function Counters({ caption, accounts }: { caption: string; accounts: readonly SocialAccount[] }) {
  const { t } = useText();
  const limits = limitsOf(caption, accounts);
  if (limits.length === 0) return null;
  return (
    <ul aria-label={t(strings.limits)} className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {limits.map((limit) => (
        <Counter key={`${limit.platform}/${limit.measure}`} limit={limit} />
      ))}
    </ul>
  );
}

const NEARLY = 0.1;

function Counter({ limit: { measure, left, max } }: { limit: Limit }) {
  const { t } = useText();
  const over = left < 0;
  const tone = over ? 'font-semibold text-danger' : left / max < NEARLY ? 'font-medium text-warn' : 'text-soft';
  return (
    <li className={`inline-flex items-center gap-1 tabular-nums ${tone}`}>
      {over && <CircleAlert aria-hidden="true" className="size-4" />}
      {over ? t(overStrings[measure], { over: -left, max }) : t(limitStrings[measure], { left, max })}
    </li>
  );
}
