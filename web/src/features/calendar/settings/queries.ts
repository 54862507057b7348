import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { CalendarSettings } from '#shared/calendar/contract.ts';
import { useText } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { calendarApi, kuwaitKey } from '../kuwait-days.ts';
import { strings } from './strings.ts';

export const settingsQuery = queryOptions({
  queryKey: [...kuwaitKey, 'settings'],
  queryFn: () => calendarApi.settings({}),
  // A form is open on it: what somebody is filling in must not be replaced.
  refetchOnWindowFocus: false,
});

export const upcomingQuery = queryOptions({
  queryKey: [...kuwaitKey, 'slots'],
  queryFn: () => calendarApi.nextSlots({ query: { limit: 5 } }),
});

export const bestTimesQuery = queryOptions({
  queryKey: [...kuwaitKey, 'best'],
  queryFn: () => calendarApi.bestTimes(),
});

/** Saves a part of the settings; verdicts, slots and days are asked for again, because they follow from it. */
export function useSave<Body>(save: (body: Body) => Promise<CalendarSettings>) {
  const { t } = useText();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (settings) => {
      toast({ text: t(strings.saved) });
      await queries.invalidateQueries({ queryKey: kuwaitKey, predicate: ({ queryKey }) => queryKey[1] !== 'settings' });
      queries.setQueryData(settingsQuery.queryKey, settings);
    },
  });
}
