import type { Post } from '#shared/posts/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Caption } from '../../../ui/caption.tsx';
import { strings } from './strings.ts';

type Props = { latest: Post; onSettle: (post: Post, keep: 'mine' | 'theirs') => void };

/** Two people changed one post: shows the other text and lets the person choose. */
export function ConflictBanner({ latest, onSettle }: Props) {
  const { t } = useText();
  const choices = (
    <span className="flex flex-wrap gap-2">
      <Button tone="secondary" small onPress={() => onSettle(latest, 'theirs')}>
        {t(strings.takeTheirs)}
      </Button>
      <Button tone="secondary" small onPress={() => onSettle(latest, 'mine')}>
        {t(strings.keepMine)}
      </Button>
    </span>
  );
  return (
    <Banner tone="warn" live title={t(strings.conflictTitle)} action={choices}>
      <p>{t(strings.conflict)}</p>
      {latest.caption !== '' && (
        <Caption text={latest.caption} className="mt-2 line-clamp-3 border-s-4 border-line ps-3" />
      )}
      {latest.firstComment && (
        <Caption text={latest.firstComment} className="mt-2 line-clamp-2 border-s-4 border-line ps-3 text-sm" />
      )}
    </Banner>
  );
}
