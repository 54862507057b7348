import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useText } from '../../../lib/i18n.ts';
import { useMay } from '../../../lib/me.ts';
import { Banner } from '../../../ui/banner.tsx';
import { buttonClasses } from '../../../ui/button.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Page } from '../../../ui/page.tsx';
import { LoadingRows } from '../../../ui/skeleton.tsx';
import { BestTimesCard } from './best-times-card.tsx';
import { PolicyForm } from './policy-form.tsx';
import { settingsQuery } from './queries.ts';
import { SlotsForm } from './slots-form.tsx';
import { strings } from './strings.ts';

/** `/calendar/settings`: what a business wants at prayer time, and its weekly slots. */
export function SettingsPage() {
  const { t } = useText();
  const mayChange = useMay('calendar:write');
  const { data, error, refetch, isFetching } = useQuery(settingsQuery);
  const back = (
    <Link to="/calendar" className={buttonClasses('secondary')}>
      {t(strings.back)}
    </Link>
  );
  return (
    <Page title={t(strings.title)} actions={back}>
      {error && !data && <ErrorState error={error} onRetry={refetch} busy={isFetching} />}
      {!error && !data && <LoadingRows />}
      {data && (
        <div className="flex max-w-3xl flex-col gap-4">
          {!mayChange && <Banner tone="info">{t(strings.readOnly)}</Banner>}
          {/* By what is in it and not by its version: saving one form keeps what is unsaved in the other. */}
          <PolicyForm key={`policy-${JSON.stringify(data.policy)}`} settings={data} mayChange={mayChange} />
          <SlotsForm key={`slots-${JSON.stringify(data.slots)}`} settings={data} mayChange={mayChange} />
          <BestTimesCard />
        </div>
      )}
    </Page>
  );
}
