import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { calendar, type KuwaitDay } from '#shared/calendar/contract.ts';
import { apiOf } from '../../lib/api.ts';

export const calendarApi = apiOf(calendar);
export const kuwaitKey = ['kuwait'] as const;

/** What Kuwait keeps changes when a moon is announced: an evening is long enough to hear of it. */
const FRESH_MS = 15 * 60_000;

export const kuwaitDaysQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: [...kuwaitKey, 'days', from, to],
    queryFn: () => calendarApi.days({ query: { from, to } }),
    staleTime: FRESH_MS,
    // The calendar is complete without its layers: when they cannot be had, they are not there.
    retry: 1,
  });

export type KuwaitDays = ReadonlyMap<string, KuwaitDay>;

/** The days of a view by date: empty until they are known, and when they cannot be had. */
export function useKuwaitDays(dates: readonly string[]): KuwaitDays {
  const [from = '', to = ''] = [dates[0], dates.at(-1)];
  const { data } = useQuery({ ...kuwaitDaysQuery(from, to), enabled: from !== '' });
  return useMemo(() => new Map(data?.days.map((day) => [day.date, day])), [data]);
}

/** What the business's rule says to a time in Kuwait (`YYYY-MM-DDTHH:mm`). */
export const verdictQuery = (wallTime: string) =>
  queryOptions({
    queryKey: [...kuwaitKey, 'verdict', wallTime],
    queryFn: () => calendarApi.verdict({ query: { wallTime } }),
    staleTime: FRESH_MS,
    // The server judges again when it is scheduled: a note that cannot be had is no reason to hold anybody up.
    retry: false,
  });
