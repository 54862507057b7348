import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { PlatformCalendar } from '#shared/calendar/contract.ts';
import type { Entry } from '../../../lib/i18n.ts';
import { useText } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { calendarApi, kuwaitKey } from '../kuwait-days.ts';

export const platformQuery = queryOptions({
  queryKey: [...kuwaitKey, 'platform'],
  queryFn: () => calendarApi.platform({}),
});

/** Changes what the platform says of the calendar, and says that it is done. */
export function useGovern<Sent>(
  act: (sent: Sent) => Promise<PlatformCalendar>,
  done: Entry & { ar: string; en: string },
) {
  const { t } = useText();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (platform) => {
      toast({ text: t(done) });
      queries.setQueryData(platformQuery.queryKey, platform);
    },
    // Somebody may have been faster: what they said is shown.
    onError: () => queries.invalidateQueries({ queryKey: platformQuery.queryKey }),
  });
}
