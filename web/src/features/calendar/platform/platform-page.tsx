import { useQuery } from '@tanstack/react-query';
import { useText } from '../../../lib/i18n.ts';
import { useMay } from '../../../lib/me.ts';
import { Banner } from '../../../ui/banner.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Page } from '../../../ui/page.tsx';
import { LoadingRows } from '../../../ui/skeleton.tsx';
import { CheckCard } from './check-card.tsx';
import { MinutesForm } from './minutes-form.tsx';
import { MoonForm } from './moon-form.tsx';
import { platformQuery } from './queries.ts';
import { RamadanForm } from './ramadan-form.tsx';
import { strings } from './strings.ts';

/** `/staff/calendar`: what the platform says of the calendar, for every business. Support looks, the owner says. */
export function PlatformPage() {
  const { t } = useText();
  const mayGovern = useMay('calendar:govern');
  const { data, error, refetch, isFetching } = useQuery(platformQuery);
  return (
    <Page title={t(strings.title)}>
      {error && !data && <ErrorState error={error} onRetry={refetch} busy={isFetching} />}
      {!error && !data && <LoadingRows />}
      {data && (
        <div className="flex max-w-3xl flex-col gap-4">
          {!mayGovern && <Banner tone="info">{t(strings.readOnly)}</Banner>}
          <RamadanForm platform={data} mayGovern={mayGovern} />
          <MoonForm platform={data} mayGovern={mayGovern} />
          <MinutesForm platform={data} mayGovern={mayGovern} />
          <CheckCard check={data.check} />
        </div>
      )}
    </Page>
  );
}
