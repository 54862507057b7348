import type { Post } from '#shared/posts/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Caption } from '../../../ui/caption.tsx';
import type { ChangedBy } from '../changed-by.ts';
import { strings } from './strings.ts';

type Props = { latest: Post; by: ChangedBy; onSettle: (post: Post, keep: 'mine' | 'theirs') => void };

const own = { you: strings.conflictYou, unknown: strings.conflictUnknown };

/** One post was changed in two places: says by whom, shows the other text and lets the person choose. */
export function ConflictBanner({ latest, by, onSettle }: Props) {
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
      <p>{by.kind === 'colleague' ? t(strings.conflictColleague, { name: by.name }) : t(own[by.kind])}</p>
      {latest.caption !== '' && (
        <Caption text={latest.caption} lines={3} className="mt-2 border-s-4 border-line ps-3" />
      )}
      {latest.firstComment && (
        <Caption text={latest.firstComment} lines={2} className="mt-2 border-s-4 border-line ps-3 text-sm" />
      )}
    </Banner>
  );
}
