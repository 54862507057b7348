import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BusinessKind, businessKinds } from '#shared/templates/occasion.ts';
import { useText } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Caption } from '../../ui/caption.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Select } from '../../ui/select.tsx';
import { LoadingRows } from '../../ui/skeleton.tsx';
import { starterQuery } from './queries.ts';
import { businessStrings, starterOccasionStrings, starterStrings, strings } from './strings.ts';
import { useCopy } from './use-copy.ts';

/** What the platform offers; one press makes it a template of the business. */
export function TemplateLibraryDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const [business, setBusiness] = useState<BusinessKind | 'all'>('all');
  const options = [
    { key: 'all' as const, text: t(starterStrings.all) },
    ...businessKinds.map((key) => ({ key, text: t(businessStrings[key]) })),
  ];
  return (
    <Dialog title={t(strings.library)} isOpen onClose={onClose}>
      <div className="flex flex-col gap-4 pb-2">
        <p className="text-soft">{t(starterStrings.why)}</p>
        <Select label={t(starterStrings.business)} options={options} value={business} onChange={setBusiness} />
        <Starters business={business} />
      </div>
    </Dialog>
  );
}

function Starters({ business }: { business: BusinessKind | 'all' }) {
  const { t, language } = useText();
  const all = useQuery(starterQuery);
  const copy = useCopy();
  if (all.isPending) return <LoadingRows />;
  if (all.isError && !all.data)
    return <ErrorState error={all.error} onRetry={() => void all.refetch()} busy={all.isFetching} />;
  const shown = all.data.filter((starter) => business === 'all' || starter.business === business);
  return (
    <ul className="divide-y divide-line">
      {shown.map((starter) => {
        const { starterId: source, occasion } = starter;
        const name = starter.name[language];
        return (
          <li key={source} className="flex flex-col items-start gap-2 py-4">
            <p>
              <b className="font-semibold">{name}</b>
              <span className="block text-sm text-soft">
                {t(businessStrings[starter.business])} · {t(starterOccasionStrings[occasion])}
              </span>
            </p>
            <Caption text={starter[language]} className="text-sm" />
            <Button
              small
              tone="secondary"
              aria-label={t(starterStrings.copyNamed, { name })}
              busy={copy.busy === source}
              onPress={() => copy.act({ source, name })}
            >
              {t(starterStrings.copy)}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
